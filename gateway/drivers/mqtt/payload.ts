import { type DecodedValue, toReading, UNDECODABLE } from './decoded-value.ts';

/** Messages above this are dropped unread: no sensor needs more, and parsing costs time on everybody's loop. */
export const MAX_MESSAGE_BYTES = 65_536;

/** What a message may hold; Sparkplug has its own ways. */
export type PayloadKind = 'json' | 'plain' | 'hex' | 'binary';

/** A message after parsing: its content (bytes, for hex and binary), or `undefined` when it could not be read at all. */
export type MessageBody = { readonly content: unknown } | undefined;

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const HEX = /^(0x)?([0-9a-f]{2})*$/i;

/** Reads a message as what it is said to be. Never throws; the bytes come from the field. */
export function parseMessage(kind: PayloadKind, bytes: Buffer): MessageBody {
  switch (kind) {
    case 'json':
      return parseJson(bytes);
    case 'plain':
      return parsePlain(bytes);
    case 'hex':
      return parseHex(bytes);
    case 'binary':
      return { content: bytes };
  }
}

/** Reads a message as JSON. */
export function parseJson(bytes: Buffer): MessageBody {
  try {
    const content: unknown = JSON.parse(bytes.toString('utf8'));
    return { content };
  } catch {
    return undefined;
  }
}

/** Reads a message that is one bare word: a number, `true` or `false`, else a text. */
export function parsePlain(bytes: Buffer): MessageBody {
  const word = bytes.toString('utf8').trim();
  if (PLAIN_NUMBER.test(word)) return { content: Number(word) };
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return { content: lower === 'true' };
  return { content: word };
}

/** Reads bytes written as hexadecimal digits, with or without `0x` and with spaces, colons or dashes between them. */
export function parseHex(bytes: Buffer): MessageBody {
  const digits = bytes.toString('latin1').replaceAll(/[\s:-]/g, '');
  if (!HEX.test(digits)) return undefined;
  return { content: Buffer.from(digits.replace(/^0x/i, ''), 'hex') };
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

/** The reading of one point in a message. */
export function decodeValue(body: MessageBody, path: readonly string[]): DecodedValue {
  return body ? toReading(valueAt(body.content, path)) : UNDECODABLE;
}
