import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

const LOOK_MS = 3_600_000;
/** Pieces taken away at one look; what is left then is taken by the next. */
const MOST_PIECES = 50;

export interface JournalKeeperOptions {
  readonly repository: Pick<AlarmRepository, 'trimJournal'>;
  readonly keptMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Lets whole days of the alarm journal go that are older than the site keeps them, piece by piece so that alarms need not wait. */
export class JournalKeeper {
  private readonly options: JournalKeeperOptions;
  private readonly timer: Timer;
  private looking: Promise<void> | undefined;
  private isStopped = false;

  /** Looks each hour from now on. */
  constructor(options: JournalKeeperOptions) {
    this.options = options;
    this.timer = options.clock.every(LOOK_MS, () => {
      this.looking ??= this.look().finally(() => {
        this.looking = undefined;
      });
    });
  }

  /** Waits for the piece under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.timer.cancel();
    await this.looking;
  }

  private async look(): Promise<void> {
    const { repository, keptMs, clock, logger } = this.options;
    try {
      for (let piece = 0; piece < MOST_PIECES && !this.isStopped; piece++) {
        const gone = await repository.trimJournal(clock.nowMs() - keptMs, clock.nowMs());
        if (!gone) return;
        logger.info({ ...gone }, 'old days of the alarm journal were removed');
      }
    } catch (error) {
      logger.warn({ err: error }, 'old days of the alarm journal could not be removed; trying again');
    }
  }
}
