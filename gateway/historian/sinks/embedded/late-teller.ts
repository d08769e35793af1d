import type { Logger } from '../../../ports/logger.ts';
import type { SampleLog } from '../../log/sample-log.ts';
import type { TooLate } from './packer.ts';

/** Tells what came too late to be packed as lost. What the disk does not take now is told after the next packing. */
export class LateTeller {
  private readonly log: Pick<SampleLog, 'noteLoss'>;
  private readonly logger: Logger;
  /** One for each packing since the disk took a note: few. */
  private readonly untold: TooLate[] = [];

  constructor({ log, logger }: { readonly log: Pick<SampleLog, 'noteLoss'>; readonly logger: Logger }) {
    this.log = log;
    this.logger = logger;
  }

  tell(late: TooLate | undefined): void {
    if (late) this.untold.push(late);
    try {
      for (let next = this.untold[0]; next; next = this.untold[0]) {
        this.note(next);
        this.untold.shift();
      }
    } catch (error) {
      this.logger.error({ err: error }, 'losses cannot be told yet');
    }
  }

  private note({ samples, fromMs: from, toMs: to }: TooLate): void {
    this.log.noteLoss({ kind: 'too-late', sink: 'embedded', from, to, samples });
    this.logger.warn({ samples, from, to }, 'samples came after the raw data of their day had been deleted; left out');
  }
}
