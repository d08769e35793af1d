/** Reads a text from an answer; `position` is a byte offset. */
export type TextDecoder = (bytes: Buffer, position: number) => string;

export interface TextShape {
  /** Registers, two characters each. */
  readonly length: number;
  readonly charset: 'ascii' | 'utf8';
  readonly order: 'AB' | 'BA';
}

/** As a reading is cut; see ReadingSink. */
const LONGEST_TEXT = 128;
const REPLACEMENT = '�';
/** Control characters, which no device means to be shown. */
const CONTROL = /\p{Cc}/gu;
const NOT_ASCII = /[^ -~]/g;

/**
 * The characters up to the first NUL, without the blanks that pad them. What the character set does not know, and every
 * control character, becomes U+FFFD: texts of a device are not to be trusted.
 */
export function textDecoderFor({ length, charset, order }: TextShape): TextDecoder {
  return (bytes, at) => {
    const natural = Buffer.from(bytes.subarray(at, at + length * 2));
    if (order === 'BA') natural.swap16();
    const end = natural.indexOf(0);
    const text = toText(end < 0 ? natural : natural.subarray(0, end), charset);
    const cut = text.slice(0, LONGEST_TEXT);
    return (cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd();
  };
}

function toText(bytes: Buffer, charset: TextShape['charset']): string {
  if (charset === 'ascii') return bytes.toString('latin1').replace(NOT_ASCII, REPLACEMENT);
  return bytes.toString('utf8').replace(CONTROL, REPLACEMENT);
}
