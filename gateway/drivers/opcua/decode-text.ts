import { isBad, QUALITY } from '../../domain/quality.ts';
import { TYPE, type TypedValue } from './data-type.ts';
import { bigintOf } from './int64.ts';

/** What a sink takes (ports/driver.ts). */
const LONGEST_TEXT = 128;
/** Control characters, and marks that turn the direction of a text: a server may send anything. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

export interface DecodedText {
  /** Empty when the quality is bad. */
  readonly text: string;
  readonly quality: number;
}

/** The words in a value of `quality`: texts as they are, numbers in digits, times as ISO 8601; structures and arrays are `bad-decode`. */
export function decodeText(typed: TypedValue | null | undefined, quality: number): DecodedText {
  if (isBad(quality)) return { text: '', quality };
  const words = typed && typed.arrayType === 0 ? wordsOf(typed) : undefined;
  if (words === undefined) return { text: '', quality: QUALITY['bad-decode'] };
  return { text: shownText(words), quality };
}

/** A text from the field without what cannot be seen, cut to `longest` characters. */
export function shownText(text: string, longest = LONGEST_TEXT): string {
  return [...text.slice(0, longest * 4).replace(UNSEEN, ' ')].slice(0, longest).join('').trim();
}

/** Also of arrays of such values, in brackets; absent for what has no words. */
export function wordsOf({ dataType, arrayType, value }: TypedValue): string | undefined {
  if (arrayType === 0) return scalarWords(dataType, value);
  const elements = elementsOf(value);
  return elements && `[${elements.map((element) => scalarWords(dataType, element) ?? '?').join(', ')}]`;
}

/** The first elements of an array, plain or typed. */
function elementsOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value.slice(0, LONGEST_TEXT);
  if (!ArrayBuffer.isView(value)) return undefined;
  const length: unknown = Reflect.get(value, 'length');
  if (typeof length !== 'number') return undefined;
  return Array.from({ length: Math.min(length, LONGEST_TEXT) }, (_, index): unknown => Reflect.get(value, index));
}

function scalarWords(dataType: number, value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? emptyWords(dataType) : objectWords(dataType, value);
    default:
      return emptyWords(dataType);
  }
}

/** A text that is null is an empty one (Part 6, 5.2.2.4). */
const emptyWords = (dataType: number): string | undefined =>
  dataType === TYPE.string || dataType === TYPE.localizedText ? '' : undefined;

function objectWords(dataType: number, value: object): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  switch (dataType) {
    case TYPE.int64:
    case TYPE.uint64:
      return bigintOf(value, dataType === TYPE.int64)?.toString();
    case TYPE.localizedText:
      return textField(value, 'text');
    case TYPE.qualifiedName:
    case TYPE.statusCode:
      return textField(value, 'name');
    case TYPE.nodeId:
      return String(value);
    case TYPE.byteString:
      return value instanceof Uint8Array ? Buffer.from(value.subarray(0, LONGEST_TEXT)).toString('hex') : undefined;
    default:
      return undefined;
  }
}

function textField(value: object, field: 'text' | 'name'): string | undefined {
  const found: unknown = Reflect.get(value, field);
  if (found === null || found === undefined) return '';
  return typeof found === 'string' ? found : undefined;
}
