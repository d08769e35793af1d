import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

export interface TickTaskOptions {
  readonly clock: Pick<Clock, 'every'>;
  readonly logger: Logger;
  readonly periodMs: number;
  /** For the log. */
  readonly name: string;
  readonly task: () => Promise<void>;
}

/** Does something every so often, one turn at a time. A turn that fails is logged and made up for by the next. */
export class TickTask {
  private readonly options: TickTaskOptions;
  private timer: Timer | undefined;
  private turn: Promise<void> | undefined;

  constructor(options: TickTaskOptions) {
    this.options = options;
  }

  /** Resolves after the first turn. Never rejects. */
  start(): Promise<void> {
    this.timer ??= this.options.clock.every(this.options.periodMs, () => void this.run());
    return this.run();
  }

  /** Resolves when the turn under way is over. */
  async stop(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    await this.turn;
  }

  /** A turn now, or the one under way. Never rejects. */
  run(): Promise<void> {
    this.turn ??= this.take();
    return this.turn;
  }

  private async take(): Promise<void> {
    const { task, logger, name } = this.options;
    try {
      await task();
    } catch (error) {
      logger.warn({ err: error, task: name }, 'the duty room could not do a turn; trying again at the next');
    } finally {
      this.turn = undefined;
    }
  }
}
