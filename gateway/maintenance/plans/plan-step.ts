import { textOfDay } from '../../domain/duty/calendar-days.ts';
import type { Day, MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { HourState } from './run-hours.ts';
import { calendarDue, type Ledger, levelAt, plannedDay, turnsFrom } from './slots.ts';

/** What is known of a plan on a day. */
export interface PlanFacts {
  readonly ledger: Ledger;
  /** The task that is open; there is never a second one. */
  readonly open: OpenTask | undefined;
  /** The newest turn that was given up, cancelled or missed; turns up to it are over. */
  readonly settled: Day | undefined;
  /** Running hours at which the newest given-up task fell due. */
  readonly settledHours: number | undefined;
  readonly hours: HourState;
}

export interface OpenTask {
  readonly slot: Day;
  readonly level: number;
  readonly until: Day;
  readonly isOverdue: boolean;
  readonly passed: readonly Day[];
}

/** A turn of a plan: which level, why, and when. */
export interface Turn {
  readonly key: string;
  readonly slot: Day;
  readonly plannedFor: Day;
  readonly level: number;
  readonly because: 'calendar' | 'hours';
  readonly threshold: number | null;
}

/** What is to be done about a plan now. */
export type PlanDeed =
  | { readonly kind: 'open'; readonly turn: Turn }
  /** Law asked for it and nobody did it: a non-conformity of its own. */
  | { readonly kind: 'missed'; readonly turn: Turn }
  /** It went by while nobody watched, and a later one takes its place. */
  | { readonly kind: 'skipped'; readonly turn: Turn }
  | { readonly kind: 'overdue' }
  | { readonly kind: 'passed'; readonly slot: Day };

export interface PlanContext {
  readonly today: Day;
  readonly blackout: readonly { readonly from: Day; readonly to: Day }[];
}

/**
 * What a plan asks for on a day, whatever happened before: asked again it says the same, so that after a stop nothing is lost and
 * nothing is made twice. Of turns that went by while nobody watched only the newest is opened.
 */
export function stepPlan(plan: MaintenancePlan, facts: PlanFacts, context: PlanContext): readonly PlanDeed[] {
  if (facts.open) return deedsOfOpen(plan, facts.open, context.today);
  const byHours = hoursTurn(plan, facts, context);
  if (byHours) return [{ kind: 'open', turn: byHours }];
  const turns = dueTurns(plan, facts, context);
  const newest = turns.pop();
  if (!newest) return [];
  const kind = plan.statutory ? ('missed' as const) : ('skipped' as const);
  return [...turns.map((turn) => ({ kind, turn })), { kind: 'open', turn: newest }];
}

function deedsOfOpen(plan: MaintenancePlan, open: OpenTask, today: Day): readonly PlanDeed[] {
  const overdue: PlanDeed[] = today > open.until && !open.isOverdue ? [{ kind: 'overdue' }] : [];
  if (!plan.statutory) return overdue;
  const turns = turnsFrom(plan, open.slot, (turn) => turn < today).slice(1);
  const fresh = turns.filter((slot) => !open.passed.includes(slot));
  return [...overdue, ...fresh.map((slot) => ({ kind: 'passed' as const, slot }))];
}

/** The calendar turns whose time to be opened has come, oldest first. */
function dueTurns(plan: MaintenancePlan, facts: PlanFacts, context: PlanContext): Turn[] {
  const first = firstDue(plan, facts.ledger);
  if (first === undefined) return [];
  const isOpening = (turn: Day): boolean => plannedDay(plan, turn, context.blackout) - plan.leadDays <= context.today;
  const turns = turnsFrom(plan, first, isOpening).filter((turn) => turn > (facts.settled ?? Number.NEGATIVE_INFINITY));
  return turns.map((slot) => calendarTurn(plan, slot, facts.ledger, context));
}

/** The earliest day on which any level falls due by the calendar. */
export function firstDue(plan: MaintenancePlan, ledger: Ledger): Day | undefined {
  const days = plan.levels.flatMap((_, level) => calendarDue(plan, level, ledger) ?? []);
  return days.length === 0 ? undefined : Math.min(...days);
}

export function calendarTurn(plan: MaintenancePlan, slot: Day, ledger: Ledger, { blackout }: PlanContext): Turn {
  return {
    key: `pm:${plan.id}:${textOfDay(slot)}`,
    ...{ slot, plannedFor: plannedDay(plan, slot, blackout), level: levelAt(plan, slot, ledger) },
    ...{ because: 'calendar', threshold: null },
  };
}

/** Running hours of the next turn by level; undefined for a level without, or one whose beginning is not known. */
export function thresholdOf(
  plan: MaintenancePlan,
  level: number,
  facts: Pick<PlanFacts, 'ledger' | 'settledHours'>,
): number | undefined {
  const { hours } = plan.levels[level]!.every;
  const last = facts.ledger[level]!.hours;
  if (hours === undefined || last === null) return undefined;
  return Math.max(last, facts.settledHours ?? last) + hours;
}

/** The turn that running hours ask for, when they have been reached: the deepest level of those, with what the calendar is about to ask. */
function hoursTurn(plan: MaintenancePlan, facts: PlanFacts, { today, blackout }: PlanContext): Turn | undefined {
  const { hours } = facts;
  if (hours.kind !== 'good') return undefined;
  const thresholds = plan.levels.map((_, level) => thresholdOf(plan, level, facts));
  const level = thresholds.findLastIndex((threshold) => threshold !== undefined && hours.hours >= threshold);
  if (level < 0) return undefined;
  const threshold = thresholds[level]!;
  return {
    key: `pm:${plan.id}:m${Math.round(threshold)}`,
    ...{ slot: today, plannedFor: plannedDay(plan, today, blackout), because: 'hours', threshold },
    level: Math.max(level, dueByCalendar(plan, facts.ledger, today)),
  };
}

/** The deepest level that the calendar asks for until a day; -1 when it asks for none. */
function dueByCalendar(plan: MaintenancePlan, ledger: Ledger, today: Day): number {
  return plan.levels.findLastIndex((_, level) => {
    const due = calendarDue(plan, level, ledger);
    return due !== undefined && due <= today;
  });
}
