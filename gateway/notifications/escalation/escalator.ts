import type { Timer } from '../../ports/clock.ts';
import type { Escalation } from '../../ports/escalation-store.ts';
import { ClockFollower } from './clock-follower.ts';
import { isImplausible, realigned } from './put-right.ts';
import { Teller, type TellerOptions } from './teller.ts';

/** How often steps that wait for their time are looked for; new alarms are told at once. */
const LOOK_MS = 1_000;
/** Escalations moved on between two looks at what is due, P1 first. */
const BATCH = 100;
/** Batches of one look; what is left then is taken up by the next. */
const MOST_BATCHES = 50;

export type EscalatorOptions = TellerOptions;

/**
 * Tells people of alarms step by step until somebody answers. Everything it knows is in the store: a restart goes on where it was,
 * and a step that fell due meanwhile is taken once.
 */
export class Escalator {
  private readonly options: EscalatorOptions;
  private readonly teller: Teller;
  private readonly time: ClockFollower;
  private timer: Timer | undefined;
  private unsubscribe = (): void => {};
  private looking: Promise<void> = Promise.resolve();
  private isLooking = false;
  private isWoken = false;
  private isStopped = false;

  constructor(options: EscalatorOptions) {
    this.options = options;
    this.teller = new Teller(options);
    this.time = new ClockFollower(options.clock);
  }

  /** Resolves after what fell due while the process was down has been queued, or the store did not answer. Never rejects. */
  async start(): Promise<void> {
    const { escalations, clock } = this.options;
    await this.guarded(() => this.putRight());
    this.unsubscribe = escalations.onChanged(() => this.wake());
    this.timer = clock.every(LOOK_MS, () => this.wake());
    this.wake();
    await this.looking;
  }

  /** Takes nothing new and waits for the step under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.unsubscribe();
    this.timer?.cancel();
    await this.looking;
  }

  /** The wall clock was set: due times follow it at once instead of at the next look. Calling it without need is harmless. */
  clockStepped(): void {
    this.wake();
  }

  /** Resolves when everything is done that was due when it was called. */
  async settled(): Promise<void> {
    this.wake();
    await this.looking;
  }

  private wake(): void {
    this.isWoken = true;
    if (this.isLooking || this.isStopped) return;
    this.isLooking = true;
    this.looking = this.look();
  }

  /** Never rejects. Whoever wakes us while we look makes us look again. */
  private async look(): Promise<void> {
    while (this.isWoken && !this.isStopped) {
      this.isWoken = false;
      await this.guarded(() => this.tellDue());
    }
    this.isLooking = false;
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.options.logger.warn({ err: error }, 'escalations could not be moved on; trying again');
    }
  }

  private async tellDue(): Promise<void> {
    await this.followClock();
    for (let batch = 0; batch < MOST_BATCHES && !this.isStopped; batch++) {
      const due = await this.options.escalations.due(this.options.clock.nowMs(), BATCH);
      if ((await this.teller.tell(due)) === 0) return;
    }
    this.isWoken = true;
  }

  private async followClock(): Promise<void> {
    const { plan, escalations, clock } = this.options;
    const hasStepped = await this.time.follow((byMs) => escalations.shift(byMs));
    if (!hasStepped) return;
    const running = await escalations.running();
    for (const advance of realigned(plan, running, clock.nowMs())) await escalations.advance(advance);
    // What began after the step had the right time already, and was moved with the others.
    await this.tellNow(running.filter(({ state, policy }) => state === 'running' && policy === null));
  }

  /** Due times far beyond any policy were set by a clock that was wrong: better told now than in years. */
  private async putRight(): Promise<void> {
    const { plan, escalations, clock } = this.options;
    const late = (await escalations.running()).filter((one) => isImplausible(plan, one, clock.nowMs()));
    for (const advance of realigned(plan, late, clock.nowMs())) await escalations.advance(advance);
    await this.tellNow(late);
  }

  /** Whatever their due times say. */
  private async tellNow(escalations: readonly Escalation[]): Promise<void> {
    const dueAt = this.options.clock.nowMs();
    await this.teller.tell(escalations.map((one) => ({ ...one, dueAt: Math.min(one.dueAt, dueAt) })));
  }
}
