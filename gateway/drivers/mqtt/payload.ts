import { QUALITY } from '../../domain/quality.ts';

/** Messages above this are dropped unread: no sensor needs more, and parsing costs time on everybody's loop. */
export const MAX_MESSAGE_BYTES = 65_536;

/** A message after parsing: its content, or `undefined` when it could not be read at all. */
export type MessageBody = { readonly content: unknown } | undefined;

export interface DecodedValue {
  /** NaN when the quality is bad. */
  readonly value: number;
  readonly quality: number;
}

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const UNDECODABLE: DecodedValue = { value: Number.NaN, quality: QUALITY['bad-decode'] };

/** Reads a message as JSON. Never throws; the bytes come from the field. */
export function parseJson(bytes: Buffer): MessageBody {
  try {
    const content: unknown = JSON.parse(bytes.toString('utf8'));
    return { content };
  } catch {
    return undefined;
  }
}

/** Reads a message that is one bare word: a number, `true` or `false`. */
export function parsePlain(bytes: Buffer): MessageBody {
  const word = bytes.toString('utf8').trim();
  if (PLAIN_NUMBER.test(word)) return { content: Number(word) };
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return { content: lower === 'true' };
  return undefined;
}

/**
 * Follows a path of own properties (never the prototype's) from `content`.
 * Answers `undefined` when a step is missing or leads through something that has no properties.
 */
export function valueAt(content: unknown, path: readonly string[]): unknown {
  let here = content;
  for (const name of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Reflect.get(here, name);
  }
  return here;
}

/** A number as it is, a boolean as 0 or 1, everything else as bad. */
export function toReading(raw: unknown): DecodedValue {
  if (typeof raw === 'boolean') return { value: raw ? 1 : 0, quality: QUALITY.good };
  if (typeof raw !== 'number') return UNDECODABLE;
  if (Number.isFinite(raw)) return { value: raw, quality: QUALITY.good };
  return { value: Number.NaN, quality: QUALITY['bad-not-a-number'] };
}

/** The reading of one point in a message. */
export function decodeValue(body: MessageBody, path: readonly string[]): DecodedValue {
  return body ? toReading(valueAt(body.content, path)) : UNDECODABLE;
}
