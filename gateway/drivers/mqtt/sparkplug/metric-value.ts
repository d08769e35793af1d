import { QUALITY } from '../../../domain/quality.ts';
import { type DecodedValue, toReading, toText } from '../decoded-value.ts';
import type { MetricCommand, SparkplugMetric, WireValue } from './payload.ts';

interface IntegerType {
  readonly width: number;
  readonly isSigned: boolean;
}

/** Codes of Sparkplug 3.0, 6.4.16. */
const INTEGERS: ReadonlyMap<number, IntegerType> = new Map([
  [1, { width: 8, isSigned: true }],
  [2, { width: 16, isSigned: true }],
  [3, { width: 32, isSigned: true }],
  [4, { width: 64, isSigned: true }],
  [5, { width: 8, isSigned: false }],
  [6, { width: 16, isSigned: false }],
  [7, { width: 32, isSigned: false }],
  [8, { width: 64, isSigned: false }],
  [13, { width: 64, isSigned: false }],
]);
const REALS: readonly number[] = [9, 10];
export const BOOLEAN = 11;
const TEXTS: readonly number[] = [12, 14, 15];

const STALE = 500;
const GOOD = 192;

/**
 * The number in a metric of a type. A device that says it has none is `bad-sentinel`; one that says its value is stale
 * or bad is believed. 64-bit integers above 2^53 lose their last digits.
 */
export function decodeMetric(metric: SparkplugMetric, type: number | undefined): DecodedValue {
  if (metric.value.kind === 'null') return { value: Number.NaN, quality: QUALITY['bad-sentinel'] };
  const decoded = toReading(numberOf(metric.value, type));
  return doubted(decoded, metric.quality);
}

/** As `decodeMetric`, of points of the kind text. */
export function decodeMetricText(metric: SparkplugMetric, type: number | undefined): DecodedValue {
  if (metric.value.kind === 'null') return { value: 0, quality: QUALITY['bad-sentinel'], text: '' };
  const raw = metric.value.kind === 'text' ? metric.value.text : numberOf(metric.value, type);
  const decoded = doubted(toText(raw), metric.quality);
  return decoded.quality === QUALITY.good ? decoded : { ...decoded, text: '' };
}

function doubted(decoded: DecodedValue, quality: number | undefined): DecodedValue {
  if (quality === undefined || quality === GOOD || decoded.quality !== QUALITY.good) return decoded;
  return { ...decoded, quality: quality === STALE ? QUALITY['bad-stale'] : QUALITY['bad-device'] };
}

function numberOf(value: WireValue, type: number | undefined): number | boolean | undefined {
  if (type === undefined) return undefined;
  switch (value.kind) {
    case 'integer':
      return integerOf(value.bits, INTEGERS.get(type));
    case 'real':
      return REALS.includes(type) ? value.real : undefined;
    case 'boolean':
      return type === BOOLEAN ? value.flag : undefined;
    case 'text':
    case 'null':
    case 'missing':
    case 'other':
      return undefined;
  }
}

/**
 * Senders differ: short types come bare or with their sign drawn out to 32 or 64 bits, and UInt32 in either field
 * (6.4.16 wants the short one). What is neither has bits the type does not have, and is no value of it.
 */
function integerOf(bits: bigint, type: IntegerType | undefined): number | undefined {
  if (type === undefined) return undefined;
  const { width, isSigned } = type;
  const low = BigInt.asUintN(width, bits);
  const signed = BigInt.asIntN(width, bits);
  const forms = [low, BigInt.asUintN(Math.max(32, width), signed), BigInt.asUintN(64, signed)];
  if (!forms.includes(bits)) return undefined;
  return Number(isSigned ? signed : low);
}

/** The wire form of a raw value for a metric; undefined when its type has no such value. */
export function encodeMetric(raw: number, type: number): MetricCommand['value'] | undefined {
  if (!Number.isFinite(raw) || TEXTS.includes(type)) return undefined;
  if (REALS.includes(type)) return { kind: 'real', real: raw };
  if (type === BOOLEAN) return raw === 0 || raw === 1 ? { kind: 'boolean', flag: raw === 1 } : undefined;
  const integer = INTEGERS.get(type);
  if (integer === undefined || !Number.isSafeInteger(raw)) return undefined;
  const value = BigInt(raw);
  const fits = integer.isSigned ? BigInt.asIntN(integer.width, value) : BigInt.asUintN(integer.width, value);
  if (fits !== value) return undefined;
  return { kind: 'integer', bits: BigInt.asUintN(Math.max(32, integer.width), value) };
}
