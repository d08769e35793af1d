/** A value as it lies on the wire, before its type is known. Integers are unsigned bit patterns. */
export type WireValue =
  | { readonly kind: 'null' | 'missing' | 'other' }
  | { readonly kind: 'integer'; readonly bits: bigint }
  | { readonly kind: 'real'; readonly real: number }
  | { readonly kind: 'boolean'; readonly flag: boolean }
  | { readonly kind: 'text'; readonly text: string };

export interface SparkplugMetric {
  readonly name: string | undefined;
  readonly alias: bigint | undefined;
  /** ms since the epoch. */
  readonly time: number | undefined;
  /** Code of the data type (Sparkplug 3.0, 6.4.16); senders may leave it out after the birth. */
  readonly type: number | undefined;
  readonly isHistorical: boolean;
  readonly value: WireValue;
  /** The property Quality: 192 good, 500 stale, 0 bad; undefined where nothing is said. */
  readonly quality: number | undefined;
}

export interface SparkplugPayload {
  readonly time: number | undefined;
  readonly sequence: number | undefined;
  readonly metrics: readonly SparkplugMetric[];
}

/** One value to be put into a metric. */
export interface MetricCommand {
  readonly name: string;
  readonly type: number;
  readonly value: Extract<WireValue, { kind: 'integer' | 'real' | 'boolean' }>;
}
