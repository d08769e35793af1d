import { PlantroomError } from '../../gateway/domain/errors.ts';
import type { WriteRecord } from '../../gateway/domain/write.ts';
import type {
  WriteDenial,
  WriteIntent,
  WriteQuery,
  WriteRepository,
  WriteSettlement,
} from '../../gateway/ports/write-repository.ts';

const OPEN = { settledAt: null, code: null, readBack: null, detail: null, outcome: 'pending' } as const;
const REACHED: readonly string[] = ['pending', 'verified', 'differs', 'unverified', 'unknown'];

/** The audit of writes in memory. */
export class FakeWriteRepository implements WriteRepository {
  readonly records: WriteRecord[] = [];
  /** Makes the calls named fail, as a full disk would. */
  readonly broken = new Set<'begin' | 'settle' | 'deny'>();
  /** What `begin` waits for before it answers. */
  slowness: Promise<void> = Promise.resolve();

  async begin(intent: WriteIntent): Promise<number> {
    await this.slowness;
    this.failIf('begin');
    return this.records.push({ id: this.records.length + 1, ...intent, ...OPEN });
  }

  async settle(id: number, settlement: WriteSettlement): Promise<void> {
    this.failIf('settle');
    const before = this.records[id - 1];
    if (before?.outcome !== 'pending') return;
    this.records[id - 1] = { ...before, ...settlement, at: before.at, settledAt: settlement.at };
  }

  async deny(denial: WriteDenial): Promise<void> {
    this.failIf('deny');
    const id = this.records.length + 1;
    this.records.push({ ...OPEN, id, ...denial, outcome: 'denied', settledAt: denial.at });
  }

  async settleOpen(at: number, detail: string): Promise<number> {
    const open = this.records.filter(({ outcome }) => outcome === 'pending');
    for (const { id } of open) await this.settle(id, { at, outcome: 'unknown', readBack: null, detail });
    return open.length;
  }

  async lastAttempts(): Promise<ReadonlyMap<string, number>> {
    return new Map(this.records.filter(({ outcome }) => REACHED.includes(outcome)).map(({ tag, at }) => [tag, at]));
  }

  async list({ limit }: WriteQuery): Promise<readonly WriteRecord[]> {
    return this.records.toReversed().slice(0, limit);
  }

  private failIf(call: 'begin' | 'settle' | 'deny'): void {
    if (this.broken.has(call)) throw new PlantroomError('STORE_UNAVAILABLE');
  }
}
