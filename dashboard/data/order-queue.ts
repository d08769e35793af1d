import type { Api } from './api.ts';
import { type Cell, createCell } from './cell.ts';
import type { Clock } from './clock.ts';
import { createKeptQueue, type KeptQueue, type SentItems } from './kept-queue.ts';
import type { OfflineResult, OfflineStep, Transition } from './order-api.ts';

/** Steps on work orders that were taken without a connection, kept until the gateway has them; sent all at once. */
export interface OrderQueue extends Omit<KeptQueue<OfflineStep>, 'add'> {
  /** What the gateway could not do with the last ones it got: a person looks at them in its review list. */
  readonly inReview: Cell<readonly OfflineResult[]>;
  /** False when too many wait already; then it was not taken. */
  add(order: number, step: Transition): boolean;
}

export interface OrderQueueParts {
  readonly api: Pick<Api, 'sendOffline'>;
  readonly clock: Clock;
  /** Gateway time. */
  readonly nowMs: () => number;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly newUuid: () => string;
  /** Some orders were changed by what was sent. */
  readonly onSent: (orders: readonly number[]) => void;
}

/** As many as the gateway takes at once. */
const MOST_WAITING = 100;
const MOST_IN_REVIEW = 20;

export function createOrderQueue(parts: OrderQueueParts): OrderQueue {
  const inReview = createCell<readonly OfflineResult[]>([]);
  const { close, ...queue } = createKeptQueue<OfflineStep>({
    ...{ name: 'plantroom.order-steps', most: MOST_WAITING, clock: parts.clock, storage: parts.storage, send },
  });

  async function send(steps: readonly OfflineStep[]): Promise<SentItems | undefined> {
    const results = await parts.api.sendOffline(steps).catch(() => undefined);
    if (!results || results.length === 0) return undefined;
    return { settled: new Set(results.map(({ id }) => id)), tell: () => settled(results) };
  }

  function settled(results: readonly OfflineResult[]): void {
    const refused = results.filter(({ state }) => state === 'waiting');
    if (refused.length > 0) inReview.set([...inReview.get(), ...refused].slice(-MOST_IN_REVIEW));
    parts.onSent([...new Set(results.map(({ order }) => order))]);
  }

  return {
    ...queue,
    inReview,
    close() {
      close();
      inReview.set([]);
    },
    add(order, step) {
      const deviceAt = new Date(parts.nowMs()).toISOString();
      return queue.add({ ...step, via: 'phone', id: parts.newUuid(), order, deviceAt });
    },
  };
}

/** A random UUID of 16 random bytes; `crypto.randomUUID` exists only on secure pages. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte, i) => {
    if (i === 6) return ((byte & 0x0f) | 0x40).toString(16).padStart(2, '0');
    if (i === 8) return ((byte & 0x3f) | 0x80).toString(16).padStart(2, '0');
    return byte.toString(16).padStart(2, '0');
  }).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
