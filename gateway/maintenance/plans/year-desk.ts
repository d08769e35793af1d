import {
  addMonths,
  dayOfText,
  daysOfMonth,
  monthOfDay,
  type SiteCalendar,
  textOfDay,
} from '../../domain/duty/calendar-days.ts';
import { bySystem, type Deed, eventOf } from '../../domain/duty/deed.ts';
import type { Day, MaintenancePlan, MaintenancePlans } from '../../domain/duty/maintenance/maintenance-plan.ts';
import {
  MAINTENANCE_YEAR,
  type MaintenanceYear,
  type PlanLine,
} from '../../domain/duty/maintenance/maintenance-year.ts';
import { markPlanOverdue, type YearRecord } from '../../domain/duty/maintenance/maintenance-year-steps.ts';
import type { RecordDraft } from '../../domain/duty/record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { PlanView } from './plan-facts.ts';
import type { Turn } from './plan-step.ts';
import { foresee } from './projection.ts';
import { type MaintenanceTold, planOverdue } from './told.ts';

/** So long before it is due a plan is made, so that it can be looked at. */
const YEAR_LEAD_DAYS = 30;
const MONTH_LEAD_DAYS = 10;
/** Plans that are looked through for the day of a turn: this year's and the months around. */
const MOST_PLANS = 30;

export interface YearDeskOptions {
  readonly plans: MaintenancePlans;
  readonly calendar: SiteCalendar;
  readonly book: RecordBook;
  readonly tell: (message: MaintenanceTold) => void;
  readonly clock: Clock;
}

/** The plans of years and months: made in time from what is foreseen, and the days that were approved. */
export class YearDesk {
  readonly years: Records<MaintenanceYear>;
  private readonly options: YearDeskOptions;

  constructor(options: YearDeskOptions) {
    this.options = options;
    this.years = options.book.of(MAINTENANCE_YEAR);
  }

  /** Makes what is due to be made, and says what was not approved in time. */
  async tick(view: (plan: MaintenancePlan) => Promise<PlanView>): Promise<void> {
    const { calendar, clock, plans } = this.options;
    const now = clock.nowMs();
    for (const { period, due } of periodsDue(calendar.dayAt(now), plans)) {
      const known = await this.years.byKey(`plan:${period}`);
      if (!known) await this.years.open(await this.draft(period, due, bySystem(now), view));
    }
    const open = await this.years.list({ states: ['open'], limit: MOST_PLANS });
    for (const record of open) await this.overdue(record, now);
  }

  /** The plan of a period, whether it is due to be made or not. */
  async make(period: string, deed: Deed, view: (plan: MaintenancePlan) => Promise<PlanView>): Promise<YearRecord> {
    const due = dueDayOf(period, this.options.plans);
    return (await this.years.open(await this.draft(period, due, deed, view))).record;
  }

  /** What a plan would say now. */
  async lines(period: string, view: (plan: MaintenancePlan) => Promise<PlanView>): Promise<PlanLine[]> {
    const { calendar, clock, plans } = this.options;
    const [from, to] = daysOfPeriod(period);
    const context = { today: calendar.dayAt(clock.nowMs()), blackout: plans.blackout };
    const lines: PlanLine[] = [];
    for (const plan of plans.plans) {
      const turns = foresee(plan, (await view(plan)).facts, context, to);
      lines.push(...turns.filter(({ plannedFor }) => plannedFor >= from).map((turn) => lineOf(plan, turn)));
    }
    return lines.sort((a, b) => a.plannedFor.localeCompare(b.plannedFor) || a.key.localeCompare(b.key));
  }

  /** The day of a turn in an approved plan, that of the month before that of the year. */
  async approvedDay(key: string): Promise<string | undefined> {
    const approved = await this.years.list({ states: ['done'], limit: MOST_PLANS });
    const byScope = [...approved].sort((a, b) => a.body.scope.localeCompare(b.body.scope));
    const lines = byScope.flatMap(({ body }) => body.lines.find((one) => one.key === key) ?? []);
    return lines[0]?.plannedFor;
  }

  private async draft(period: string, due: Day, deed: Deed, view: (plan: MaintenancePlan) => Promise<PlanView>) {
    const { calendar } = this.options;
    const scope = period.length === 4 ? ('year' as const) : ('month' as const);
    const draft: RecordDraft<MaintenanceYear> = {
      ...{ key: `plan:${period}`, subject: scope },
      at: calendar.startOf(daysOfPeriod(period)[0]),
      dueAt: calendar.endOf(due),
      body: {
        ...{ period, scope, lines: await this.lines(period, view) },
        ...{ submitted: null, approved: null, remarks: [], overdueSince: null },
      },
      event: eventOf(deed, { type: 'opened' }),
    };
    return draft;
  }

  private async overdue(record: YearRecord, now: number): Promise<void> {
    if (record.dueAt === null || now < record.dueAt || record.body.overdueSince !== null) return;
    const outcome = await this.years.change(record.id, (one) => markPlanOverdue(one, bySystem(now)));
    if (outcome.ok) this.options.tell(planOverdue(outcome.value, now));
  }
}

/** First day, and the first one after it. */
export function daysOfPeriod(period: string): readonly [Day, Day] {
  if (period.length > 4) return daysOfMonth(period);
  const first = dayOfText(`${period}-01-01`);
  return [first, addMonths(first, 12)];
}

/** The day on which a plan is due: in December, or in the month before. */
export function dueDayOf(
  period: string,
  { yearPlanDay, monthPlanDay }: Pick<MaintenancePlans, 'yearPlanDay' | 'monthPlanDay'>,
): Day {
  const [first] = daysOfPeriod(period);
  return addMonths(first, -1) + (period.length === 4 ? yearPlanDay : monthPlanDay) - 1;
}

/** Plans that are to be there on a day: those of the next year and month, once their time has come. */
export function periodsDue(today: Day, settings: Pick<MaintenancePlans, 'yearPlanDay' | 'monthPlanDay'>) {
  const nextYear = String(Number(textOfDay(today).slice(0, 4)) + 1);
  const [firstOfMonth] = daysOfMonth(monthOfDay(today));
  const nextMonth = monthOfDay(addMonths(firstOfMonth, 1));
  return [
    { period: nextYear, due: dueDayOf(nextYear, settings), lead: YEAR_LEAD_DAYS },
    { period: nextMonth, due: dueDayOf(nextMonth, settings), lead: MONTH_LEAD_DAYS },
  ].filter(({ due, lead }) => today >= due - lead);
}

const lineOf = (plan: MaintenancePlan, turn: Turn): PlanLine => {
  const level = plan.levels[turn.level]!;
  return {
    ...{ key: turn.key, plan: plan.id, target: { id: plan.target.id, name: plan.target.name } },
    ...{ title: plan.title, level: level.id, levelTitle: level.title },
    ...{ slot: textOfDay(turn.slot), plannedFor: textOfDay(turn.plannedFor) },
    ...{ minutes: plan.minutes, contractor: plan.contractor ?? null, parts: [...plan.parts] },
    ...{ isStatutory: plan.statutory !== undefined, note: null },
  };
};
