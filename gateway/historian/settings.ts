import type { ValueKind } from '../domain/point.ts';

/** What the historian must know of a point. */
export interface HistorianPoint {
  /** Position in the point table of this process. */
  readonly index: number;
  readonly tag: string;
  readonly kind: ValueKind;
  readonly unit: string;
  readonly equipment: string;
  /** Becomes the measurement in InfluxDB. */
  readonly equipmentClass: string;
  readonly area: string;
  /** Becomes the field in InfluxDB. */
  readonly name: string;
  /** Smallest change worth keeping, in engineering units; 0 keeps every change. */
  readonly deadband: number;
  /** Counters: the value after which the register starts again from 0. */
  readonly rollover?: number | undefined;
  /** Energy counters: largest power that is plausible; tells a jump from consumption. */
  readonly maxPowerKw?: number | undefined;
}

/** A server that receives a copy of the log. The same shape as `sinks` of the site file. */
export interface SinkSettings {
  readonly id: string;
  readonly kind: 'influxdb' | 'victoriametrics';
  readonly url: string;
  /** Database (1.x) or bucket (2.x, 3.x). */
  readonly database: string;
  readonly organisation?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

export interface RetentionLimits {
  /** Age after which raw samples are deleted; rollups stay. */
  readonly rawMs: number;
  /** Largest size of the sample log. */
  readonly logBytes: number;
  /** The log gives way when the file system has less than this left. */
  readonly freeDiskBytes: number;
}

/** Everything the worker thread is started with; plain data. */
export interface HistorianSettings {
  readonly folder: string;
  readonly siteId: string;
  readonly points: readonly HistorianPoint[];
  readonly sinks: readonly SinkSettings[];
  readonly retention: RetentionLimits;
}
