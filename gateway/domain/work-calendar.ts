import type { WeekHours } from './condition.ts';
import { ZoneOffsets } from './zone-offsets.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Days looked ahead for a due time; beyond it there is none. */
const MOST_DAYS = 3_660;
const MONDAY = 1;
/** Days remembered: clocks of many orders ask for the same ones again and again. */
const MOST_KEPT = 4_096;

/** Time as a promise counts it. */
export interface WorkCalendar {
  /** Counted ms between two moments; 0 when the second is not later. */
  elapsed(from: number, to: number): number;
  /** The first moment by which `ms` have been counted since `from`; undefined when that never comes. */
  after(from: number, ms: number): number | undefined;
  /** Counted ms of an ordinary working day. */
  readonly dayMs: number;
}

/** Round the clock. */
export const ALWAYS: WorkCalendar = {
  elapsed: (from, to) => Math.max(0, to - from),
  after: (from, ms) => from + ms,
  dayMs: DAY_MS,
};

export interface WorkHours {
  readonly timeZone: string;
  readonly hours: readonly WeekHours[];
  /** Local dates without any hours, and dates that have those of a Monday. */
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The working hours of a site. A day has its hours in local time, so that one with a change of the clocks may be longer or shorter. */
export function createWorkCalendar({ timeZone, hours, holidays, workdays }: WorkHours): WorkCalendar {
  const zone = new ZoneOffsets(timeZone);
  const off = new Set(holidays);
  const on = new Set(workdays);
  const known = new Map<number, readonly Span[]>();
  const spansOf = (day: number): readonly Span[] => {
    const found = known.get(day);
    if (found) return found;
    if (known.size >= MOST_KEPT) known.clear();
    const spans = workedOn(day);
    known.set(day, spans);
    return spans;
  };
  const workedOn = (day: number): readonly Span[] => {
    const date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    if (off.has(date)) return [];
    const weekday = on.has(date) ? MONDAY : weekdayOf(day);
    const minutes = merged(hours.filter(({ days }) => days.includes(weekday)).map(lengthened));
    return minutes.map(({ from, to }) => ({ from: instantOf(zone, day, from), to: instantOf(zone, day, to) }));
  };
  /** Counted stretches from a moment on, in order; where those of two days overlap it counts once. */
  function* stretches(from: number): Generator<Span> {
    const first = Math.floor((from + zone.at(from)) / DAY_MS) - 1;
    let reached = from;
    for (let day = first; day < first + MOST_DAYS; day += 1)
      for (const span of spansOf(day)) {
        if (span.to <= reached) continue;
        yield { from: Math.max(reached, span.from), to: span.to };
        reached = span.to;
      }
  }

  return {
    elapsed(from, to) {
      let sum = 0;
      for (const span of stretches(from)) {
        if (span.from >= to) break;
        sum += Math.min(to, span.to) - span.from;
      }
      return sum;
    },

    after(from, ms) {
      let left = ms;
      for (const span of stretches(from)) {
        const length = span.to - span.from;
        if (left <= length) return span.from + left;
        left -= length;
      }
      return undefined;
    },

    dayMs: workingDay(hours),
  };
}

/** Hours over midnight belong to the day they begin on. */
const lengthened = ({ from, to }: WeekHours): Span => ({ from, to: to > from ? to : to + 1_440 });

/** Hours that touch or overlap count once. */
function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else result.push(span);
  }
  return result;
}

/** A time that is left out when the clocks change is the first after; one that comes twice is the first. */
function instantOf(zone: ZoneOffsets, day: number, minute: number): number {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  return zone.instants(wall)[0] ?? wall - zone.at(wall - DAY_MS);
}

/** Mean over the days of the week that have any. */
function workingDay(hours: readonly WeekHours[]): number {
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) =>
    merged(hours.filter((one) => one.days.includes(day)).map(lengthened)).reduce(
      (sum, { from, to }) => sum + to - from,
      0,
    ),
  );
  const working = days.filter((minutes) => minutes > 0);
  if (working.length === 0) return 0;
  return (working.reduce((sum, minutes) => sum + minutes, 0) / working.length) * MINUTE_MS;
}

/** 1 is Monday. The epoch began on a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
