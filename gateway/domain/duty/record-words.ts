/** What is written in a record, and how it is found again: words of any language, Chinese by neighbouring characters. */

/** A record with more words is found by its first ones. */
const MOST_WORDS = 5_000;
/** Names of files: nobody looks for them by their hash. */
const HASH = /^[0-9a-f]{64}$/;
const RUNS = /\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu;
const IS_HAN = /^\p{Script=Han}/u;

/** Every text in a body, each once, in the order in which they stand. */
export function textsOf(body: unknown): readonly string[] {
  const found = new Set<string>();
  collect(body, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    if (value !== '' && !HASH.test(value)) found.add(value);
  } else if (Array.isArray(value)) for (const one of value) collect(one, found);
  else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) collect(one, found);
}

/** The form in which texts are compared: upper and lower case, full and half width are the same. */
export const plainForm = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What texts are found by: each word of letters or of digits, each pair of neighbouring Chinese characters. */
export function wordsOf(texts: readonly string[]): readonly string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const run of plainForm(text).match(RUNS) ?? []) {
      for (const word of IS_HAN.test(run) ? pairsOf(run) : [run]) words.add(word);
      if (words.size >= MOST_WORDS) return [...words].slice(0, MOST_WORDS);
    }
  }
  return [...words];
}

/** The last character stands alone as well, so that each one begins a word. */
function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  return characters.map((character, at) => character + (characters[at + 1] ?? ''));
}

/** A word that has to be there, or one that has to begin so. */
export interface SearchTerm {
  readonly word: string;
  readonly isBeginning: boolean;
}

/** What an index is asked for what was typed; empty where nothing of it can be looked for. */
export function searchTerms(typed: string): readonly SearchTerm[] {
  return (plainForm(typed).match(RUNS) ?? []).flatMap((run): SearchTerm[] => {
    const pairs = IS_HAN.test(run) ? pairsOf(run) : [];
    if (pairs.length < 2) return [{ word: run, isBeginning: true }];
    return pairs.slice(0, -1).map((word) => ({ word, isBeginning: false }));
  });
}

/** Whether the texts have everything that was typed between blanks, each as it was typed. */
export function hasTyped(texts: readonly string[], typed: string): boolean {
  const plain = texts.map(plainForm);
  const words = typedWords(typed);
  return words.length > 0 && words.every((word) => plain.some((text) => text.includes(word)));
}

const typedWords = (typed: string): readonly string[] =>
  plainForm(typed)
    .split(/\s+/)
    .filter((word) => word !== '');

/** Around the place so much of a long text is shown. */
const AROUND = 60;
const MOST_EXCERPTS = 3;

/** The places at which what was typed stands, for a list of what was found. */
export function excerptsOf(texts: readonly string[], typed: string): readonly string[] {
  const words = typedWords(typed);
  const found = texts.flatMap((text) => {
    const at = Math.min(...words.map((word) => plainForm(text).indexOf(word)).filter((place) => place >= 0));
    return Number.isFinite(at) ? [around(text, at)] : [];
  });
  return found.slice(0, MOST_EXCERPTS);
}

function around(text: string, at: number): string {
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + 2 * AROUND)];
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`.toWellFormed();
}
