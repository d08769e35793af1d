import type { SampleBatch } from '../domain/sample.ts';
import { PENDING_BATCHES, PENDING_SAMPLES } from './limits.ts';

export interface Post {
  readonly seq: number;
  readonly samples: SampleBatch;
}

/** Posts the worker has not committed yet, oldest first. They are kept here so that a crash of the worker loses none. */
export class Outbox {
  /** Number of the newest post; 0 before the first. */
  lastSeq = 0;
  private posts: Post[] = [];
  private samples = 0;
  private waiters: { readonly seq: number; readonly resolve: () => void }[] = [];
  private committedSeq = 0;

  get isFull(): boolean {
    return this.posts.length >= PENDING_BATCHES || this.samples >= PENDING_SAMPLES;
  }

  add(samples: SampleBatch): Post {
    const post = { seq: ++this.lastSeq, samples };
    this.posts.push(post);
    this.samples += samples.length;
    return post;
  }

  /** Everything up to `seq` is on disk. */
  committed(seq: number): void {
    this.committedSeq = Math.max(this.committedSeq, seq);
    this.posts = this.posts.filter((post) => post.seq > seq);
    this.samples = this.posts.reduce((sum, post) => sum + post.samples.length, 0);
    const ready = this.waiters.filter((waiter) => waiter.seq <= this.committedSeq);
    this.waiters = this.waiters.filter((waiter) => waiter.seq > this.committedSeq);
    for (const waiter of ready) waiter.resolve();
  }

  pending(): readonly Post[] {
    return this.posts;
  }

  /** Resolves when post `seq` is on disk. */
  whenCommitted(seq: number): Promise<void> {
    if (seq <= this.committedSeq) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ seq, resolve }));
  }

  /** Ends every wait: nothing will be committed any more. */
  release(): void {
    this.committed(Number.MAX_SAFE_INTEGER);
  }
}
