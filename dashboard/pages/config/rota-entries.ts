/** An entry of the section `onCall` as it is written in the file: nothing in it is sure but that it is a map. */
export type RotaEntry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is RotaEntry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The entries of one of its lists. */
export function entriesOf(onCall: RotaEntry, list: string): readonly RotaEntry[] {
  const value = onCall[list];
  return Array.isArray(value) ? value.filter(isEntry) : [];
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const textsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(textOf) : []);

/** A text in both languages; empty where it is none. */
export function bothOf(value: unknown): { readonly en: string; readonly zh: string } {
  const { en, zh } = isEntry(value) ? value : {};
  return { en: textOf(en), zh: textOf(zh) };
}

export const entryOf = (value: unknown): RotaEntry => (isEntry(value) ? value : {});

/** Lines of what is typed, without empty ones. */
export const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Words between commas, in either script. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[,,、]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
