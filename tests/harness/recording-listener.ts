import type { LinkListener, ReadingSink } from '../../gateway/ports/driver.ts';

export interface RecordedReading {
  readonly value: number;
  readonly quality: number;
  readonly sourceTime: number;
}

const WAIT_LIMIT_MS = 10_000;

/** A listener that remembers what a link told it, and lets a test wait for something to have been told. */
export class RecordingListener implements LinkListener {
  /** First and newest reading by point index. */
  readonly first = new Map<number, RecordedReading>();
  readonly latest = new Map<number, RecordedReading>();
  /** Newest text by point index. */
  readonly texts = new Map<number, string>();
  readonly losses: string[] = [];
  /** How often the link, and each device by id, gave a sign of life. */
  readonly signs = new Map<string, number>();
  readings = 0;
  flushes = 0;
  private readonly waiting = new Set<() => void>();

  readonly sink: ReadingSink = {
    reading: (point, value, quality, sourceTime) => {
      this.readings++;
      const reading = { value, quality, sourceTime };
      if (!this.first.has(point)) this.first.set(point, reading);
      this.latest.set(point, reading);
    },
    text: (point, text, quality, sourceTime) => {
      this.texts.set(point, text);
      this.sink.reading(point, 0, quality, sourceTime);
    },
    flush: () => {
      this.flushes++;
      this.wake();
    },
  };

  alive(device = 'link'): void {
    this.signs.set(device, (this.signs.get(device) ?? 0) + 1);
    this.wake();
  }

  lost(detail: string): void {
    this.losses.push(detail);
    this.wake();
  }

  value(point: number): number | undefined {
    return this.latest.get(point)?.value;
  }

  quality(point: number): number | undefined {
    return this.latest.get(point)?.quality;
  }

  /** Settles as soon as `isTrue` after some event; rejects with what is known after ten seconds. */
  until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (!isTrue()) return;
        this.waiting.delete(check);
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`waited in vain; known: ${JSON.stringify([...this.latest])}, losses: ${this.losses.join()}`));
      }, WAIT_LIMIT_MS);
      this.waiting.add(check);
      check();
    });
  }

  private wake(): void {
    for (const check of [...this.waiting]) check();
  }
}
