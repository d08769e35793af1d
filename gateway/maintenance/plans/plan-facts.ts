import { dayOfText, type SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { TaskRecord } from '../../domain/duty/maintenance/maintenance-task-steps.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Records } from '../../ports/record-book.ts';
import type { OpenTask, PlanFacts } from './plan-step.ts';
import { type HourState, type HourTrace, readHours } from './run-hours.ts';
import type { Ledger } from './slots.ts';

const DAY_MS = 86_400_000;
/** The pace of running hours is the mean of so long. */
const TRACE_MS = 30 * DAY_MS;
/** Columns of the trace: twelve hours each. */
const TRACE_COLUMNS = 60;
/** Of one target; the open and the newest ones are all that count. */
const MOST_TASKS = 400;

export interface FactSources {
  readonly tasks: Records<MaintenanceTask>;
  readonly history: Pick<HistoryReader, 'query'>;
  readonly calendar: SiteCalendar;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

/** A plan as the record and the history have it; `newest` is undefined before the plan was taken over. */
export interface PlanView {
  readonly facts: PlanFacts;
  readonly newest: TaskRecord | undefined;
  readonly open: TaskRecord | undefined;
  /** Day on which any of it was done last; null when never since the gateway keeps the record. */
  readonly lastDone: string | null;
}

/** Reads what is known of a plan. Rejects with STORE_UNAVAILABLE; a history that cannot be read leaves the hours unknown. */
export async function viewPlan(plan: MaintenancePlan, sources: FactSources): Promise<PlanView> {
  const all = await sources.tasks.list({ subject: plan.target.id, limit: MOST_TASKS });
  const own = all.filter(({ body }) => body.plan === plan.id);
  const closed = own.filter(({ state }) => state === 'done');
  const newest = closed.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0) || b.id - a.id)[0];
  const open = own.find(({ state }) => state === 'open');
  const ledger = ledgerOf(plan, newest);
  const gone = own.filter(({ state, id }) => (state === 'cancelled' || state === 'missed') && id > (newest?.id ?? 0));
  const slots = gone.flatMap(({ body }) => (body.threshold === null ? dayOfText(body.slot) : []));
  const thresholds = gone.flatMap(({ body }) => body.threshold ?? []);
  return {
    newest,
    open,
    lastDone: closed.find(({ body }) => body.doneOn !== null)?.body.doneOn ?? null,
    facts: {
      ledger,
      open: open && openTask(plan, open.body),
      settled: slots.length === 0 ? undefined : Math.max(...slots),
      settledHours: thresholds.length === 0 ? undefined : Math.max(...thresholds),
      hours: await hoursOf(plan, newest, sources),
    },
  };
}

/** A level that the plan did not have then is counted from the same day. */
function ledgerOf(plan: MaintenancePlan, newest: TaskRecord | undefined): Ledger {
  const known = newest?.body.ledger ?? [];
  const otherwise = known[0] ?? { day: '1970-01-01', hours: null };
  return plan.levels.map(({ id }) => {
    const { day, hours } = known.find(({ level }) => level === id) ?? otherwise;
    return { day: dayOfText(day), hours };
  });
}

const openTask = (plan: MaintenancePlan, body: MaintenanceTask): OpenTask => ({
  slot: dayOfText(body.slot),
  level: Math.max(
    0,
    plan.levels.findIndex(({ id }) => id === body.level),
  ),
  until: dayOfText(body.until),
  isOverdue: body.overdueSince !== null,
  passed: body.passed.map(dayOfText),
});

/** The counter since it was known to be right, at most so far back as the pace is made of. */
export async function hoursOf(
  plan: MaintenancePlan,
  newest: Pick<TaskRecord, 'closedAt' | 'body'> | undefined,
  { history, clock, logger }: Pick<FactSources, 'history' | 'clock' | 'logger'>,
): Promise<HourState> {
  if (!plan.hours) return { kind: 'none' };
  const now = clock.nowMs();
  const since = newest?.closedAt ?? 0;
  const from = Math.max(now - TRACE_MS, since);
  try {
    // The column under way ends now.
    const columns = await history.query(plan.hours.tag, Math.min(from, now - 1), now, TRACE_COLUMNS);
    const read: HourTrace[] = Array.from(columns.time, (at, i) => ({
      at: at + columns.columnMs,
      hours: columns.last[i]!,
    }));
    const usable = read.filter(({ hours }) => Number.isFinite(hours));
    const base = newest?.body.hours ?? null;
    const trace = base === null ? usable : [{ at: since, hours: base }, ...usable];
    return readHours(trace, plan.hours.rollover, columns.columnMs);
  } catch (error) {
    logger.warn({ err: error, plan: plan.id }, 'the running hours of a maintenance plan cannot be read now');
    return { kind: 'unknown' };
  }
}
