import { type BusTime, isBitTable } from './bus-time.ts';
import type { PlannedRead } from './device-plan.ts';
import type { DeviceKnowledge } from './knowledge-file.ts';
import { hasDrifted, LineCost } from './line-cost.ts';

const CHECK_EVERY_MS = 60_000;

/** What requests to one device are held to cost while its plan stands, and when that has to change. Times are monotonic ms. */
export class CostWatch {
  private readonly estimate: BusTime;
  private readonly gapMs: number;
  private readonly cost: LineCost;
  private nextCheckAt: number;
  private held: BusTime;

  /** `estimate` is for a line of this kind and speed; `gapMs` the pause it needs after each answer. */
  constructor(estimate: BusTime, gapMs: number, now: number) {
    this.estimate = estimate;
    this.gapMs = gapMs;
    this.cost = new LineCost(estimate);
    this.held = estimate;
    this.nextCheckAt = now + CHECK_EVERY_MS;
  }

  get planned(): BusTime {
    return this.held;
  }

  /** What a later run should know; undefined when the estimate still holds. */
  get learned(): DeviceKnowledge['cost'] {
    return this.held === this.estimate ? undefined : { estimate: this.estimate, learned: this.held };
  }

  /** Takes over what a former run has learned, if the line is still of the same speed. */
  remember(learned: DeviceKnowledge['cost']): void {
    if (learned && isSame(learned.estimate, this.estimate)) this.holdTo(learned.learned);
  }

  note({ table, start, end }: PlannedRead, tookMs: number, now: number): void {
    this.cost.add(isBitTable(table) ? 'bits' : 'registers', end - start, tookMs + this.gapMs, now);
  }

  /** True when requests now cost something else than planned for; looked at once a minute. */
  hasMoved(now: number): boolean {
    if (now < this.nextCheckAt) return false;
    this.nextCheckAt = now + CHECK_EVERY_MS;
    const present = this.cost.estimate(now);
    if (!hasDrifted(this.held, present)) return false;
    this.holdTo(present);
    return true;
  }

  private holdTo(cost: BusTime): void {
    this.held = cost;
    this.cost.holdTo(cost);
  }
}

function isSame(a: BusTime, b: BusTime): boolean {
  return a.requestMs === b.requestMs && a.registerMs === b.registerMs && a.bitMs === b.bitMs;
}
