import type { WriteRequest, WriteResult } from '../ports/driver.ts';

/** Writes that wait; an operator sets one value, a programme a handful. What comes on top is refused at once. */
export const MOST_WAITING_WRITES = 16;
/** Reads that are due get their turn after this many writes in a row. */
const WRITES_IN_A_ROW = 2;

/** What a device allows now: a write is sent to a ready one, waits for one in doubt, and is given up for one that is gone. */
export type WriteReadiness = 'ready' | 'in-doubt' | 'gone';

export interface WaitingWrite {
  readonly request: WriteRequest;
  settle(result: WriteResult): void;
}

export const unsent = (detail: string): WriteResult => ({ kind: 'unsent', detail });

/** Writes to one link in the order they came. Each is sent before it expires or settles as unsent. Times are monotonic ms. */
export class WriteQueue {
  private waiting: WaitingWrite[] = [];
  private inARow = 0;

  get size(): number {
    return this.waiting.length;
  }

  /** Settles when the write was sent and answered, or given up. */
  add(request: WriteRequest): Promise<WriteResult> {
    if (this.waiting.length >= MOST_WAITING_WRITES)
      return Promise.resolve(unsent('too many writes wait for this line'));
    const { promise, resolve } = Promise.withResolvers<WriteResult>();
    this.waiting.push({ request, settle: resolve });
    return promise;
  }

  /** Settles what has expired, or whose device is gone. */
  dropHopeless(now: number, readinessOf: (device: string) => WriteReadiness): void {
    if (this.waiting.length === 0) return;
    this.waiting = this.waiting.filter((write) => {
      const { expiresAt, device } = write.request;
      const reason = now >= expiresAt ? 'expired before it could be sent' : goneReason(readinessOf(device));
      if (reason !== undefined) write.settle(unsent(reason));
      return reason === undefined;
    });
  }

  /** The next write that may be sent now; undefined if none may, or if a read that is due comes first. */
  take(isReadDue: () => boolean, readinessOf: (device: string) => WriteReadiness): WaitingWrite | undefined {
    const next = this.waiting.find(({ request }) => readinessOf(request.device) === 'ready');
    if (!next) return undefined;
    if (this.inARow >= WRITES_IN_A_ROW && isReadDue()) return undefined;
    this.inARow++;
    this.waiting = this.waiting.filter((write) => write !== next);
    return next;
  }

  /** A read has begun: writes come first again. */
  noteRead(): void {
    this.inARow = 0;
  }

  /** When the first of them expires; infinity when none waits. */
  nextExpiry(): number {
    return Math.min(...this.waiting.map(({ request }) => request.expiresAt));
  }

  /** Nothing waits any longer. */
  giveUp(detail: string): void {
    const all = this.waiting;
    this.waiting = [];
    for (const write of all) write.settle(unsent(detail));
  }
}

const goneReason = (readiness: WriteReadiness): string | undefined =>
  readiness === 'gone' ? 'the device does not answer' : undefined;
