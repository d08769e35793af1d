import type { ValueKind } from '../domain/point.ts';
import type { LocalText } from '../domain/text.ts';

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
  /** What people call it. */
  readonly title?: LocalText | undefined;
  /** Smallest change worth keeping, in engineering units; 0 keeps every change. */
  readonly deadband: number;
  /** Counters: the value after which the register starts again from 0. */
  readonly rollover?: number | undefined;
  /** How often it is read or delivered; a value holds for two of these, at least for HOLD_MS. Absent: often. */
  readonly periodMs?: number | undefined;
  /** Counters: largest plausible rise in an hour, in `unit`; tells a jump from consumption. */
  readonly maxPerHour?: number | undefined;
  /** Counters: smallest difference the register shows, in `unit`. */
  readonly step?: number | undefined;
  /** Counters of energy: tag of the power that goes through the same meter. */
  readonly power?: string | undefined;
}

/** A database that receives a copy of the log as lines. */
export interface LineSinkSettings {
  readonly id: string;
  readonly kind: 'influxdb' | 'victoriametrics';
  readonly url: string;
  /** Database (1.x) or bucket (2.x, 3.x). */
  readonly database: string;
  readonly organisation?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
  /** Values a second while it catches up with an outage; live data is not limited. */
  readonly replayPerSecond?: number | undefined;
  /** Whether older history is read from it; absent: when it is the only database. */
  readonly read?: boolean | undefined;
  /** Where it is read, when that is another address than the one it is written to. */
  readonly readUrl?: string | undefined;
  /** For reading; the other one when absent. */
  readonly readToken?: string | undefined;
}

/** A broker on which the gateway is a Sparkplug B edge node, with one device per equipment. */
export interface SparkplugSinkSettings {
  readonly id: string;
  readonly kind: 'sparkplug';
  /** mqtt:// or mqtts://. */
  readonly url: string;
  readonly group: string;
  /** The id of the site without it. */
  readonly node?: string | undefined;
  readonly clientId?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Paths of PEM files. */
  readonly tls?:
    | {
        readonly ca?: string | undefined;
        readonly cert?: string | undefined;
        readonly key?: string | undefined;
        readonly passphrase?: string | undefined;
        readonly serverName?: string | undefined;
      }
    | undefined;
  /** Nothing is published while this host application is not online. */
  readonly primaryHost?: string | undefined;
  /** A duration such as 15s. */
  readonly keepalive: string;
}

/** A server that receives a copy of the log. The same shape as `sinks` of the site file. */
export type SinkSettings = LineSinkSettings | SparkplugSinkSettings;

/** For how long the embedded history keeps what; what is left out has the defaults of limits.ts. */
export interface HistoryRetention {
  /** Age after which raw samples are deleted; rollups stay. */
  readonly rawMs: number;
  /** Readings of counters. */
  readonly counterRawMs?: number | undefined;
  /** Raw samples of all points of an equipment class; goes before the two above. */
  readonly classRawMs?: Readonly<Record<string, number>> | undefined;
  /** Rollups of one minute, a quarter of an hour, an hour, a day. */
  readonly minutesMs?: number | undefined;
  readonly quartersMs?: number | undefined;
  readonly hoursMs?: number | undefined;
  readonly daysMs?: number | undefined;
}

export interface RetentionLimits extends HistoryRetention {
  /** Largest size of the sample log. */
  readonly logBytes: number;
  /** The log gives way when the file system has less than this left. */
  readonly freeDiskBytes: number;
}

/** Everything the worker thread is started with; plain data. */
export interface HistorianSettings {
  readonly folder: string;
  readonly siteId: string;
  /** Of the program; told to Sparkplug hosts. */
  readonly version?: string | undefined;
  readonly points: readonly HistorianPoint[];
  readonly sinks: readonly SinkSettings[];
  readonly retention: RetentionLimits;
}
