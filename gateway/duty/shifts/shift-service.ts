import { shiftSlots } from '../../domain/duty/shifts/shift-slots.ts';
import type { ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import type { ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { BusyPerson, PlannedShift, ShiftService, StandingShift, TradeNow } from '../../ports/shift-service.ts';
import { actOnShift, blocksOf, reportOf } from './shift-deeds.ts';
import { newsSince } from './shift-news.ts';
import type { ShiftParts } from './shift-parts.ts';
import { shiftPeople } from './shift-people.ts';

const DAY_MS = 86_400_000;
const LONGEST_ROSTER_MS = 62 * DAY_MS;
const MOST_NOT_HANDED_OVER = 10;
const MOST_ORDERS = 1000;

/** Shifts as people see and use them. */
export function createShiftService(parts: ShiftParts): ShiftService {
  const { records, options } = parts;
  return {
    plan: options.plan,
    async console() {
      const at = parts.now();
      const trades = await Promise.all(options.plan.trades.map((trade) => tradeNow(parts, trade, at)));
      return { at, trades, busy: await busyPeople(parts) };
    },
    roster: (from, to) => roster(parts, options.plan.trades, from, Math.min(to, from + LONGEST_ROSTER_MS)),
    list: (query) => records.list(query),
    async get(id) {
      const record = await records.get(id);
      return record && { record, events: await records.events(id) };
    },
    standing: (id, username) => standing(parts, id, username),
    news: (username) => newsSince(parts, username),
    act: (id, deed, caller, expectedVersion) => actOnShift(parts, id, deed, caller, expectedVersion),
  };
}

async function tradeNow(parts: ShiftParts, trade: ShiftTrade, now: number): Promise<TradeNow> {
  const records = await parts.recordsOf(trade.id);
  const { title } = trade;
  const responsible = responsibleOf(records, now);
  const current = records.find(({ body }) => body.startsAt <= now && body.endsAt > now) ?? null;
  const planned = await roster(parts, [trade], now, now + 2 * DAY_MS);
  const ended = records.filter(({ body, state }) => body.endsAt <= now && state !== 'done');
  return {
    ...{ trade: trade.id, title, current, responsible },
    opensAt: responsible && responsible.body.endsAt - parts.options.plan.opensBeforeMs,
    next: planned.find(({ startsAt }) => startsAt > now) ?? null,
    notHandedOver: ended.slice(0, MOST_NOT_HANDED_OVER),
  };
}

/** The latest shift that has begun, unless the one before it is still waiting for its relief. `records`: newest first. */
export function responsibleOf(records: readonly ShiftRecord[], now: number): ShiftRecord | null {
  const begun = records.filter(({ body }) => body.startsAt <= now);
  const waiting = begun.findLast(({ state, body }) => state === 'open' && body.endsAt <= now);
  return waiting ?? begun.find(({ body }) => body.endsAt > now) ?? null;
}

async function roster(
  parts: ShiftParts,
  trades: readonly ShiftTrade[],
  from: number,
  to: number,
): Promise<readonly PlannedShift[]> {
  const slots = trades.flatMap((trade) => shiftSlots(trade, parts.offsets, from, to).map((slot) => ({ trade, slot })));
  const first = Math.min(from, ...slots.map(({ slot }) => slot.startsAt));
  const last = Math.max(to, ...slots.map(({ slot }) => slot.endsAt));
  const turns = await parts.options.onCall.turns(first, last);
  const shifts = slots.map(({ trade, slot }): PlannedShift => {
    const people = shiftPeople(turns, trade.rotation, slot);
    const { hours, startsAt, endsAt } = slot;
    const { id, title, minimum } = trade;
    const holiday = parts.holidayOf(slot);
    const isGap = new Set(people.map(({ person }) => person)).size < minimum || !isCovered(people, slot);
    return { trade: id, title, hours, startsAt, endsAt, holiday, minimum, people, isGap };
  });
  return shifts.sort((a, b) => a.startsAt - b.startsAt);
}

/** Whether somebody is there at every moment. `people`: in order of their beginning. */
function isCovered(
  people: PlannedShift['people'],
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
): boolean {
  let until = startsAt;
  for (const one of people) if (one.startsAt <= until) until = Math.max(until, one.endsAt);
  return until >= endsAt;
}

async function busyPeople({ options }: ShiftParts): Promise<readonly BusyPerson[]> {
  const working = await options.orders.list({ state: 'in-progress', limit: MOST_ORDERS });
  return working.flatMap(({ id, assignee, title, equipment, startedAt }) =>
    assignee === null ? [] : [{ person: assignee, order: id, title, equipment, since: startedAt }],
  );
}

async function standing(parts: ShiftParts, id: number, username: string): Promise<Outcome<StandingShift>> {
  const record = await parts.records.get(id);
  const trade = record && parts.tradeOf(record.subject);
  if (!record) return refused('RECORD_NOT_FOUND');
  if (!trade) return refused('RECORD_STEP_REFUSED', 'the site has no such trade any more');
  return done({
    record,
    report: await reportOf(parts, trade, record),
    blocks: await blocksOf(parts, record, username),
  });
}
