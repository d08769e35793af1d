import type { ZoneOffsets } from '../../zone-offsets.ts';
import type { ShiftHours, ShiftTrade } from './shifts-plan.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** One shift of one trade on one day. The end of one is the beginning of the next where the hours meet. */
export interface ShiftSlot {
  /** `shift:<trade>:<local date>T<local time>`: the same whatever was changed about who comes. */
  readonly key: string;
  readonly trade: string;
  /** As people call it: `20:00-08:00`. */
  readonly hours: string;
  /** Local date of its beginning. */
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Shifts of a trade that lie in [from, to) at least in part, in order. Clocks that change make one longer or shorter. */
export function shiftSlots(
  { id, hours }: Pick<ShiftTrade, 'id' | 'hours'>,
  offsets: ZoneOffsets,
  from: number,
  to: number,
): readonly ShiftSlot[] {
  const slots: ShiftSlot[] = [];
  const firstDay = Math.floor((from + offsets.at(from)) / DAY_MS) - 1;
  const lastDay = Math.floor((to + offsets.at(to)) / DAY_MS);
  for (let day = firstDay; day <= lastDay; day++)
    for (const shift of hours) slots.push(slotOf(id, shift, day, offsets));
  return slots
    .filter(({ startsAt, endsAt }) => startsAt < endsAt && startsAt < to && endsAt > from)
    .sort((a, b) => a.startsAt - b.startsAt);
}

function slotOf(trade: string, shift: ShiftHours, day: number, offsets: ZoneOffsets): ShiftSlot {
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
  const endDay = shift.to <= shift.from ? day + 1 : day;
  return {
    ...{ key: `shift:${trade}:${date}T${timeText(shift.from)}`, trade, hours: hoursText(shift), date },
    startsAt: momentAt(offsets, day * DAY_MS + shift.from * MINUTE_MS),
    endsAt: momentAt(offsets, endDay * DAY_MS + shift.to * MINUTE_MS),
  };
}

/** A local time that comes twice is the first of them; one that a day lacks is an hour later. */
const momentAt = (offsets: ZoneOffsets, wallMs: number): number =>
  offsets.instants(wallMs)[0] ?? offsets.instants(wallMs + HOUR_MS)[0] ?? wallMs - offsets.at(wallMs);

const hoursText = ({ from, to }: ShiftHours): string => `${timeText(from)}-${timeText(to)}`;

const timeText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The moment at which a minute of the day lies in a slot; undefined where it does not. */
export function momentIn(slot: ShiftSlot, minute: number, offsets: ZoneOffsets): number | undefined {
  const day = Date.parse(`${slot.date}T00:00:00Z`);
  const moments = [day, day + DAY_MS].map((start) => momentAt(offsets, start + minute * MINUTE_MS));
  return moments.find((at) => at > slot.startsAt && at <= slot.endsAt);
}
