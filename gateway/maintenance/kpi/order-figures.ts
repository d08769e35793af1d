import type { KpiBoard } from '../../domain/duty/kpi/kpi.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import { type Count, countOf, durationsOf } from './figures.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const AGES = [7, 30, 90] as const;

/** Refused and cancelled orders, and those nobody has taken on yet, count nowhere. */
export const counts = ({ state }: WorkOrder): boolean =>
  state !== 'draft' && state !== 'rejected' && state !== 'cancelled';

/** Repairs: everything but planned work. */
export const isRepair = ({ kind }: WorkOrder): boolean =>
  kind === 'corrective' || kind === 'request' || kind === 'hazard';

const isOpen = ({ doneAt, state }: WorkOrder): boolean =>
  doneAt === null || ['in-progress', 'on-hold', 'open', 'assigned', 'accepted'].includes(state);

/** Kept every limit so far. One that is open and past a limit is late now, not when it is closed. */
const isOnTime = ({ sla }: WorkOrder): boolean => !sla?.isBreached;

/** Of the orders reported in a time; what is still running within its limits is in order. */
export const onTime = (orders: readonly WorkOrder[]): Count =>
  countOf(
    orders.filter((one) => one.sla !== null),
    isOnTime,
  );

/** Urgent ones at which somebody was there within the limit. */
export function arrivals(orders: readonly WorkOrder[]): Count {
  const urgent = orders.filter(({ priority }) => priority === 'P1' || priority === 'P2');
  const clocks = urgent.flatMap(({ sla }) => sla?.clocks.find(({ name }) => name === 'arrive') ?? []);
  return countOf(
    clocks.filter(({ state }) => state === 'met' || state === 'breached'),
    ({ state }) => state === 'met',
  );
}

/** Accepted at the first look, of those that were looked at. */
export function passed(orders: readonly WorkOrder[]): Count {
  const checked = orders.filter(({ verifiedAt, reopenCount }) => verifiedAt !== null || reopenCount > 0);
  return countOf(checked, ({ reopenCount }) => reopenCount === 0);
}

/** Taken up again, or the same fault at the same place within so many days, of those done. */
export function rework(orders: readonly WorkOrder[], reworkDays: number): Count {
  const done = orders.filter(({ doneAt, reopenCount }) => doneAt !== null || reopenCount > 0);
  const followed = new Set(
    orders.flatMap(({ repeatOf, openedAt }) => {
      const before = done.find(({ id }) => id === repeatOf);
      const gap = before?.doneAt ? openedAt - before.doneAt : Number.POSITIVE_INFINITY;
      return before && gap <= reworkDays * DAY_MS ? before.id : [];
    }),
  );
  return countOf(done, ({ id, reopenCount, isFirstTimeFix }) => reopenCount > 0 || !isFirstTimeFix || followed.has(id));
}

/** Called back, of those whose call-back is due or was made. */
export function callBacks(orders: readonly WorkOrder[], now: number): Count {
  const due = orders
    .flatMap(({ callBack }) => callBack ?? [])
    .filter(({ answeredAt, dueAt }) => answeredAt !== null || dueAt <= now);
  return countOf(due, ({ answeredAt }) => answeredAt !== null);
}

/** Satisfied and fairly satisfied (3 of 5 and more), of those who answered. */
export function satisfied(orders: readonly WorkOrder[]): Count {
  const scores = orders.flatMap(({ callBack }) => callBack?.score ?? []);
  return countOf(scores, (score) => score >= 3);
}

/** The orders of a time in numbers. */
export function orderTotals(orders: readonly WorkOrder[], endsAt: number, now: number): KpiBoard['orders'] {
  const open = orders.filter(isOpen);
  const kinds = [...new Set(orders.map(({ kind }) => kind))].sort();
  return {
    reported: orders.length,
    done: orders.length - open.length,
    open: open.length,
    overdue: open.filter((one) => !isOnTime(one)).length,
    ageing: ageingOf(open, now),
    byKind: kinds.map((kind) => {
      const own = orders.filter((one) => one.kind === kind);
      return { kind, reported: own.length, done: own.filter((one) => !isOpen(one)).length };
    }),
    reopenedLater: orders.filter(({ log }) => log.some(({ step, at }) => step === 'reopen' && at >= endsAt)).length,
  };
}

