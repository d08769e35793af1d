import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { TimeFormat } from './time-format.ts';

/** When a row was, or why that cannot be said. */
export type RowTime =
  | {
      readonly ok: true;
      readonly ms: number;
      readonly isAmbiguous: boolean;
      readonly order: 'after' | 'same' | 'before';
    }
  | { readonly ok: false; readonly reason: 'not-a-time' | 'skipped-hour' };

/**
 * The times of one series of rows, one after the other. An hour that a clock shows twice is its first time until the rows go
 * back, and its second from then on.
 */
export class TimeLine {
  private readonly format: TimeFormat;
  private readonly zone: ZoneOffsets;
  private last = Number.NEGATIVE_INFINITY;

  constructor(format: TimeFormat, zone: ZoneOffsets) {
    this.format = format;
    this.zone = zone;
  }

  next(text: string): RowTime {
    const written = this.format(text);
    if (!written) return { ok: false, reason: 'not-a-time' };
    const instants = written.kind === 'instant' ? [written.ms] : this.zone.instants(written.ms);
    const ms = instants.find((instant) => instant > this.last) ?? instants.at(-1);
    if (ms === undefined) return { ok: false, reason: 'skipped-hour' };
    const order = ms > this.last ? 'after' : ms === this.last ? 'same' : 'before';
    if (order === 'after') this.last = ms;
    return { ok: true, ms, isAmbiguous: instants.length > 1, order };
  }
}
