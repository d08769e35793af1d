import type { Alarm } from '../../domain/alarm.ts';
import type { RegisterOrder } from '../../domain/duty/equipment/equipment-history.ts';
import type { AlarmQuery } from '../../ports/alarm-repository.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface LifeSources {
  readonly alarms: Pick<AlarmService, 'list'>;
  /** Episodes that were open at a moment. */
  readonly alarmsOpenAt: (at: number) => Promise<readonly Alarm[]>;
  readonly orders: Pick<WorkOrderService, 'list'>;
}

export interface Life {
  readonly alarms: readonly Alarm[];
  readonly orders: readonly RegisterOrder[];
  /** False: there was more than is read at once. */
  readonly isWhole: boolean;
}

const PAGE = 500;
/** So many alarms, and so many orders, are looked at for one answer. */
const MOST_PAGES = 20;
/** A repair that began longer ago than this before the range is found only while it is open. */
const LOOK_BACK_MS = 92 * 86_400_000;

/** Alarms and orders that touch a range, of one machine or of all. */
export async function readLife(sources: LifeSources, from: number, to: number, equipment?: string): Promise<Life> {
  const of = equipment === undefined ? {} : { equipment };
  const before = (await sources.alarmsOpenAt(from)).filter(
    (one) => equipment === undefined || one.equipment === equipment,
  );
  const alarms = await pages(
    (last: Alarm | undefined) => sources.alarms.list(alarmQuery({ ...of, before: last ? last.activeAt : to })),
    ({ activeAt }) => activeAt < from,
  );
  const open = await sources.orders.list({ state: 'open', ...of, limit: PAGE });
  const since = { state: 'all', ...of, from: from - LOOK_BACK_MS, to, limit: PAGE } as const;
  const orders = await pages(
    (last: RegisterOrder | undefined) => sources.orders.list({ ...since, ...(last ? { before: last.id } : {}) }),
    () => false,
  );
  return {
    alarms: unique([...before, ...alarms.found]),
    orders: unique([...open, ...orders.found]).filter(({ openedAt }) => openedAt < to),
    isWhole: alarms.isWhole && orders.isWhole,
  };
}

const alarmQuery = (query: Omit<AlarmQuery, 'state' | 'limit'>): AlarmQuery => ({
  state: 'all',
  limit: PAGE,
  ...query,
});

/** Page after page until one reaches what is too old, ends, or is too much. */
async function pages<T>(read: (last: T | undefined) => Promise<readonly T[]>, isTooOld: (one: T) => boolean) {
  const found: T[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const next = await read(found.at(-1));
    found.push(...next);
    const last = next.at(-1);
    if (next.length < PAGE || last === undefined || isTooOld(last)) return { found, isWhole: true };
  }
  return { found, isWhole: false };
}

const unique = <T extends { readonly id: string | number }>(list: readonly T[]): readonly T[] => [
  ...new Map(list.map((one) => [one.id, one])).values(),
];
