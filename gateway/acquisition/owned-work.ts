import type { Logger } from '../ports/logger.ts';

/** Promises somebody must own: what fails is logged, and a stop can wait for all of them. */
export class OwnedWork {
  private readonly logger: Logger;
  private readonly running = new Set<Promise<void>>();

  constructor(logger: Logger) {
    this.logger = logger;
  }

  own(work: Promise<void>): void {
    const settled: Promise<void> = work
      .catch((error) => this.logger.error({ err: error }, 'a link failed in a way it never should'))
      .finally(() => this.running.delete(settled));
    this.running.add(settled);
  }

  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
