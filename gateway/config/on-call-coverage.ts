import type { WeekHours } from '../domain/condition.ts';
import type { EscalationStep, OnCallPlan, Rotation, Target } from '../domain/on-call.ts';

const DAY_MIN = 1440;
const WEEK_DAYS = 7;
/** Ten years; patterns that fit together later than that are looked at so far. */
const LONGEST_SPAN = 3653;
const EPOCH = '1970-01-01';

/** Minutes from the first day looked at; `to` is exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A time at which nobody is told, as local wall time of the site. */
export interface Gap {
  readonly from: string;
  readonly to: string;
}

/**
 * The first time at which a policy would tell no person at all, whatever day it is; undefined when there is none.
 * Group robots and sirens are nobody. A rotation of another time zone counts only when it has no gap of its own.
 */
export function firstGap(plan: OnCallPlan, steps: readonly EscalationStep[]): Gap | undefined {
  const patterns = plan.rotations.filter(({ turn }) => turn.every === 'pattern');
  const start =
    patterns
      .map((rotation) => rotation.start)
      .sort()
      .at(-1) ?? EPOCH;
  // A day more than it takes to come round: a night at the end of it is then seen as a whole.
  const days = spanOf(patterns) + 1;
  const covered = steps.flatMap(({ targets, hours }) => {
    const told = targets.flatMap((target) => spansOf(target, plan, { start, days }));
    return hours.length === 0 ? told : told.flatMap((span) => within(span, hours, dayOfWeek(start), days));
  });
  const hole = firstHole(covered, days * DAY_MIN);
  return hole && { from: wallTime(start, hole.from), to: wallTime(start, hole.to) };
}

interface Period {
  readonly start: string;
  readonly days: number;
}

/** After so many days every pattern and the week are where they were. */
function spanOf(patterns: readonly Rotation[]): number {
  const lengths = patterns.map(({ turn }) => (turn.every === 'pattern' ? turn.days.length : 1));
  return Math.min(lengths.reduce(leastCommonMultiple, WEEK_DAYS), LONGEST_SPAN);
}

const leastCommonMultiple = (a: number, b: number): number => (a * b) / greatestCommonDivisor(a, b);
const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

function spansOf(target: Target, plan: OnCallPlan, period: Period): Span[] {
  const always = [{ from: 0, to: period.days * DAY_MIN }];
  switch (target.kind) {
    case 'person':
    case 'team':
      return always;
    case 'channel':
      return [];
    case 'rotation': {
      const rotation = plan.rotations.find(({ id }) => id === target.rotation);
      if (rotation === undefined || rotation.members.length === 0) return [];
      const own = turnsOf(rotation, period);
      if (rotation.timeZone === plan.timeZone) return own;
      return firstHole(own, period.days * DAY_MIN) === undefined ? always : [];
    }
  }
}

/** When somebody of the rotation is on duty; a night shift of the last day reaches into the first. */
function turnsOf({ turn, start }: Rotation, period: Period): Span[] {
  if (turn.every !== 'pattern') return [{ from: 0, to: period.days * DAY_MIN }];
  const offset = daysBetween(start, period.start);
  return Array.from({ length: period.days + 1 }, (_, n) => n - 1).flatMap((day) => {
    const onDuty = turn.days[modulo(day + offset, turn.days.length)] ?? [];
    return turn.shifts.flatMap(({ from, to }, shift) => {
      if ((onDuty[shift] ?? null) === null) return [];
      return { from: day * DAY_MIN + from, to: (to > from ? day : day + 1) * DAY_MIN + to };
    });
  });
}

function within(span: Span, hours: readonly WeekHours[], firstDay: number, days: number): Span[] {
  const open = Array.from({ length: days + 1 }, (_, n) => n - 1).flatMap((day) => {
    const today = modulo(firstDay - 1 + day, WEEK_DAYS) + 1;
    const own = hours.filter((one) => one.days.includes(today));
    return own.map(({ from, to }) => ({ from: day * DAY_MIN + from, to: (to > from ? day : day + 1) * DAY_MIN + to }));
  });
  return open
    .map((one) => ({ from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) }))
    .filter(({ from, to }) => from < to);
}

/** A hole at the very beginning may be the end of one that is met again later, as a whole. */
function firstHole(spans: readonly Span[], end: number): Span | undefined {
  const holes = holesIn(spans, end);
  return holes.find(({ from }) => from > 0) ?? holes[0];
}

function holesIn(spans: readonly Span[], end: number): Span[] {
  const holes: Span[] = [];
  let reached = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from > reached && reached < end) holes.push({ from: reached, to: Math.min(from, end) });
    reached = Math.max(reached, to);
  }
  return reached < end ? [...holes, { from: reached, to: end }] : holes;
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
/** 1 is Monday; the epoch was a Thursday. */
const dayOfWeek = (date: string): number => modulo(dayNumber(date) + 3, WEEK_DAYS) + 1;

function wallTime(start: string, minutes: number): string {
  const at = new Date((dayNumber(start) * DAY_MIN + minutes) * 60_000).toISOString();
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}
