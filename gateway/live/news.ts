import type { Clock, Timer } from '../ports/clock.ts';

/** Long enough to hold what one transaction brings, too short to be seen. */
const GATHER_MS = 50;

/**
 * Gathers changes of one kind of thing, so that a thousand in one moment are a few messages and none is sent in two states at once.
 * Holds each once, whatever happens to it meanwhile.
 */
export class News<T extends { readonly id: string | number }> {
  private readonly clock: Clock;
  private readonly tell: (changed: readonly T[]) => void;
  private readonly changed = new Map<T['id'], T>();
  private timer: Timer | undefined;

  /** `tell` gets the newest state of each that has changed, in the order of their first change. */
  constructor(clock: Clock, tell: (changed: readonly T[]) => void) {
    this.clock = clock;
    this.tell = tell;
  }

  add(news: T): void {
    this.changed.set(news.id, news);
    this.timer ??= this.clock.after(GATHER_MS, () => this.send());
  }

  /** What has not been told is not told any more. */
  stop(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.changed.clear();
  }

  private send(): void {
    this.timer = undefined;
    const changed = [...this.changed.values()];
    this.changed.clear();
    this.tell(changed);
  }
}
