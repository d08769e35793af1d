import { type CivilDay, civilDay, dateAfter, dateAt, slotsOf, weekdayOf } from '../../domain/duty/sheets/sheet-day.ts';
import type { SheetPlan, SheetsPlan } from '../../domain/duty/sheets/sheets-plan.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';

const MINUTE_MS = 60_000;

/** A sheet that should exist. */
export interface WantedSheet {
  readonly plan: SheetPlan;
  readonly day: CivilDay;
  readonly slots: readonly number[];
  readonly reviewDueAt: number;
}

/**
 * The sheets of one plan that should exist at `now`, oldest first: from the day after the last one there is (or from the day that
 * far back that is still made up) to the day under way. A first sheet begins with the slots that can still be filled.
 */
export function wantedSheets(
  plan: SheetPlan,
  last: string | undefined,
  settings: Pick<SheetsPlan, 'reviewBy' | 'catchUpDays'>,
  zone: ZoneOffsets,
  now: number,
): readonly WantedSheet[] {
  const today = dateAt(now + plan.form.windows.beforeMs, zone);
  const earliest = dateAfter(today, -settings.catchUpDays);
  const first = last === undefined ? today : later(dateAfter(last, 1), earliest);
  return datesBetween(first, today).flatMap((date) => {
    if (!plan.days.includes(weekdayOf(date))) return [];
    const day = civilDay(date, zone);
    const all = slotsOf(plan.form, day, zone);
    const slots = last === undefined ? all.filter((at) => at + plan.form.windows.closeMs > now) : all;
    return slots.length === 0 ? [] : [{ plan, day, slots, reviewDueAt: reviewDueAt(day, settings.reviewBy, zone) }];
  });
}

function reviewDueAt({ date, endMs }: CivilDay, reviewBy: number, zone: ZoneOffsets): number {
  const wall = Date.parse(`${dateAfter(date, 1)}T00:00:00Z`) + reviewBy * MINUTE_MS;
  return zone.instants(wall)[0] ?? endMs + reviewBy * MINUTE_MS;
}

const later = (a: string, b: string): string => (a > b ? a : b);

function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= last; date = dateAfter(date, 1)) dates.push(date);
  return dates;
}
