import type { MqttSet } from './address.ts';

type Words = Readonly<Record<string, number>> | undefined;

/** The message that sets a point to `raw`; undefined when the device has no word or truth value for it. */
export function encodeSet(set: MqttSet, words: Words, raw: number): Buffer | undefined {
  const value = wireValue(set, words, raw);
  if (value === undefined) return undefined;
  return Buffer.from(set.payload === 'plain' ? String(value) : JSON.stringify(nested(set.key, value)));
}

function wireValue(set: MqttSet, words: Words, raw: number): number | boolean | string | undefined {
  if (set.boolean) return raw === 0 || raw === 1 ? raw === 1 : undefined;
  if (words !== undefined) return Object.keys(words).find((word) => words[word] === raw);
  return Number.isFinite(raw) ? raw : undefined;
}

const nested = (path: string | undefined, value: unknown): unknown =>
  (path?.split('.') ?? []).reduceRight((inner, name) => ({ [name]: inner }), value);
