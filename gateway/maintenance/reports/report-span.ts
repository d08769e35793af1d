import {
  addMonths,
  dayOfText,
  daysOfMonth,
  monthOfDay,
  type SiteCalendar,
  textOfDay,
  weekdayOfDay,
} from '../../domain/duty/calendar-days.ts';
import type { ReportKind } from '../../domain/duty/kpi/kpi.ts';
import type { Day } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { ReportEntry } from '../../ports/kpi-service.ts';

const MINUTE_MS = 60_000;
/** So many of each kind are offered; older ones can be asked for by their period. */
const OFFERED = { daily: 14, weekly: 8, monthly: 12 } as const;

/**
 * From when to when a report goes. The daily one closes when the leads meet and begins where that of the day before closed; the weekly
 * one goes from Monday to Sunday; the monthly one over the month. Undefined for what is no such period.
 */
export function reportSpan(
  kind: ReportKind,
  period: string,
  calendar: SiteCalendar,
  dailyAtMinute: number,
): ReportEntry | undefined {
  switch (kind) {
    case 'daily': {
      const day = dayIn(period);
      if (day === undefined) return undefined;
      const closing = (one: Day): number => calendar.startOf(one) + dailyAtMinute * MINUTE_MS;
      return spanOf(kind, period, closing(day - 1), closing(day));
    }
    case 'weekly': {
      const day = dayIn(period);
      if (day === undefined || weekdayOfDay(day) !== 1) return undefined;
      return spanOf(kind, period, calendar.startOf(day), calendar.startOf(day + 7));
    }
    case 'monthly': {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(period)) return undefined;
      const [first, after] = daysOfMonth(period);
      return spanOf(kind, period, calendar.startOf(first), calendar.startOf(after));
    }
  }
}

const spanOf = (kind: ReportKind, period: string, startsAt: number, endsAt: number): ReportEntry => ({
  ...{ kind, period, startsAt, endsAt },
  readyAt: endsAt,
});

/** A day that is written as the calendar writes it. */
function dayIn(text: string): Day | undefined {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? dayOfText(text) : Number.NaN;
  return Number.isNaN(day) || textOfDay(day) !== text ? undefined : day;
}

/** The reports of the last time, newest first within their kind; the ones under way among them. */
export function reportEntries(calendar: SiteCalendar, now: number, dailyAtMinute: number): readonly ReportEntry[] {
  const today = calendar.dayAt(now);
  const [month] = daysOfMonth(monthOfDay(today));
  const monday = today - weekdayOfDay(today) + 1;
  const periods: (readonly [ReportKind, string])[] = [
    ...Array.from({ length: OFFERED.daily }, (_, n) => ['daily', textOfDay(today + 1 - n)] as const),
    ...Array.from({ length: OFFERED.weekly }, (_, n) => ['weekly', textOfDay(monday - 7 * n)] as const),
    ...Array.from({ length: OFFERED.monthly }, (_, n) => ['monthly', monthOfDay(addMonths(month, -n))] as const),
  ];
  const spans = periods.flatMap(([kind, period]) => reportSpan(kind, period, calendar, dailyAtMinute) ?? []);
  return spans.filter(({ startsAt }) => startsAt <= now);
}
