const LONGEST = 200;
const BREAKS = /[\t\n\r]/g;
const CONTROL = /\p{Cc}/u;
/** Marks that turn the direction of a text on a screen, and what else is not seen. */
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A message as people can look at it: text as it is, bytes that are none in hexadecimal. Cut to 200 characters. */
export function rawText(payload: Buffer): string {
  const text = textOf(payload.subarray(0, 4 * LONGEST));
  const isText = text !== undefined && !CONTROL.test(text.replaceAll(BREAKS, ''));
  return isText ? text.replaceAll(UNSEEN, '').slice(0, LONGEST) : payload.toString('hex', 0, LONGEST / 2);
}

/** Undefined when the bytes are no UTF-8; a character cut off at the end is left out. */
function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
