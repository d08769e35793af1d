import type { Api } from './api.ts';
import { type Cell, createCell } from './cell.ts';
import type { Clock, Timer } from './clock.ts';
import type { OfflineResult, OfflineStep, Transition } from './order-api.ts';

/** Steps on work orders that were taken without a connection, kept until the gateway has them. */
export interface OrderQueue {
  /** Oldest first. */
  readonly waiting: Cell<readonly OfflineStep[]>;
  /** What the gateway could not do with the last ones it got: a person looks at them in its review list. */
  readonly inReview: Cell<readonly OfflineResult[]>;
  /** Of this person from now on: what somebody else left unsent on this device stays his. */
  open(username: string): void;
  close(): void;
  /** False when too many wait already; then it was not taken. */
  add(order: number, step: Transition): boolean;
  /** Sends what waits. Never rejects: what does not get through waits on. */
  flush(): Promise<void>;
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
const RETRY_MS = 30_000;
const MOST_IN_REVIEW = 20;

/** A queue in the browser's storage, one for each person who uses the device. */
export function createOrderQueue(parts: OrderQueueParts): OrderQueue {
  const waiting = createCell<readonly OfflineStep[]>([]);
  const inReview = createCell<readonly OfflineResult[]>([]);
  let owner: string | undefined;
  let timer: Timer | undefined;
  let sending: Promise<void> | undefined;
  let isAskedAgain = false;

  function keep(steps: readonly OfflineStep[]): void {
    waiting.set(steps);
    if (owner === undefined) return;
    try {
      parts.storage.setItem(keyOf(owner), JSON.stringify(steps));
    } catch {
      // A full or forbidden storage only means that the steps last until the page is closed.
    }
  }

  async function send(): Promise<void> {
    const sent = waiting.get();
    if (sent.length === 0 || owner === undefined) return;
    const by = owner;
    const results = await parts.api.sendOffline(sent).catch(() => undefined);
    if (!results || owner !== by) return;
    const done = new Set(results.map(({ id }) => id));
    keep(waiting.get().filter(({ id }) => !done.has(id)));
    const refused = results.filter(({ state }) => state === 'waiting');
    if (refused.length > 0) inReview.set([...inReview.get(), ...refused].slice(-MOST_IN_REVIEW));
    parts.onSent([...new Set(results.map(({ order }) => order))]);
  }

  async function sendAll(): Promise<void> {
    do {
      isAskedAgain = false;
      await send();
    } while (isAskedAgain);
  }

  /** One request at a time; what is added while one is under way goes with the next. */
  function flush(): Promise<void> {
    isAskedAgain = sending !== undefined;
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  }

  return {
    waiting,
    inReview,
    open(username) {
      owner = username;
      waiting.set(readSteps(parts.storage, username));
      timer ??= parts.clock.every(RETRY_MS, () => void flush());
      void flush();
    },
    close() {
      owner = undefined;
      timer?.cancel();
      timer = undefined;
      waiting.set([]);
      inReview.set([]);
    },
    add(order, step) {
      if (waiting.get().length >= MOST_WAITING) return false;
      const deviceAt = new Date(parts.nowMs()).toISOString();
      keep([...waiting.get(), { ...step, via: 'phone', id: parts.newUuid(), order, deviceAt }]);
      return true;
    },
    flush,
  };
}

const keyOf = (username: string): string => `plantroom.order-steps.${username}`;

/** What was kept; nothing where it cannot be read. The gateway checks every field again. */
function readSteps(storage: Pick<Storage, 'getItem'>, username: string): readonly OfflineStep[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(username)) ?? '[]');
    return Array.isArray(kept) ? kept.slice(0, MOST_WAITING) : [];
  } catch {
    return [];
  }
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
