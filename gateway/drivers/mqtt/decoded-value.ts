import { QUALITY } from '../../domain/quality.ts';

/** What a message says about one point. */
export interface DecodedValue {
  /** NaN when the quality is bad. */
  readonly value: number;
  readonly quality: number;
  /** Only of points of the kind text; empty when the quality is bad. */
  readonly text?: string;
}

export const UNDECODABLE: DecodedValue = { value: Number.NaN, quality: QUALITY['bad-decode'] };
export const UNDECODABLE_TEXT: DecodedValue = { value: 0, quality: QUALITY['bad-decode'], text: '' };

/** A number as it is, a boolean as 0 or 1, a word by its number; everything else is bad. */
export function toReading(raw: unknown, words?: Readonly<Record<string, number>>): DecodedValue {
  if (typeof raw === 'boolean') return { value: raw ? 1 : 0, quality: QUALITY.good };
  if (typeof raw === 'string') return wordReading(raw, words);
  if (typeof raw !== 'number') return UNDECODABLE;
  if (Number.isFinite(raw)) return { value: raw, quality: QUALITY.good };
  return { value: Number.NaN, quality: QUALITY['bad-not-a-number'] };
}

function wordReading(word: string, words: Readonly<Record<string, number>> | undefined): DecodedValue {
  const number = words && Object.hasOwn(words, word) ? words[word] : undefined;
  return number === undefined ? UNDECODABLE : { value: number, quality: QUALITY.good };
}

/** A text as it is, a number or boolean as it is written; everything else is bad. */
export function toText(raw: unknown): DecodedValue {
  if (typeof raw === 'string') return { value: 0, quality: QUALITY.good, text: raw };
  if (typeof raw === 'number' || typeof raw === 'boolean') return toText(String(raw));
  return UNDECODABLE_TEXT;
}
