/** A telephone number as people write it: at least five digits, blanks and hyphens between them. */
const PHONE = /\+?\d[\d -]{3,}\d/g;

export interface PhonePart {
  readonly text: string;
  /** What a telephone dials; undefined for words. */
  readonly number: string | undefined;
}

/** Words and the telephone numbers among them, in order. Joined they are the text. */
export function splitPhones(text: string): readonly PhonePart[] {
  const parts: PhonePart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(PHONE)) {
    if (index > end) parts.push({ text: text.slice(end, index), number: undefined });
    parts.push({ text: found, number: found.replace(/[ -]/g, '') });
    end = index + found.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), number: undefined });
  return parts;
}
