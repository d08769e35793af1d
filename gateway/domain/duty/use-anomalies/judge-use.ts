import { addMonths, daysOfMonth, monthOfDay, weekdayOfDay } from '../calendar-days.ts';
import type { Day } from '../maintenance/maintenance-plan.ts';
import type { UseSpan, UseVerdict } from './use-anomaly.ts';
import type { UseRule } from './use-anomaly-plan.ts';

/** start ≤ day < end */
export interface DaySpan {
  readonly start: Day;
  readonly end: Day;
}

/** The last whole day, week (from Monday) or month before `today`. */
export function lastSpan(span: UseSpan, today: Day): DaySpan {
  switch (span) {
    case 'day':
      return { start: today - 1, end: today };
    case 'week': {
      const monday = today - weekdayOfDay(today) + 1;
      return { start: monday - 7, end: monday };
    }
    case 'month': {
      const [first] = daysOfMonth(monthOfDay(today));
      return { start: addMonths(first, -1), end: first };
    }
  }
}

/** What it is compared with, latest first: the same weekdays before, the weeks before, the months before. */
export function spansBefore(span: UseSpan, { start, end }: DaySpan, count: number): readonly DaySpan[] {
  return Array.from({ length: count }, (_, n): DaySpan => {
    const back = n + 1;
    if (span === 'month') return { start: addMonths(start, -back), end: addMonths(start, 1 - back) };
    return { start: start - 7 * back, end: end - 7 * back };
  });
}

export interface UseJudgement {
  readonly verdict: UseVerdict;
  readonly usual: number;
}

/** Fewer than these say nothing about what is usual. */
const LEAST_BEFORE = 2;

/** Another use than usual: further from the middle of those before than allowed, and beyond each of them. Undefined: nothing to look at. */
export function judgeUse(
  use: number,
  before: readonly number[],
  { share }: Pick<UseRule, 'share'>,
  least: number,
): UseJudgement | undefined {
  if (before.length < LEAST_BEFORE) return undefined;
  const usual = middleOf(before);
  const difference = Math.abs(use - usual);
  if (difference < least || difference <= share * Math.abs(usual)) return undefined;
  if (use >= Math.min(...before) && use <= Math.max(...before)) return undefined;
  return { usual, verdict: use > usual ? 'above' : use <= 0 ? 'stopped' : 'below' };
}

function middleOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
