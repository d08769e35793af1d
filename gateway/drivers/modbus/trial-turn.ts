import { type DevicePlanInput, type PlannedRead, RETRY_PERIOD_MS } from './device-plan.ts';
import { hasDoubts, trialOf } from './trial.ts';

/** The first trial after a refusal comes soon: most transient refusals are those of a unit that is starting. */
const FIRST_AFTER_MS = 60_000;
/** Where one has turned out to be transient, the others of its time will have been so too. */
const NEXT_AFTER_MS = 1_000;

/** Whose turn it is among the things learned about a unit that may have ceased to be true: one trial an hour, unless they succeed. */
export class TrialTurn {
  private nextAt: number;
  private turns = 0;
  private trial: PlannedRead | undefined;

  constructor(now: number) {
    this.nextAt = now + FIRST_AFTER_MS;
  }

  /** The read to be tried, as long as it has not been answered. */
  get present(): PlannedRead | undefined {
    return this.trial;
  }

  /** Something new was learned, or taken back: what was to be tried may no longer make sense. */
  restart(now: number, isTakenBack: boolean): void {
    this.trial = undefined;
    this.nextAt = now + (isTakenBack ? NEXT_AFTER_MS : FIRST_AFTER_MS);
  }

  /** True when a trial has begun. */
  begin(input: DevicePlanInput, now: number): boolean {
    if (this.trial || now < this.nextAt || !hasDoubts(input.knowledge)) return false;
    this.trial = trialOf(input, this.turns++);
    this.nextAt = now + RETRY_PERIOD_MS;
    return this.trial !== undefined;
  }

  /** True when the read was the trial, which is over. */
  end(read: PlannedRead): boolean {
    if (read !== this.trial) return false;
    this.trial = undefined;
    return true;
  }
}
