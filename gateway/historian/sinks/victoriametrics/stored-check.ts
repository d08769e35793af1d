import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { QuarantinedValue } from '../../log/quarantine-row.ts';
import type { LogRecord, SampleLog } from '../../log/sample-log.ts';
import { type WideLine, without } from '../influxdb/wide-lines.ts';
import { collect } from '../progress/repeat-lane.ts';

/** What was written is asked back this long afterwards: by then it can be seen, and the log still has it. */
export const CHECK_AFTER_MS = 30_000;
const CHECK_EVERY_MS = 5_000;
const SAMPLES_AT_ONCE = 200_000;
/** After a question that was not answered. */
const ASK_AGAIN_MS = 15_000;

export interface StoredCheckDependencies {
  readonly sink: string;
  readonly log: SampleLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where checking begins: what lies before was proven by an earlier run. */
  readonly from: number;
  /** Last batch stored at least CHECK_AFTER_MS ago. */
  readonly ripeId: () => number | undefined;
  /** Lines of these records without what is in quarantine. */
  readonly linesOf: (records: readonly LogRecord[]) => readonly WideLine[];
  readonly present: (lines: readonly WideLine[]) => Promise<ReadonlySet<string>>;
}

export type CheckStep =
  | { readonly kind: 'idle' }
  /** Acknowledged and not there: send these again. */
  | { readonly kind: 'resend'; readonly lines: readonly WideLine[] }
  /** Sent again and still not there. */
  | { readonly kind: 'missing'; readonly values: readonly QuarantinedValue[] };

/**
 * VictoriaMetrics acknowledges lines that it drops (malformed, too old, over a limit). So everything written is asked
 * back and compared; only what was found counts as proven, and the log keeps the rest.
 */
export class StoredCheck {
  /** Acknowledged values that were not there, and what became of it; null when all was there. */
  problem: string | null = null;
  private readonly deps: StoredCheckDependencies;
  private checkedId: number;
  /** Up to here values were sent again; they are looked for once more, then no longer. */
  private resentUpTo = 0;
  private nextAt = Number.NEGATIVE_INFINITY;
  private isImpossible = false;

  constructor(deps: StoredCheckDependencies) {
    this.deps = deps;
    this.checkedId = deps.from;
  }

  /** Everything up to this batch was found, or set aside. */
  get provenUpTo(): number {
    return this.isImpossible ? Number.POSITIVE_INFINITY : this.checkedId;
  }

  /** The server may be another one now, and everything after batch `from` is sent again. */
  reset(from: number): void {
    this.isImpossible = false;
    this.resentUpTo = 0;
    this.checkedId = Math.min(this.checkedId, from);
  }

  /** Looks for the next piece when it is time. Rejects when the server cannot be asked; then it is tried again later. */
  async step(): Promise<CheckStep> {
    const now = this.deps.clock.monotonicMs();
    const isSecondLook = this.resentUpTo > this.checkedId;
    const ripeId = isSecondLook ? this.resentUpTo : (this.deps.ripeId() ?? this.checkedId);
    if (this.isImpossible || now < this.nextAt || ripeId <= this.checkedId) return { kind: 'idle' };
    this.nextAt = now + ASK_AGAIN_MS;
    const records = collect(this.deps.log, this.checkedId, ripeId, SAMPLES_AT_ONCE);
    const upToId = records.length > 0 ? records.at(-1)!.position.id : ripeId;
    const lines = this.deps.linesOf(records);
    const missing = lines.length === 0 ? [] : without(lines, await this.deps.present(lines));
    this.nextAt = now + (upToId < ripeId ? 0 : CHECK_EVERY_MS);
    return this.judge(missing, upToId);
  }

  /** The server has no such question (a cluster, a proxy): an acknowledgement has to do. */
  giveUp(reason: string): void {
    this.isImpossible = true;
    this.deps.logger.warn({ sink: this.deps.sink, reason }, 'what the sink stores cannot be asked back');
  }

  private judge(missing: readonly WideLine[], upToId: number): CheckStep {
    const count = missing.reduce((sum, { fields }) => sum + fields.length, 0);
    if (count === 0) {
      this.checkedId = upToId;
      this.problem = null;
      return { kind: 'idle' };
    }
    if (upToId > this.resentUpTo) {
      this.resentUpTo = upToId;
      this.nextAt = this.deps.clock.monotonicMs() + CHECK_AFTER_MS;
      this.problem = `${count} acknowledged values are not there; sent again`;
      return { kind: 'resend', lines: missing };
    }
    this.checkedId = upToId;
    this.problem = `${count} acknowledged values are not there, though sent again; set aside`;
    return { kind: 'missing', values: missing.flatMap(missingValues) };
  }
}

const missingValues = ({ fields, timeMs }: WideLine): QuarantinedValue[] =>
  fields.map(({ point, value }) => ({
    ...{ point, value, timeMs },
    reason: 'acknowledged, but the server does not have it (is it older than its retention?)',
  }));
