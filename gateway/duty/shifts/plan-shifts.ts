import { type ShiftSlot, shiftSlots } from '../../domain/duty/shifts/shift-slots.ts';
import type { ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import type { ShiftsPlan, ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';

const DAY_MS = 86_400_000;
/** After a longer silence the shifts in between are not made up any more. */
export const LOOKED_BACK_MS = 31 * DAY_MS;

/** What is to be done about the shifts of one trade now. Doing it twice changes nothing. */
export interface ShiftWork {
  readonly toOpen: readonly { readonly slot: ShiftSlot; readonly isPast: boolean }[];
  readonly toHandOver: readonly ShiftRecord[];
  readonly late: readonly ShiftRecord[];
  readonly missed: readonly ShiftRecord[];
  readonly uncheckedLate: readonly ShiftRecord[];
  /** Handed over, and the shift after it has not written that down. */
  readonly toTakeOver: readonly { readonly from: ShiftRecord; readonly to: ShiftRecord }[];
}

export interface ShiftRules extends Pick<ShiftsPlan, 'opensBeforeMs' | 'lateAfterMs'> {
  readonly trade: Pick<ShiftTrade, 'id' | 'hours'>;
  readonly offsets: ZoneOffsets;
}

/** `records`: those of the trade that may still matter, newest first. A trade without any begins with the shift that goes on now. */
export function planShifts(rules: ShiftRules, records: readonly ShiftRecord[], now: number): ShiftWork {
  const open = records.filter(({ state }) => state === 'open');
  const isMissed = (record: ShiftRecord): boolean => (nextSlot(rules, record.body.endsAt)?.endsAt ?? now + 1) <= now;
  const present = open.filter((record) => !isMissed(record));
  return {
    toOpen: newSlots(rules, records, now).map((slot) => ({ slot, isPast: slot.endsAt <= now })),
    toHandOver: present.filter(({ body }) => !body.handover && now >= body.endsAt - rules.opensBeforeMs),
    late: present.filter(({ body }) => body.lateToldAt === null && now >= lateAt(rules, body.endsAt)),
    missed: open.filter(isMissed),
    uncheckedLate: open.filter(
      ({ body: { check } }) => check && !check.isMissed && check.doneAt === null && now >= check.dueAt,
    ),
    toTakeOver: takeOvers(records),
  };
}

function newSlots(rules: ShiftRules, records: readonly ShiftRecord[], now: number): readonly ShiftSlot[] {
  const newest = records[0]?.body.endsAt;
  const from = Math.max(newest ?? now, now - LOOKED_BACK_MS);
  const to = now + rules.opensBeforeMs + 1;
  if (from >= to) return [];
  const slots = shiftSlots(rules.trade, rules.offsets, from, to);
  // After other hours were written into the site file a shift may cut into the last one of before.
  return newest === undefined ? slots : slots.filter(({ startsAt }) => startsAt >= newest);
}

/** The shift that relieves one that ends then. */
export const nextSlot = ({ trade, offsets }: ShiftRules, endsAt: number): ShiftSlot | undefined =>
  shiftSlots(trade, offsets, endsAt, endsAt + 2 * DAY_MS).find(({ startsAt }) => startsAt >= endsAt);

/** When the relief of a shift that ends then is late: where hours lie between, not before the next begins. */
export const lateAt = (rules: ShiftRules, endsAt: number): number =>
  (nextSlot(rules, endsAt)?.startsAt ?? endsAt) + rules.lateAfterMs;

function takeOvers(records: readonly ShiftRecord[]): ShiftWork['toTakeOver'] {
  const oldestFirst = [...records].reverse();
  return oldestFirst.flatMap((from, index) => {
    const to = oldestFirst[index + 1];
    const isDue = from.body.handover?.incoming && to && to.body.takenOver === null;
    return isDue ? [{ from, to }] : [];
  });
}