function ageingOf(open: readonly WorkOrder[], now: number): KpiBoard['orders']['ageing'] {
  const ages = open.map(({ openedAt }) => (now - openedAt) / DAY_MS);
  const within = (from: number, to: number): number => ages.filter((age) => age >= from && age < to).length;
  return [...AGES, null].map((upToDays, at) => {
    return { upToDays, open: within(at === 0 ? 0 : AGES[at - 1]!, upToDays ?? Number.POSITIVE_INFINITY) };
  });
}

/** Times between the moments of an order; only moments that were. */
export function orderDurations(orders: readonly WorkOrder[]) {
  const from = (pick: (one: WorkOrder) => number | null) =>
    durationsOf(orders.flatMap((one) => (pick(one) === null ? [] : Math.max(0, pick(one)! - one.clockAt))));
  const corrective = orders.filter(({ kind }) => kind === 'corrective');
  return {
    accept: from(({ acceptedAt }) => acceptedAt),
    arrive: from(({ arrival }) => arrival?.at ?? null),
    repair: durationsOf(
      corrective.flatMap(({ doneAt, clockAt }) => (doneAt === null ? [] : Math.max(0, doneAt - clockAt))),
    ),
  };
}

/** Hours of planned work against all hours that were written down. */
export function plannedShare(orders: readonly WorkOrder[]): KpiBoard['plannedShare'] {
  return { plannedHours: hoursOf(orders.filter((one) => !isRepair(one))), allHours: hoursOf(orders) };
}

const hoursOf = (orders: readonly WorkOrder[]): number =>
  orders
    .flatMap(({ labour }) => labour)
    .reduce((sum, { startAt, endAt, people }) => sum + (Math.max(0, endAt - startAt) / HOUR_MS) * people, 0);

/** Longer lists are not looked at: what counts stands at their head. */
const MOST_SHARES = 10;

/** What each had of the repairs, most first. A repair that belongs to none is left out. */
export function repairShares(
  repairs: readonly WorkOrder[],
  nameOf: (order: WorkOrder) => string | null,
): KpiBoard['machines'] {
  const named = Map.groupBy(repairs, (order) => nameOf(order) ?? '');
  const shares = [...named].flatMap(([of, own]): KpiBoard['machines'] => {
    const repeats = own.filter(({ repeatOf, reopenCount }) => repeatOf !== null || reopenCount > 0).length;
    return of === '' ? [] : [{ of, repairs: own.length, hours: hoursOf(own), repeats }];
  });
  return shares.sort((a, b) => b.repairs - a.repairs || a.of.localeCompare(b.of)).slice(0, MOST_SHARES);
}

const MOST_CAUSES = 10;

/** What it came from, most frequent first. */
export function causesOf(orders: readonly WorkOrder[]): KpiBoard['causes'] {
  const byCause = Map.groupBy(
    orders.flatMap(({ codes }) => codes?.cause ?? []),
    (cause) => cause,
  );
  const rows = [...byCause].map(([cause, all]) => ({ cause, count: all.length }));
  return rows.sort((a, b) => b.count - a.count || a.cause.localeCompare(b.cause)).slice(0, MOST_CAUSES);
}

/** Fewer failures than these say nothing about the time between them. */
const LEAST_FAILURES = 3;

/** Calendar hours in service by class, per fault that became a corrective order. */
export function betweenFailures(
  orders: readonly WorkOrder[],
  machines: readonly { readonly id: string; readonly class: string }[],
  spanMs: number,
): KpiBoard['betweenFailures'] {
  const failures = orders.filter(({ kind }) => kind === 'corrective');
  const classes = Map.groupBy(machines, (machine) => machine.class);
  return [...classes].flatMap(([name, own]) => {
    const ids = new Set(own.map(({ id }) => id));
    const of = failures.filter(({ equipment }) => equipment !== null && ids.has(equipment)).length;
    const hours = of < LEAST_FAILURES ? null : (own.length * spanMs) / HOUR_MS / of;
    return of === 0 ? [] : [{ class: name, machines: own.length, failures: of, hours }];
  });
}
