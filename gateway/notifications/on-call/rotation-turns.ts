import { Temporal } from 'temporal-polyfill';
import type { Rotation } from '../../domain/on-call.ts';
import { atMinute, firstInstant, lastInstant, type WallTime, wallTimeOf } from './wall-time.ts';

/** A turn of one member by the rotation alone; ms since the epoch. */
export interface RotationTurn {
  readonly person: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** A turn in local time: nothing yet about which of two equal times is meant. */
interface LocalTurn {
  readonly person: string | undefined;
  readonly starts: WallTime;
  readonly ends: WallTime;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Clocks of a zone are never set by more than a day (Apia left one out in 2011). */
const MOST_SHIFT_MS = 2 * DAY_MS;

/**
 * The turns that lie in [from, to) at least in part, whole, in order of their beginning. They begin at the first instant of their
 * local time and end at the last, so that a handoff in the hour that comes twice is an overlap and never a gap.
 */
export function rotationTurns(rotation: Rotation, from: number, to: number): readonly RotationTurn[] {
  const turns: RotationTurn[] = [];
  for (const { person, starts, ends } of localTurns(rotation, from, to)) {
    const startsAt = firstInstant(starts, rotation.timeZone);
    const endsAt = lastInstant(ends, rotation.timeZone);
    if (person !== undefined && startsAt < endsAt && startsAt < to && endsAt > from)
      turns.push({ person, startsAt, endsAt });
  }
  return turns;
}

/** Those that may meet the range, and a few around them. */
function localTurns(rotation: Rotation, from: number, to: number): readonly LocalTurn[] {
  const first = wallTimeOf(from - MOST_SHIFT_MS, rotation.timeZone);
  const last = wallTimeOf(to + MOST_SHIFT_MS, rotation.timeZone);
  const { turn } = rotation;
  if (turn.every === 'pattern') return patternTurns(rotation, turn, first, last);
  return equalTurns(rotation, lengthOf(turn), first, last);
}

const MINUTES_OF = { hours: 60, days: 1440, weeks: 10_080 } as const;

const lengthOf = ({ every, count }: { readonly every: keyof typeof MINUTES_OF; readonly count: number }): number =>
  MINUTES_OF[every] * Math.max(1, count);

/** Members take turns of the same length in local time. */
function equalTurns(rotation: Rotation, minutes: number, first: WallTime, last: WallTime): readonly LocalTurn[] {
  const { members } = rotation;
  const start = atMinute(Temporal.PlainDate.from(rotation.start), rotation.handoff);
  const turnAt = (wall: WallTime): number => Math.floor(minutesBetween(start, wall) / minutes);
  const out: LocalTurn[] = [];
  for (let turn = Math.max(0, turnAt(first)); turn <= turnAt(last); turn++) {
    const starts = start.add({ minutes: turn * minutes });
    out.push({ person: members[turn % members.length], starts, ends: starts.add({ minutes }) });
  }
  return out;
}

/** Shifts of the day by a cycle of days. */
function patternTurns(
  { start, members }: Rotation,
  { shifts, days }: Extract<Rotation['turn'], { readonly every: 'pattern' }>,
  first: WallTime,
  last: WallTime,
): readonly LocalTurn[] {
  const begin = Temporal.PlainDate.from(start);
  const dayOf = (wall: WallTime): number => Math.floor(minutesBetween(begin.toPlainDateTime(), wall) / 1440);
  const out: LocalTurn[] = [];
  for (let day = Math.max(0, dayOf(first)); day <= dayOf(last); day++) {
    const date = begin.add({ days: day });
    for (const [index, { from, to }] of shifts.entries()) {
      const member = days[day % days.length]?.[index] ?? undefined;
      const person = member === undefined ? undefined : members[member];
      out.push({ person, starts: atMinute(date, from), ends: atMinute(date, to > from ? to : to + 1440) });
    }
  }
  return out.sort((a, b) => Temporal.PlainDateTime.compare(a.starts, b.starts));
}

/** By the face of the clock, as if no clock were ever set. */
const minutesBetween = (from: WallTime, to: WallTime): number =>
  (to.toZonedDateTime('UTC').epochMilliseconds - from.toZonedDateTime('UTC').epochMilliseconds) / MINUTE_MS;
