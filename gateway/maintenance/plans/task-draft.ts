import { type SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import { bySystem, type Deed, eventOf } from '../../domain/duty/deed.ts';
import type { MaintenanceItem, MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { MaintenanceTask, TaskItem } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { RecordDraft, RecordState } from '../../domain/duty/record.ts';
import type { Turn } from './plan-step.ts';
import type { Ledger } from './slots.ts';

/** A value of the target's machines at a moment. */
export interface Reading {
  readonly tag: string;
  readonly unit: string;
  readonly value: number | null;
}

/** What a task is opened with besides its turn. */
export interface TaskOpening {
  readonly deed: Deed;
  readonly ledger: Ledger;
  readonly readings: readonly Reading[];
  readonly because?: MaintenanceTask['because'];
  readonly state?: RecordState;
  /** Why it is closed from the beginning. */
  readonly reason?: string;
  /** The day of the approved plan. */
  readonly plannedFor?: string;
}

/** The record of a turn as it is opened: items and rules are copied, so that it reads the same when the programme has changed. */
export function taskDraft(
  plan: MaintenancePlan,
  turn: Turn,
  calendar: SiteCalendar,
  opening: TaskOpening,
): RecordDraft<MaintenanceTask> {
  const { deed, ledger, readings, because = turn.because, state = 'open', reason = null } = opening;
  const level = plan.levels[turn.level]!;
  const until = textOfDay(lastDay(plan, turn));
  return {
    ...{ key: turn.key, subject: plan.target.id, state },
    at: calendar.startOf(turn.slot),
    dueAt: calendar.endOf(lastDay(plan, turn)),
    body: {
      ...{ plan: plan.id, programme: plan.programme, title: plan.title, level: level.id, levelTitle: level.title },
      target: { kind: plan.target.kind, id: plan.target.id, name: plan.target.name },
      ...{ equipment: [...plan.target.equipment], because, threshold: turn.threshold },
      ...{ slot: textOfDay(turn.slot), plannedFor: opening.plannedFor ?? textOfDay(turn.plannedFor) },
      ...{ from: textOfDay(turn.slot - plan.windowBefore), until },
      statutory: plan.statutory ?? null,
      ...{ people: plan.people, minutes: plan.minutes, contractor: plan.contractor ?? null, parts: [...plan.parts] },
      items: itemsUpTo(plan, turn.level),
      readings: readings.map(({ tag, unit, value }) => ({ tag, unit, before: value, after: null })),
      ...{ answers: [], signatures: [], accepted: null, addenda: [], moves: [], passed: [] },
      ...{ overdueSince: null, isLate: false, isHurried: false, order: null, doneOn: null, hours: null },
      ledger: ledgerText(plan, ledger),
      reason,
    },
    event: eventOf(deed, { type: state === 'open' ? 'opened' : state, note: reason }),
  };
}

/** Non-statutory work that holidays or a season have moved is on time so long after the day it was moved to. */
export const lastDay = (plan: MaintenancePlan, turn: Turn): number =>
  plan.statutory ? turn.slot : turn.plannedFor + plan.windowAfter;

/** A deeper level contains the items of those before it. */
function itemsUpTo(plan: MaintenancePlan, level: number): TaskItem[] {
  return plan.levels.slice(0, level + 1).flatMap(({ id, items }) => items.map((item) => taskItem(id, item)));
}

const taskItem = (level: string, { id, title, accept, kind, unit, range, telemetry }: MaintenanceItem): TaskItem => ({
  ...{ id, level, title, kind, unit },
  ...{ accept: accept ?? null, range: range ? [...range] : null, telemetry: telemetry ?? null },
});

export const ledgerText = (plan: MaintenancePlan, ledger: Ledger): MaintenanceTask['ledger'] =>
  plan.levels.map(({ id }, at) => ({ level: id, day: textOfDay(ledger[at]!.day), hours: ledger[at]!.hours }));

/** The beginning of a plan: from here on it is counted. It says of nothing that it was done. `register`: what the hour meter says now. */
export function takenOver(
  plan: MaintenancePlan,
  ledger: Ledger,
  register: number | null,
  calendar: SiteCalendar,
  at: number,
): RecordDraft<MaintenanceTask> {
  const day = calendar.dayAt(at);
  const key = `pm:${plan.id}:taken-over`;
  const turn = { key, slot: day, plannedFor: day, level: 0, because: 'calendar' as const, threshold: null };
  const draft = taskDraft(plan, turn, calendar, {
    ...{ deed: bySystem(at), ledger, readings: [], because: 'taken-over', state: 'done' },
    reason: 'counted from here on · 自此起计',
  });
  return { ...draft, dueAt: null, body: { ...draft.body, items: [], hours: register } };
}
