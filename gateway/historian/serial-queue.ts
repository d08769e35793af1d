import { PlantroomError } from '../domain/errors.ts';

/** Waiting requests; more than this means history is asked faster than it can answer. */
const LONGEST_QUEUE = 256;

/** Runs asynchronous tasks one after the other, so that a query never sees a half-packed state. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  /** Rejects with HISTORY_UNAVAILABLE when too many wait already. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.waiting >= LONGEST_QUEUE) throw new PlantroomError('HISTORY_UNAVAILABLE', 'too many questions at once');
    this.waiting++;
    const turn = this.last.then(task).finally(() => this.waiting--);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
