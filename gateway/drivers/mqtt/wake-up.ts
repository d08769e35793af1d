import type { Clock } from '../../ports/clock.ts';

/** How a wait ended. */
export type Woken = 'news' | 'over';

/** Lets one loop wait for news, within one time limit for all of its waits, or until a signal. */
export class WakeUp {
  private news = Promise.withResolvers<Woken>();
  private readonly over = Promise.withResolvers<Woken>();
  private readonly stopWaiting: () => void;

  constructor(clock: Clock, limitMs: number, signal: AbortSignal) {
    const end = (): void => this.over.resolve('over');
    const timer = clock.after(limitMs, end);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    this.stopWaiting = () => {
      timer.cancel();
      signal.removeEventListener('abort', end);
    };
  }

  /** There is something new to look at. */
  tell(): void {
    this.news.resolve('news');
  }

  /** It will not become more. */
  finish(): void {
    this.over.resolve('over');
  }

  async next(): Promise<Woken> {
    const woken = await Promise.race([this.over.promise, this.news.promise]);
    this.news = Promise.withResolvers<Woken>();
    return woken;
  }

  stop(): void {
    this.stopWaiting();
  }
}
