import type { org } from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import type { MetricCommand, SparkplugMetric, SparkplugPayload, WireValue } from './payload.ts';

type Message = typeof org.eclipse.tahu.protobuf.Payload;
type Metric = org.eclipse.tahu.protobuf.Payload.IMetric;

/** Bytes to messages and back. */
export interface SparkplugCodec {
  /** Undefined when the bytes are no Sparkplug message. Never throws. */
  decode(bytes: Uint8Array): SparkplugPayload | undefined;
  encode(commands: readonly MetricCommand[], time: number): Buffer;
}

/**
 * Loads the message definitions of sparkplug-payload, and only these: its own decoder loses the value of a metric that
 * leaves out its type, and gives negative 64-bit integers as huge positive ones (it compares with another copy of `long`).
 */
export async function loadCodec(): Promise<SparkplugCodec> {
  const library = await import('sparkplug-payload/lib/sparkplugPayloadProto.js');
  const message: Message = library.default.org.eclipse.tahu.protobuf.Payload;
  return {
    decode: (bytes) => decode(message, bytes),
    encode: (commands, time) => Buffer.from(message.encode(message.fromObject(wireOf(commands, time))).finish()),
  };
}

function decode(message: Message, bytes: Uint8Array): SparkplugPayload | undefined {
  try {
    const payload = message.decode(bytes);
    const sequence = own(payload, 'seq');
    return {
      time: timeOf(own(payload, 'timestamp')),
      sequence: sequence === undefined ? undefined : Number(sequence),
      metrics: (payload.metrics ?? []).map(metricOf),
    };
  } catch {
    return undefined;
  }
}

function metricOf(metric: Metric): SparkplugMetric {
  return {
    name: metric.name || undefined,
    alias: own(metric, 'alias'),
    time: timeOf(own(metric, 'timestamp')),
    type: metric.datatype || undefined,
    isHistorical: metric.isHistorical === true,
    value: wireValue(metric),
    quality: qualityOf(metric),
  };
}

function wireValue(metric: Metric): WireValue {
  if (metric.isNull) return { kind: 'null' };
  const bits = own(metric, 'intValue') ?? own(metric, 'longValue');
  if (bits !== undefined) return { kind: 'integer', bits };
  const real = metric.floatValue ?? metric.doubleValue;
  if (typeof real === 'number') return { kind: 'real', real };
  if (typeof metric.booleanValue === 'boolean') return { kind: 'boolean', flag: metric.booleanValue };
  if (typeof metric.stringValue === 'string') return { kind: 'text', text: metric.stringValue };
  const isOther = metric.bytesValue || metric.datasetValue || metric.templateValue || metric.extensionValue;
  return { kind: isOther ? 'other' : 'missing' };
}

function qualityOf({ properties }: Metric): number | undefined {
  const at = properties?.keys?.indexOf('Quality') ?? -1;
  const value = at < 0 ? undefined : properties?.values?.[at];
  const code = value && (own(value, 'intValue') ?? own(value, 'longValue'));
  return code === undefined ? undefined : Number(code);
}

/** An integer field as its unsigned bits; undefined when it was not sent, which its default value would hide. */
function own<K extends string>(holder: { readonly [key in K]?: unknown }, name: K): bigint | undefined {
  const value: unknown = Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (typeof value === 'number') return BigInt.asUintN(64, BigInt(value));
  if (typeof value !== 'object' || value === null || !('low' in value) || !('high' in value)) return undefined;
  return BigInt.asUintN(64, (BigInt(Number(value.high)) << 32n) | BigInt(Number(value.low) >>> 0));
}

const timeOf = (bits: bigint | undefined): number | undefined => (bits === undefined ? undefined : Number(bits));

function wireOf(commands: readonly MetricCommand[], time: number): object {
  const metrics = commands.map(({ name, type, value }) => ({
    name,
    timestamp: time,
    datatype: type,
    ...field(type, value),
  }));
  return { timestamp: time, metrics };
}

/** Sparkplug 3.0, 6.4.16: types of up to 32 bits travel in int_value, longer ones in long_value. */
function field(type: number, value: MetricCommand['value']): object {
  switch (value.kind) {
    case 'boolean':
      return { booleanValue: value.flag };
    case 'real':
      return type === FLOAT ? { floatValue: value.real } : { doubleValue: value.real };
    case 'integer':
      return isLong(type) ? { longValue: longOf(value.bits) } : { intValue: Number(value.bits) };
  }
}

const FLOAT = 9;
const isLong = (type: number): boolean => type === 4 || type === 8 || type === 13;

/** As the library's `fromObject` takes it: the two halves. */
const longOf = (bits: bigint): { low: number; high: number; unsigned: boolean } => ({
  low: Number(BigInt.asIntN(32, bits)),
  high: Number(BigInt.asIntN(32, bits >> 32n)),
  unsigned: true,
});
