import { PlantroomError } from '../../../domain/errors.ts';
import { holdMsOf } from '../../limits.ts';
import type { PointRegister, RegisteredPoint } from '../../point-register.ts';
import type { SerialQueue } from '../../serial-queue.ts';
import { DayReader } from './day-reader.ts';
import type { HistoryStore } from './history-store.ts';
import type { OpenData } from './open-data.ts';

/** What a piece of reading may look at while it has its turn. */
export interface HistoryAccess {
  readonly store: HistoryStore;
  readonly readerOf: (point: number) => DayReader;
  /** Throws POINT_NOT_FOUND. */
  readonly idOf: (tag: string) => number;
  /** Throws POINT_NOT_FOUND. */
  readonly pointOf: (tag: string) => RegisteredPoint;
  readonly find: (tag: string) => RegisteredPoint | undefined;
}

/** Where samples are: what is packed, what is open now, and what points are called. */
export interface HistorySource {
  readonly store: HistoryStore;
  readonly register: PointRegister;
  readonly open: () => OpenData;
}

/** Runs a piece of reading in its turn: no packing changes what it sees. */
export function readInTurn<T>(
  queue: SerialQueue,
  { store, register, open }: HistorySource,
  work: (access: HistoryAccess) => Promise<T>,
): Promise<T> {
  const pointOf = (tag: string): RegisteredPoint => {
    const point = register.find(tag);
    if (!point) throw new PlantroomError('POINT_NOT_FOUND', tag);
    return point;
  };
  return queue.run(() => {
    const opened = open();
    const readerOf = (point: number) => new DayReader(store, opened, point, holdMsOf(register.get(point) ?? {}));
    return work({ store, readerOf, idOf: (tag) => pointOf(tag).id, pointOf, find: (tag) => register.find(tag) });
  });
}
