import { PlantroomError } from '../../domain/errors.ts';
import { isBad, QUALITY } from '../../domain/quality.ts';
import { BatchBuilder, copyBatch, type SampleBatch } from '../../domain/sample.ts';
import type { BackfillResult } from '../../ports/historian.ts';
import type { Ask } from '../calls.ts';
import type { Outbox, Post } from '../outbox.ts';
import { PAGE_SAMPLES, WAITING_BACKFILLS } from './limits.ts';
import { VERDICT } from './verdict.ts';

export interface BackfillDependencies {
  readonly ask: Ask;
  readonly outbox: Outbox;
  /** Hands a post to the worker, if there is one at the moment; it gets it again otherwise. */
  readonly send: (post: Post) => void;
  readonly isClosing: () => boolean;
}

type Listener = (points: ReadonlySet<number>) => void;

/** Samples of the past on their way into the log: past the report filter, one batch after the other, durable when it is told so. */
export class Backfill {
  private readonly deps: BackfillDependencies;
  private readonly listeners = new Set<Listener>();
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(deps: BackfillDependencies) {
    this.deps = deps;
  }

  /** See Historian.backfill. */
  async run(batch: SampleBatch, isTrial: boolean): Promise<BackfillResult> {
    if (batch.length > PAGE_SAMPLES) throw new PlantroomError('REQUEST_TOO_LARGE', `at most ${PAGE_SAMPLES} samples`);
    if (this.waiting >= WAITING_BACKFILLS) throw new PlantroomError('REQUEST_TOO_MANY');
    const samples = cleaned(batch);
    this.waiting++;
    const own = this.last.then(() => this.take(samples, isTrial));
    this.last = own.catch(() => undefined);
    try {
      return await own;
    } finally {
      this.waiting--;
    }
  }

  onBackfill(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  private async take(samples: SampleBatch, isTrial: boolean): Promise<BackfillResult> {
    const verdicts = await this.deps.ask({ kind: 'sort-out', samples });
    if (!isTrial) await this.write(chosen(samples, verdicts));
    return count(verdicts);
  }

  private async write(samples: SampleBatch): Promise<void> {
    const { outbox, send, isClosing } = this.deps;
    if (samples.length === 0) return;
    for (let oldest = outbox.pending()[0]; outbox.isFull && oldest; oldest = outbox.pending()[0])
      await outbox.whenCommitted(oldest.seq);
    if (isClosing()) throw new PlantroomError('HISTORY_UNAVAILABLE', 'closed');
    const post = outbox.add(samples);
    send(post);
    await outbox.whenCommitted(post.seq);
    // What was let go at the end may not be on disk; whoever sends it again finds out.
    if (isClosing()) throw new PlantroomError('HISTORY_UNAVAILABLE', 'closed before it was certain');
    const points = new Set(samples.point);
    for (const listener of this.listeners) listener(points);
  }
}

/** As the files take it: whole ms, no number where the quality is bad, bad where there is no number. */
function cleaned(batch: SampleBatch): SampleBatch {
  const copy = copyBatch(batch);
  for (let i = 0; i < copy.length; i++) {
    if (!Number.isFinite(copy.value[i]) && !isBad(copy.quality[i]!)) copy.quality[i] = QUALITY['bad-not-a-number'];
    copy.value[i] = isBad(copy.quality[i]!) ? Number.NaN : copy.value[i]! + 0;
    copy.sourceTime[i] = Math.floor(copy.sourceTime[i]!);
  }
  return copy;
}

function chosen({ length, point, value, quality, sourceTime }: SampleBatch, verdicts: Uint8Array): SampleBatch {
  const kept = new BatchBuilder(Math.max(1, length));
  for (let i = 0; i < length; i++) {
    if (verdicts[i] === VERDICT.write || verdicts[i] === VERDICT.replace)
      kept.add(point[i]!, value[i]!, quality[i]!, sourceTime[i]!);
  }
  return copyBatch(kept);
}

function count(verdicts: Uint8Array): BackfillResult {
  const counts = new Array<number>(5).fill(0);
  for (const verdict of verdicts) counts[verdict] = counts[verdict]! + 1;
  const [written = 0, replaced = 0, present = 0, tooOld = 0, invalid = 0] = counts;
  return { written, replaced, present, tooOld, invalid };
}
