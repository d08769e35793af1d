import type { RoundAnswer } from '../../gateway/domain/duty/rounds/round-fill.ts';
import { codeOf } from './api-error.ts';
import { type Cell, createCell } from './cell.ts';
import type { Clock, Timer } from './clock.ts';

/** What is said with a deed on a round or a meter run; the gateway checks it. */
export interface DeedBody {
  readonly stop?: string;
  readonly code?: string;
  readonly typed?: boolean;
  readonly answers?: readonly RoundAnswer[];
  readonly answer?: RoundAnswer;
  readonly finding?: string;
  readonly meter?: string;
  readonly value?: number;
  readonly photo?: string | null;
  readonly result?: 'ok' | 'bad';
  readonly reason?: string;
  readonly note?: string | null;
  readonly via?: 'phone';
  /** ms since the epoch by the clock of the device, as text. */
  readonly deviceAt?: string;
  readonly sentAt?: string;
}

/** Something done with a record while there was no link. */
export interface WaitingDeed {
  /** Also the key under which the gateway does it once. */
  readonly id: string;
  /** Below the address of the interface, such as `/rounds/7/fill`. */
  readonly path: string;
  readonly body: DeedBody;
  /** By the clock of this device, ms. */
  readonly doneAt: number;
}

/** What the gateway did not take, with its reason; a person looks at it. */
export interface RefusedDeed extends WaitingDeed {
  readonly code: string;
}

/** Deeds on records that wait for a link: kept in the browser, sent in order. */
export interface DeedQueue {
  readonly waiting: Cell<readonly WaitingDeed[]>;
  readonly refused: Cell<readonly RefusedDeed[]>;
  /** Of this person from now on; what another left on the device stays his. */
  open(username: string): void;
  close(): void;
  /** False when too many wait already; then it was not taken. */
  add(path: string, body: DeedBody): boolean;
  /** Forgets a refused one. */
  dismiss(id: string): void;
  /** Sends what waits. Never rejects: what does not get through waits on. */
  flush(): Promise<void>;
}

export interface DeedQueueParts {
  readonly post: (path: string, body: DeedBody, key: string) => Promise<unknown>;
  readonly clock: Clock;
  /** Of this device: the gateway reckons back how long a deed was kept, so that a wrong clock does no harm. */
  readonly nowMs: () => number;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly newUuid: () => string;
  /** Something arrived. */
  readonly onSent: () => void;
}

const MOST_WAITING = 300;
const MOST_REFUSED = 50;
const RETRY_MS = 30_000;
/** No answer came, or none that says anything about the deed: it waits on. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['NETWORK', 'STORE_UNAVAILABLE', 'INTERNAL', 'REQUEST_TOO_MANY']);
/** The same deed had arrived before; only its answer was lost. */
const ARRIVED = 'REQUEST_CONFLICTING_REPEAT';

/** A queue in the browser's storage, one for each person who uses the device. */
export function createDeedQueue(parts: DeedQueueParts): DeedQueue {
  const waiting = createCell<readonly WaitingDeed[]>([]);
  const refused = createCell<readonly RefusedDeed[]>([]);
  let owner: string | undefined;
  let timer: Timer | undefined;
  let sending: Promise<void> | undefined;

  function keep(deeds: readonly WaitingDeed[]): void {
    waiting.set(deeds);
    if (owner === undefined) return;
    try {
      parts.storage.setItem(keyOf(owner), JSON.stringify(deeds));
    } catch {
      // A full or forbidden storage only means that the deeds last until the page is closed.
    }
  }

  async function send(): Promise<void> {
    for (let deed = waiting.get()[0]; deed && owner !== undefined; deed = waiting.get()[0]) {
      const by = owner;
      const code = await sendOne(deed);
      if (owner !== by || (code !== undefined && TRY_AGAIN.has(code))) return;
      const { id } = deed;
      keep(waiting.get().filter((one) => one.id !== id));
      if (code !== undefined && code !== ARRIVED)
        refused.set([...refused.get(), { ...deed, code }].slice(-MOST_REFUSED));
      parts.onSent();
    }
  }

  async function sendOne({ id, path, body, doneAt }: WaitingDeed): Promise<string | undefined> {
    const times = { deviceAt: String(doneAt), sentAt: String(parts.nowMs()) };
    try {
      await parts.post(path, { ...body, ...times, via: 'phone' as const }, id);
      return undefined;
    } catch (error) {
      return codeOf(error);
    }
  }

  const flush = (): Promise<void> => {
    sending ??= send().finally(() => {
      sending = undefined;
    });
    return sending;
  };

  return {
    waiting,
    refused,
    open(username) {
      owner = username;
      waiting.set(readDeeds(parts.storage, username));
      timer ??= parts.clock.every(RETRY_MS, () => void flush());
      void flush();
    },
    close() {
      owner = undefined;
      timer?.cancel();
      timer = undefined;
      waiting.set([]);
      refused.set([]);
    },
    add(path, body) {
      if (waiting.get().length >= MOST_WAITING) return false;
      keep([...waiting.get(), { id: parts.newUuid(), path, body, doneAt: Math.round(parts.nowMs()) }]);
      return true;
    },
    dismiss: (id) => refused.set(refused.get().filter((one) => one.id !== id)),
    flush,
  };
}

const keyOf = (username: string): string => `plantroom.record-deeds.${username}`;

/** What was kept; nothing where it cannot be read. The gateway checks every field again. */
function readDeeds(storage: Pick<Storage, 'getItem'>, username: string): readonly WaitingDeed[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(username)) ?? '[]');
    return Array.isArray(kept) ? kept.slice(0, MOST_WAITING) : [];
  } catch {
    return [];
  }
}
