import { isBad, isGood } from '../../domain/quality.ts';
import type { ReadingSink } from '../../ports/driver.ts';

/** Hears the good readings of one point. */
export type ReadingWatcher = (value: number) => void;

/** Passes readings on and remembers of each point whether it delivers; tells who waits for one. */
export class ReadingBoard implements ReadingSink {
  private readonly next: ReadingSink;
  private readonly qualities = new Map<number, number>();
  private readonly watchers = new Map<number, Set<ReadingWatcher>>();

  constructor(next: ReadingSink) {
    this.next = next;
  }

  reading(point: number, value: number, quality: number, sourceTime: number): void {
    this.qualities.set(point, quality);
    this.next.reading(point, value, quality, sourceTime);
    if (isGood(quality)) for (const watcher of this.watchers.get(point) ?? []) watcher(value);
  }

  text(point: number, text: string, quality: number, sourceTime: number): void {
    this.qualities.set(point, quality);
    this.next.text(point, text, quality, sourceTime);
  }

  flush(): void {
    this.next.flush();
  }

  /** How many of these points have last said something that is not bad. */
  delivering(points: readonly number[]): number {
    return points.filter((point) => !isBad(this.qualities.get(point) ?? Number.POSITIVE_INFINITY)).length;
  }

  /** Calls `watcher` for each good reading of the point until the answer is called. */
  watch(point: number, watcher: ReadingWatcher): () => void {
    const all = this.watchers.get(point) ?? new Set();
    this.watchers.set(point, all.add(watcher));
    return () => {
      all.delete(watcher);
      if (all.size === 0) this.watchers.delete(point);
    };
  }
}
