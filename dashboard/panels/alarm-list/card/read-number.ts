/** A number as people type it, with either minus and thousands apart; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const digits = text
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/[\s,]/g, '');
  return /^-?\d+(\.\d+)?$/.test(digits) ? Number(digits) : undefined;
}
