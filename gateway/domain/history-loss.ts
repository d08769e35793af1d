import { z } from 'zod';

/** Why samples that were worth keeping are missing somewhere. */
export const lossKind = z
  .enum(['queue-full', 'disk-refused', 'worker-down', 'evicted', 'damaged', 'log-replaced', 'raw-evicted', 'too-late'])
  .meta({
    description:
      'queue-full: they came faster than they could be taken in; disk-refused: the disk did not take the log; ' +
      'worker-down: the historian worker was being started again; evicted: deleted from the full log before a sink had them; ' +
      'damaged: their record could not be read; log-replaced: the log file was damaged and a new one begun (number unknown); ' +
      'raw-evicted: raw history deleted before its time because the disk was nearly full, rollups were kept; ' +
      'too-late: they came when only rollups of their day were left',
  });
export type LossKind = z.infer<typeof lossKind>;

/** Samples that did not arrive: where, when, how many. Times are source timestamps, ms since the epoch. */
export interface HistoryLoss {
  readonly id: number;
  readonly kind: LossKind;
  readonly from: number;
  readonly to: number;
  /** 0 when the number is not known. */
  readonly samples: number;
  /** The sink that misses them; null when they are missing everywhere. */
  readonly sink: string | null;
  readonly foundAt: number;
}

/** All losses of one kind since the log began. */
export type LossTotal = Pick<HistoryLoss, 'kind' | 'sink' | 'samples'>;
