import type { SampleBatch } from '../domain/sample.ts';
import { PENDING_BATCHES, PENDING_SAMPLES } from './limits.ts';
import type { NewLoss } from './log/loss.ts';

/** What is said of a post beside its samples. */
export interface PostNote {
  /** Samples of the live stream among them: neither marks nor imported. */
  readonly accepted: number;
  readonly marks: number;
  readonly losses: readonly NewLoss[];
  /** Monotonic, when the oldest sample was staged; undefined for what was not. */
  readonly stagedAtMs: number | undefined;
}

export interface Post extends PostNote {
  readonly seq: number;
  readonly samples: SampleBatch;
}

const NO_NOTE: PostNote = { accepted: 0, marks: 0, losses: [], stagedAtMs: undefined };

/** Posts the worker has not committed yet, oldest first. They are kept here so that a crash of the worker loses none. */
export class Outbox {
  /** Number of the newest post; 0 before the first. */
  lastSeq = 0;
  /** Accepted samples that are on disk, and those that are not yet. */
  logged = 0;
  waiting = 0;
  private posts: Post[] = [];
  private samples = 0;
  private waiters: { readonly seq: number; readonly resolve: () => void }[] = [];
  private committedSeq = 0;

  get isFull(): boolean {
    return this.posts.length >= PENDING_BATCHES || this.samples >= PENDING_SAMPLES;
  }

  add(samples: SampleBatch, note: PostNote = NO_NOTE): Post {
    const post = { seq: ++this.lastSeq, samples, ...note };
    this.posts.push(post);
    this.samples += samples.length;
    this.waiting += note.accepted;
    return post;
  }

  /** Everything up to `seq` is on disk. The posts of which that is news. */
  committed(seq: number): readonly Post[] {
    const done = this.posts.filter((post) => post.seq <= seq);
    this.logged += this.remove(done);
    this.resolveUpTo(seq);
    return done;
  }

  pending(): readonly Post[] {
    return this.posts;
  }

  /** Resolves when post `seq` is on disk. */
  whenCommitted(seq: number): Promise<void> {
    if (seq <= this.committedSeq) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ seq, resolve }));
  }

  /** Ends every wait: nothing will be committed any more. How many accepted samples that leaves behind. */
  release(): number {
    const left = this.remove(this.posts);
    this.resolveUpTo(Number.MAX_SAFE_INTEGER);
    return left;
  }

  private remove(done: readonly Post[]): number {
    const accepted = done.reduce((sum, post) => sum + post.accepted, 0);
    const gone = new Set(done);
    this.posts = this.posts.filter((post) => !gone.has(post));
    this.samples = this.posts.reduce((sum, post) => sum + post.samples.length, 0);
    this.waiting -= accepted;
    return accepted;
  }

  private resolveUpTo(seq: number): void {
    this.committedSeq = Math.max(this.committedSeq, seq);
    const ready = this.waiters.filter((waiter) => waiter.seq <= this.committedSeq);
    this.waiters = this.waiters.filter((waiter) => waiter.seq > this.committedSeq);
    for (const waiter of ready) waiter.resolve();
  }
}
