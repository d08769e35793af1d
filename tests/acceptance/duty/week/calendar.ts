import type { LoadedSite } from '../../../../gateway/config/load.ts';
import type { MaintenancePlan } from '../../../../gateway/domain/duty/maintenance/maintenance-plan.ts';
import type { TimedStartPlan } from '../../../../gateway/domain/duty/sheets/sheets-plan.ts';
import type { BuildingWeek } from './building-week.ts';
import {
  DAY,
  DAYS,
  dateOf,
  dateOfDayNumber,
  dayNumberOf,
  END,
  HOUR,
  MINUTE,
  monthsAfter,
  onDutyAt,
  weekdayOf,
} from './site-days.ts';

/**
 * What the duty calendar of a site asks for in the week, worked out from its plan by hand: midnights, minutes and weekdays, and not one
 * function of the engines that make the papers.
 */
export function askedOf({ duty }: LoadedSite, building: BuildingWeek) {
  return {
    sheets: sheetsOf(duty.sheets, building),
    starts: duty.sheets.timedStarts.flatMap((plan) => startsOf(plan, building)),
    rounds: roundsOf(duty.rounds),
    shifts: shiftsOf(duty.shifts),
    tasks: duty.maintenance.plans.flatMap((plan) => tasksOf(plan, lastDoneOf(duty.maintenance, plan))),
  };
}

const onDays = (weekdays: readonly number[]): readonly number[] =>
  DAYS.filter((day) => weekdays.length === 0 || weekdays.includes(weekdayOf(day)));

const bySlot = <T extends { readonly at: number; readonly id: string }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));

/** A sheet a day on its weekdays, a slot at each minute of its form, a row at each start and stop. */
function sheetsOf({ sheets }: LoadedSite['duty']['sheets'], building: BuildingWeek) {
  const all = sheets.flatMap(({ id, days, form }) =>
    onDays(days).map((day) => {
      const changes = form.extraRows.length === 0 || form.runTag === null ? [] : building.runChanges.get(form.runTag)!;
      const own = changes.filter(({ at }) => at >= day && at < day + DAY);
      return {
        ...{ id, at: day, date: dateOf(day), slots: form.slots.map((minute) => day + minute * MINUTE) },
        starts: own.filter(({ runs }) => runs).map(({ at }) => at),
        stops: own.filter(({ runs }) => !runs).map(({ at }) => at),
      };
    }),
  );
  return bySlot(all);
}

/** The start by the clock, and how it came out by what the building did. */
function startsOf(plan: TimedStartPlan, building: BuildingWeek) {
  const { id, days, start, stop, tags } = plan;
  const runs = (at: number): boolean => tags.some((tag) => building.runsAt(tag, at));
  const changes = tags.flatMap((tag) => building.runChanges.get(tag)!.map(({ at }) => at)).sort((a, b) => a - b);
  return onDays(days).flatMap((day) =>
    [{ what: 'start', minute: start } as const, { what: 'stop', minute: stop } as const].flatMap(({ what, minute }) => {
      if (minute === null) return [];
      const at = day + minute * MINUTE;
      const wanted = what === 'start';
      const from = at - plan.earliestMs;
      const inside = changes.filter((one) => one > from && one < at + plan.missedAfterMs);
      const isAlready = runs(from) === wanted && inside.every((one) => one > at || runs(one) === wanted);
      const turned = inside.find((one) => runs(one) === wanted);
      return [{ id, what, at, verdict: isAlready ? 'running-already' : verdictOf(turned, at, plan.toleranceMs) }];
    }),
  );
}

function verdictOf(turned: number | undefined, planned: number, tolerance: number): string {
  if (turned === undefined) return 'missed';
  if (Math.abs(turned - planned) <= tolerance) return 'on-time';
  return turned < planned ? 'early' : 'late';
}

function roundsOf({ plans }: LoadedSite['duty']['rounds']) {
  const all = plans.flatMap(({ id, schedule: { times, weekdays, monthDays, months, everyDays }, stops }) => {
    if (monthDays.length + months.length > 0 || everyDays !== null) throw new Error(`${id} is not walked by the week`);
    const places = stops.map((stop) => stop.id).sort();
    return onDays(weekdays).flatMap((day) => times.map((minute) => ({ id, at: day + minute * MINUTE, places })));
  });
  return bySlot(all);
}

function shiftsOf({ trades }: LoadedSite['duty']['shifts']) {
  const all = trades.flatMap(({ id, hours, checkBy }) =>
    DAYS.flatMap((day) =>
      hours.map(({ from, to }) => {
        const at = day + from * MINUTE;
        const endsAt = day + (to > from ? to : to + 24 * 60) * MINUTE;
        const checkAt = checkBy === undefined ? Number.NaN : day + checkBy * MINUTE;
        const isChecked = checkAt > at && checkAt <= endsAt;
        return { id, at, endsAt, person: onDutyAt(at + HOUR), relief: onDutyAt(endsAt + HOUR), isChecked };
      }),
    ),
  );
  return bySlot(all);
}

type Maintenance = LoadedSite['duty']['maintenance'];

const lastDoneOf = ({ former }: Maintenance, { id }: MaintenancePlan): number =>
  former.find(({ plan }) => plan === id)!.day;

/** Looked through further ahead than any lead time. */
const MOST_DAYS = 400;

/** The first turn after what was done last, if its time to be opened comes before everything is over. */
function tasksOf(plan: MaintenancePlan, lastDone: number) {
  const due = plan.trigger === 'floating' ? floatingDue(plan, lastDone) : gridDue(plan, lastDone + plan.windowBefore);
  const opensOn = due - plan.leadDays;
  return opensOn > dayNumberOf(END)
    ? []
    : [{ plan: plan.id, slot: dateOfDayNumber(due), opensOn, people: plan.people }];
}

/** So long after it was done; of several levels the one that comes first. */
function floatingDue({ levels }: MaintenancePlan, lastDone: number): number {
  const dues = levels.flatMap(({ every: { days, months } }) => [
    ...(days === undefined ? [] : [lastDone + days]),
    ...(months === undefined ? [] : [monthsAfter(lastDone, months)]),
  ]);
  return Math.min(...dues);
}

/** The first day after a day on which a level of the grid falls: looked for day by day. */
function gridDue({ start, levels }: MaintenancePlan, after: number): number {
  const isTurn = (day: number): boolean =>
    levels.some(({ every: { days, months } }) => {
      if (days !== undefined && (day - start) % days === 0) return true;
      if (months === undefined) return false;
      const turns = Array.from({ length: 240 }, (_, turn) => monthsAfter(start, turn * months));
      return turns.includes(day);
    });
  for (let day = after + 1; day < after + MOST_DAYS; day++) if (isTurn(day)) return day;
  throw new Error('no turn within a year');
}
