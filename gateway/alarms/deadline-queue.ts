import type { Clock, Timer } from '../ports/clock.ts';
import { DeadlineHeap } from './deadline-heap.ts';

/** Timers of the platform hold 24 days at most; what is due later is looked at again. */
const LONGEST_WAIT_MS = 3_600_000;
/** What falls due again while it is dealt with waits so long: a mistake must not become a busy loop. */
const AGAIN_MS = 10;

/** The deadlines of one concern, by number. */
export interface DeadlineLane {
  /** `moment` is monotonic; null takes the deadline away. A past one fires as soon as possible. */
  set(number: number, moment: number | null): void;
}

interface Lane {
  readonly base: number;
  readonly fire: (number: number) => void;
}

/** Every deadline of the alarms on one timer: the earliest is armed. A deadline fires once and is gone then. */
export class DeadlineQueue {
  private readonly clock: Pick<Clock, 'monotonicMs' | 'after'>;
  private readonly heap = new DeadlineHeap();
  /** Lane by number in the heap. */
  private owners: Lane[] = [];
  private timer: Timer | undefined;
  private armedFor = Number.POSITIVE_INFINITY;
  private firingAt: number | undefined;
  private isRunning = false;

  constructor(clock: Pick<Clock, 'monotonicMs' | 'after'>) {
    this.clock = clock;
  }

  /** How many deadlines wait. */
  get size(): number {
    return this.heap.size;
  }

  /** Room for deadlines 0 … count - 1 of one concern; `fire` is told which has come. */
  lane(count: number, fire: (number: number) => void): DeadlineLane {
    const lane = { base: this.owners.length, fire };
    this.owners = [...this.owners, ...Array<Lane>(count).fill(lane)];
    this.heap.grow(this.owners.length);
    return { set: (number, moment) => this.set(lane.base + number, moment) };
  }

  /** What was due before fires now. */
  start(): void {
    this.isRunning = true;
    this.arm();
  }

  stop(): void {
    this.isRunning = false;
    this.disarm();
  }

  private set(number: number, moment: number | null): void {
    if (moment === null) {
      this.heap.delete(number);
      return;
    }
    const isAgain = this.firingAt !== undefined && moment <= this.firingAt;
    this.heap.set(number, isAgain ? this.firingAt! + AGAIN_MS : moment);
    if (this.firingAt === undefined) this.arm();
  }

  private arm(): void {
    if (!this.isRunning || this.heap.size === 0) return;
    const moment = this.heap.momentOf(this.heap.first);
    if (this.timer && this.armedFor <= moment) return;
    this.disarm();
    this.armedFor = moment;
    const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(0, moment - this.clock.monotonicMs()));
    this.timer = this.clock.after(waitMs, () => this.run());
  }

  private disarm(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.armedFor = Number.POSITIVE_INFINITY;
  }

  private run(): void {
    this.disarm();
    const now = this.clock.monotonicMs();
    this.firingAt = now;
    for (let number = this.heap.first; number >= 0 && this.heap.momentOf(number) <= now; number = this.heap.first) {
      this.heap.delete(number);
      const lane = this.owners[number]!;
      lane.fire(number - lane.base);
    }
    this.firingAt = undefined;
    this.arm();
  }
}
