import type { Clock } from '../../ports/clock.ts';
import type { WriteResult } from '../../ports/driver.ts';
import { OneTime } from './one-time.ts';
import type { ReadingBoard } from './reading-board.ts';

/** A value that came through single precision is the same value. */
const TOLERANCE = 1e-6;

const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));

/** A session that may end. */
interface Endable {
  listen(listener: () => void): () => void;
}

/** Watches a point from before it is set: what it reads afterwards is what has become of the write. */
export class ReadBack {
  readonly stop: () => void;
  private last: number | undefined;
  private readonly shown = new OneTime<number>();

  constructor(board: ReadingBoard, point: number, raw: number) {
    this.stop = board.watch(point, (value) => {
      this.last = value;
      if (isSame(value, raw)) this.shown.settle(value);
    });
  }

  /** Waits until the point has shown the value, the time is up or the session has ended. */
  async settle(clock: Clock, limitMs: number, ended: Endable): Promise<WriteResult> {
    const result = Promise.withResolvers<WriteResult>();
    this.shown.listen((readBack) => result.resolve({ kind: 'verified', readBack }));
    const leave = ended.listen(() => result.resolve(this.otherwise('before the connection was lost')));
    const timer = clock.after(limitMs, () => result.resolve(this.otherwise(`within ${limitMs} ms`)));
    const settled = await result.promise;
    timer.cancel();
    leave();
    return settled;
  }

  private otherwise(when: string): WriteResult {
    if (this.last !== undefined) return { kind: 'differs', readBack: this.last };
    return { kind: 'unverified', detail: `the broker took it, but no reading came ${when}` };
  }
}
