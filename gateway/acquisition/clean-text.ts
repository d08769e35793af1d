const LONGEST = 128;
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Control characters, halves of characters, and marks that turn the direction of the text. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text from the field as it may be shown and kept: one line of at most `longest` characters, none of them invisible. */
export function cleanText(text: string, longest = LONGEST): string {
  // Cut before it is looked at, generously: a device may send any amount.
  const seen = text
    .slice(0, longest * 4)
    .replace(LINE_BREAKS, ' ')
    .replace(UNSEEN, '')
    .trim();
  return [...seen].slice(0, longest).join('').trimEnd();
}
