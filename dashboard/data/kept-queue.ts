import { type Cell, createCell } from './cell.ts';
import type { Clock, Timer } from './clock.ts';

/** What waits for a link: kept in the browser, one list for each person who uses the device, sent in order. */
export interface KeptQueue<Item> {
  /** Oldest first. */
  readonly waiting: Cell<readonly Item[]>;
  /** Of this person from now on; what another left on the device stays his. */
  open(username: string): void;
  close(): void;
  /** False when too many wait already; then it was not taken. */
  add(item: Item): boolean;
  /** Sends what waits. Never rejects: what does not get through waits on. */
  flush(): Promise<void>;
}

/** What became of some that were sent. */
export interface SentItems {
  /** Ids of those that are not to be kept any longer; none: they wait on. */
  readonly settled: ReadonlySet<string>;
  /** What follows, for the person who still has the device. */
  readonly tell: () => void;
}

export interface KeptQueueParts<Item> {
  /** Begins the name under which a person's list is kept. */
  readonly name: string;
  readonly most: number;
  readonly clock: Clock;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Sends some of what waits, the oldest among them; undefined: nobody could be reached. Never rejects. */
  readonly send: (waiting: readonly Item[]) => Promise<SentItems | undefined>;
}

const RETRY_MS = 30_000;

/** A queue in the browser's storage. */
export function createKeptQueue<Item extends { readonly id: string }>(parts: KeptQueueParts<Item>): KeptQueue<Item> {
  const { name, most, clock, storage } = parts;
  const waiting = createCell<readonly Item[]>([]);
  let owner: string | undefined;
  let timer: Timer | undefined;
  let sending: Promise<void> | undefined;
  let isAskedAgain = false;

  function keep(items: readonly Item[]): void {
    waiting.set(items);
    if (owner === undefined) return;
    try {
      storage.setItem(`${name}.${owner}`, JSON.stringify(items));
    } catch {
      // A full or forbidden storage only means that they last until the page is closed.
    }
  }

  async function sendAll(): Promise<void> {
    do {
      isAskedAgain = false;
      await sendWaiting();
    } while (isAskedAgain);
  }

  async function sendWaiting(): Promise<void> {
    while (owner !== undefined && waiting.get().length > 0) {
      const by = owner;
      const sent = await parts.send(waiting.get());
      if (!sent || owner !== by) return;
      const left = waiting.get().filter(({ id }) => !sent.settled.has(id));
      if (left.length === waiting.get().length) return;
      keep(left);
      sent.tell();
    }
  }

  /** One at a time; what is added while something is under way goes with the next. */
  function flush(): Promise<void> {
    isAskedAgain = sending !== undefined;
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  }

  return {
    waiting,
    open(username) {
      owner = username;
      waiting.set(read<Item>(storage, `${name}.${username}`).slice(0, most));
      timer ??= clock.every(RETRY_MS, () => void flush());
      void flush();
    },
    close() {
      owner = undefined;
      timer?.cancel();
      timer = undefined;
      waiting.set([]);
    },
    add(item) {
      if (waiting.get().length >= most) return false;
      keep([...waiting.get(), item]);
      return true;
    },
    flush,
  };
}

/** What was kept; nothing where it cannot be read. The gateway checks every field again. */
function read<Item>(storage: Pick<Storage, 'getItem'>, key: string): readonly Item[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
