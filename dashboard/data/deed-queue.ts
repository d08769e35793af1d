import type { RoundAnswer } from '../../gateway/domain/duty/rounds/round-fill.ts';
import { codeOf } from './api-error.ts';
import { type Cell, createCell } from './cell.ts';
import type { Clock } from './clock.ts';
import { createKeptQueue, type KeptQueue, type SentItems } from './kept-queue.ts';
import type { SheetEntryWish } from './sheet-api.ts';

/** What is said with a deed on a round, a meter run or a log sheet; the gateway checks it. */
export interface DeedBody {
  readonly stop?: string;
  readonly code?: string;
  readonly typed?: boolean;
  readonly answers?: readonly RoundAnswer[];
  readonly answer?: RoundAnswer;
  readonly finding?: string;
  /** Slot of a log sheet, and what was entered in it. */
  readonly row?: string;
  readonly entries?: readonly SheetEntryWish[];
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

/** Deeds on records that wait for a link: kept in the browser, sent one by one in order. */
export interface DeedQueue extends Omit<KeptQueue<WaitingDeed>, 'add'> {
  readonly refused: Cell<readonly RefusedDeed[]>;
  /** False when too many wait already; then it was not taken. */
  add(path: string, body: DeedBody): boolean;
  /** Forgets a refused one. */
  dismiss(id: string): void;
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
/** No answer came, or none that says anything about the deed: it waits on. */
const TRY_AGAIN: ReadonlySet<string> = new Set(['NETWORK', 'STORE_UNAVAILABLE', 'INTERNAL', 'REQUEST_TOO_MANY']);
/** The same deed had arrived before; only its answer was lost. */
const ARRIVED = 'REQUEST_CONFLICTING_REPEAT';

export function createDeedQueue(parts: DeedQueueParts): DeedQueue {
  const refused = createCell<readonly RefusedDeed[]>([]);
  const { close, ...queue } = createKeptQueue<WaitingDeed>({
    ...{ name: 'plantroom.record-deeds', most: MOST_WAITING, clock: parts.clock, storage: parts.storage },
    send: async ([deed]) => (deed ? sendOne(deed) : undefined),
  });

  async function sendOne(deed: WaitingDeed): Promise<SentItems | undefined> {
    const code = await codeOfSending(parts, deed);
    if (code !== undefined && TRY_AGAIN.has(code)) return undefined;
    return { settled: new Set([deed.id]), tell: () => settled(deed, code) };
  }

  function settled(deed: WaitingDeed, code: string | undefined): void {
    if (code !== undefined && code !== ARRIVED) refused.set([...refused.get(), { ...deed, code }].slice(-MOST_REFUSED));
    parts.onSent();
  }

  return {
    ...queue,
    refused,
    close() {
      close();
      refused.set([]);
    },
    add: (path, body) => queue.add({ id: parts.newUuid(), path, body, doneAt: Math.round(parts.nowMs()) }),
    dismiss: (id) => refused.set(refused.get().filter((one) => one.id !== id)),
  };
}

/** Undefined when the gateway took it. */
async function codeOfSending({ post, nowMs }: DeedQueueParts, deed: WaitingDeed): Promise<string | undefined> {
  const { id, path, body, doneAt } = deed;
  const times = { deviceAt: String(doneAt), sentAt: String(nowMs()) };
  try {
    await post(path, { ...body, ...times, via: 'phone' as const }, id);
    return undefined;
  } catch (error) {
    return codeOf(error);
  }
}
