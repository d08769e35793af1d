/**
 * A text as the database gives it back: half of a surrogate pair and the null character would come back as something else, and the hash over it would not
 * hold any more.
 */
export function plainText(text: string): string;
export function plainText(text: string | null): string | null;
export function plainText(text: string | null): string | null {
  return text === null ? null : text.toWellFormed().replaceAll('\0', '\ufffd');
}
