import type { Clock, Timer } from '../../gateway/ports/clock.ts';

interface Entry {
  due: number;
  readonly order: number;
  readonly periodMs: number | undefined;
  readonly task: () => void;
}

/** A clock that stands still until a test moves it; timers fire in order of time, then of creation. */
export class ManualClock implements Clock {
  private wall: number;
  private monotonic = 0;
  private created = 0;
  private readonly entries = new Set<Entry>();

  constructor(startMs = Date.UTC(2026, 0, 5, 8, 0, 0)) {
    this.wall = startMs;
  }

  nowMs(): number {
    return this.wall;
  }

  monotonicMs(): number {
    return this.monotonic;
  }

  after(delayMs: number, task: () => void): Timer {
    return this.add(delayMs, undefined, task);
  }

  every(periodMs: number, task: () => void): Timer {
    return this.add(periodMs, periodMs, task);
  }

  /** Moves both clocks, firing what falls due on the way. */
  advance(ms: number): void {
    const end = this.monotonic + ms;
    for (let next = this.nextDue(end); next; next = this.nextDue(end)) this.fire(next);
    this.moveTo(end);
  }

  /** As `advance`, but lets promises settle between timers, so that asynchronous work started by one is seen by the next. */
  async advanceAsync(ms: number): Promise<void> {
    const end = this.monotonic + ms;
    await settle();
    for (let next = this.nextDue(end); next; next = this.nextDue(end)) {
      this.fire(next);
      await settle();
    }
    this.moveTo(end);
    await settle();
  }

  /** Steps the wall clock alone, as NTP or an operator would. */
  stepWall(ms: number): void {
    this.wall += ms;
  }

  /** How many timers wait; a leak shows here. */
  get pending(): number {
    return this.entries.size;
  }

  /** Monotonic moment of the earliest timer; undefined where none waits. */
  get nextDueMs(): number | undefined {
    return this.nextDue(Number.POSITIVE_INFINITY)?.due;
  }

  private add(delayMs: number, periodMs: number | undefined, task: () => void): Timer {
    const entry: Entry = { due: this.monotonic + Math.max(0, delayMs), order: this.created++, periodMs, task };
    this.entries.add(entry);
    return { cancel: () => void this.entries.delete(entry) };
  }

  private nextDue(end: number): Entry | undefined {
    let best: Entry | undefined;
    for (const entry of this.entries) {
      if (entry.due > end) continue;
      if (!best || entry.due < best.due || (entry.due === best.due && entry.order < best.order)) best = entry;
    }
    return best;
  }

  private fire(entry: Entry): void {
    this.moveTo(entry.due);
    if (entry.periodMs === undefined) this.entries.delete(entry);
    else entry.due += entry.periodMs;
    entry.task();
  }

  private moveTo(monotonic: number): void {
    const step = Math.max(0, monotonic - this.monotonic);
    this.monotonic += step;
    this.wall += step;
  }
}

/** Lets everything already resolved run, including chains of awaits. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
