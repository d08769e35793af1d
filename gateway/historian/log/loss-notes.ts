import type { Logger } from '../../ports/logger.ts';
import type { NewLoss } from './loss.ts';
import type { SampleLog } from './sample-log.ts';

/** Losses on their way into the log's books: on a full disk even a note may have to wait. Nothing is told twice. */
export class LossNotes {
  private readonly log: Pick<SampleLog, 'noteLoss'>;
  private readonly logger: Logger;
  private readonly untold: { readonly loss: NewLoss; readonly words: string }[] = [];

  constructor({ log, logger }: { readonly log: Pick<SampleLog, 'noteLoss'>; readonly logger: Logger }) {
    this.log = log;
    this.logger = logger;
  }

  /** `words` go into the program's log when the loss is told. */
  add(loss: NewLoss, words: string): void {
    this.untold.push({ loss, words });
  }

  /** Tells all that was added; throws when the disk refuses, and the rest waits for the next time. */
  tell(): void {
    for (let next = this.untold[0]; next; next = this.untold[0]) {
      this.log.noteLoss(next.loss);
      this.untold.shift();
      const { samples, from, to } = next.loss;
      this.logger.warn({ samples, from, to }, next.words);
    }
  }
}
