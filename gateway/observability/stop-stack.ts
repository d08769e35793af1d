import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

interface StopStep {
  readonly name: string;
  readonly stop: () => Promise<void> | void;
}

/** Whoever starts something pushes how it is stopped; stopping runs in reverse, each step bounded in time. */
export class StopStack {
  private readonly steps: StopStep[] = [];
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly stepLimitMs: number;

  constructor(clock: Clock, logger: Logger, stepLimitMs = 4000) {
    this.clock = clock;
    this.logger = logger;
    this.stepLimitMs = stepLimitMs;
  }

  push(name: string, stop: StopStep['stop']): void {
    this.steps.push({ name, stop });
  }

  /** Runs every step even when some fail; answers the names of those that failed or took too long. */
  async drain(): Promise<readonly string[]> {
    const failed: string[] = [];
    for (let step = this.steps.pop(); step; step = this.steps.pop()) {
      const problem = await this.runStep(step);
      if (problem === undefined) continue;
      failed.push(step.name);
      this.logger.error({ step: step.name, problem }, 'could not be stopped cleanly');
    }
    return failed;
  }

  private async runStep(step: StopStep): Promise<string | undefined> {
    const limit = Promise.withResolvers<string>();
    const timer = this.clock.after(this.stepLimitMs, () => limit.resolve(`took longer than ${this.stepLimitMs} ms`));
    const work = Promise.resolve()
      .then(step.stop)
      .then(
        () => undefined,
        (cause: unknown) => String(cause),
      );
    const problem = await Promise.race([work, limit.promise]);
    timer.cancel();
    return problem;
  }
}
