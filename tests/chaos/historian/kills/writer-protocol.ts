import type { SinkSettings } from '../../../../gateway/historian/settings.ts';
import type { HistorianStatus } from '../../../../gateway/ports/historian.ts';
import type { Span } from './ticks.ts';

/** What a writer is started with. */
export interface WriterSettings {
  /** Of the historian. */
  readonly folder: string;
  /** A file elsewhere: what was appended and what was reported as committed. */
  readonly journal: string;
  readonly points: number;
  /** Time of tick 0, ms since the epoch. */
  readonly startMs: number;
  /** Ticks given every 5 ms. */
  readonly ticksPerStep: number;
  /** Of the values, see ticks.ts. */
  readonly divisor?: number;
  readonly sinks: readonly SinkSettings[];
  readonly logBytes: number;
  readonly freeDiskBytes: number;
}

export type ToWriter =
  /** Opens the historian, tells what it finds of the ticks [verifyFrom, first), goes on with tick `first`. */
  | { readonly kind: 'go'; readonly verifyFrom: number; readonly first: number }
  | { readonly kind: 'verify'; readonly from: number; readonly to: number }
  | { readonly kind: 'status' }
  /** Appends nothing more; answered by `paused` when everything appended is durable. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'close' };

/** What the historian holds of a range of ticks, every point asked. */
export interface Holdings {
  /** Of point 0. */
  readonly spans: readonly Span[];
  /** Points that hold other ticks than point 0, in words. */
  readonly differing: readonly string[];
  /** Of all points. */
  readonly samples: number;
  /** What is wrong with single samples, in words. */
  readonly faults: readonly string[];
}

export type FromWriter =
  | { readonly kind: 'booted' }
  | { readonly kind: 'opened'; readonly openMs: number; readonly status: HistorianStatus; readonly holdings: Holdings }
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'verified'; readonly holdings: Holdings }
  | {
      readonly kind: 'status';
      readonly status: HistorianStatus;
      readonly next: number;
      readonly lagP99Ms: number;
      readonly errors: Readonly<Record<string, number>>;
    }
  | { readonly kind: 'paused'; readonly next: number }
  | { readonly kind: 'closed' };
