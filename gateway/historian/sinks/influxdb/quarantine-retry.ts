import type { SampleBatch } from '../../../domain/sample.ts';
import type { Clock } from '../../../ports/clock.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import type { Quarantine } from '../../log/quarantine.ts';
import { type QuarantineRow, quarantineKey } from '../../log/quarantine-row.ts';
import type { Delivery } from './deliver.ts';
import { keysOf, type LineBuilder, type WideLine } from './wide-lines.ts';

const ROWS_AT_ONCE = 500;

export interface QuarantineRetryDependencies {
  readonly sink: string;
  readonly quarantine: Quarantine;
  readonly lines: LineBuilder;
  readonly clock: Clock;
  readonly deliver: (lines: readonly WideLine[]) => Promise<Delivery>;
  /** Those that the server really has. Absent where its acknowledgement is the proof. Rejects when it cannot be asked. */
  readonly present?: (lines: readonly WideLine[]) => Promise<ReadonlySet<string>>;
}

/**
 * Sends again what a person asked for. A value leaves the quarantine when the server took it and, one resend window
 * later, nothing suggests that it has lost it again.
 */
export class QuarantineRetry {
  private readonly deps: QuarantineRetryDependencies;
  /** Something waits to be sent; asking the file each time would be a waste. */
  private hasRequests = true;

  constructor(deps: QuarantineRetryDependencies) {
    this.deps = deps;
  }

  /** A person has asked, or the server may have forgotten what it took. */
  wake(): void {
    this.hasRequests = true;
  }

  doubt(): void {
    this.deps.quarantine.doubtSent(this.deps.sink);
    this.wake();
  }

  /** Sends the next few; undefined when nothing waits. */
  async send(): Promise<Delivery | undefined> {
    if (!this.hasRequests) return undefined;
    const { sink, quarantine, deliver } = this.deps;
    const rows = quarantine.retrying(sink, ROWS_AT_ONCE);
    this.hasRequests = rows.length > 0;
    if (rows.length === 0) return undefined;
    const lines = this.linesOf(rows, 'no such point any more');
    const delivery = await deliver(lines);
    this.keep(delivery.refused);
    if (delivery.outcome !== 'delivered') return delivery;
    const refused = new Set(delivery.refused.map(({ point, timeMs }) => quarantineKey(point, timeMs)));
    const taken = rows.filter(({ point, timeMs }) => !refused.has(quarantineKey(point, timeMs)));
    quarantine.markSent(idsOf(taken), this.deps.clock.nowMs());
    return delivery;
  }

  /** Lets go of what has proven stored. Rejects when the server cannot be asked. */
  async settle(): Promise<void> {
    const { sink, quarantine, present, clock } = this.deps;
    const rows = quarantine.sentBefore(sink, clock.nowMs() - RESEND_WINDOW_MS, ROWS_AT_ONCE);
    if (rows.length === 0) return;
    if (!present) return quarantine.release(sink, idsOf(rows));
    const found = await present(this.linesOf(rows, 'no such point any more'));
    const isFound = ({ point, timeMs }: QuarantineRow) => found.has(quarantineKey(point, timeMs));
    quarantine.release(sink, idsOf(rows.filter(isFound)));
    const reason = 'acknowledged, but the server does not have it';
    this.keep(rows.filter((row) => !isFound(row)).map((row) => ({ ...row, reason })));
  }

  private keep(values: readonly { point: number; timeMs: number; value: number; reason: string }[]): void {
    this.deps.quarantine.add(this.deps.sink, values, this.deps.clock.nowMs());
  }

  /** What cannot be written as a line is kept with the reason. */
  private linesOf(rows: readonly QuarantineRow[], reason: string): WideLine[] {
    const lines = this.deps.lines.build([batchOf(rows)]);
    const built = keysOf(lines);
    const without = rows.filter(({ point, timeMs }) => !built.has(quarantineKey(point, timeMs)));
    this.keep(without.map((row) => ({ ...row, reason })));
    return lines;
  }
}

const idsOf = (rows: readonly QuarantineRow[]): number[] => rows.map(({ id }) => id);

const batchOf = (rows: readonly QuarantineRow[]): SampleBatch => ({
  length: rows.length,
  point: Uint32Array.from(rows, ({ point }) => point),
  value: Float64Array.from(rows, ({ value }) => value),
  quality: new Uint8Array(rows.length),
  sourceTime: Float64Array.from(rows, ({ timeMs }) => timeMs),
});
