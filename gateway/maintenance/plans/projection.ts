import type { Day, MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { calendarTurn, firstDue, type PlanContext, type PlanFacts, type Turn, thresholdOf } from './plan-step.ts';
import { type Done, type Ledger, nextTurn, plannedDay } from './slots.ts';

/** More turns of one plan than these are not foreseen: a year of days. */
const MOST_FORESEEN = 370;

/** Turns that are foreseen from today until before `to`, each taken as done on its day; running hours go on as in the last weeks. */
export function foresee(plan: MaintenancePlan, facts: PlanFacts, context: PlanContext, to: Day): readonly Turn[] {
  const turns: Turn[] = [];
  let state = afterOpen(facts);
  while (turns.length < MOST_FORESEEN) {
    const next = nextTurnOf(plan, state, context);
    if (!next || next.plannedFor >= to) break;
    turns.push(next);
    state = {
      ...state,
      ledger: doneWith(
        state.ledger,
        next.level,
        Math.max(next.plannedFor, context.today),
        hoursOn(state, next, context),
      ),
    };
  }
  return turns;
}

/** What is open now is taken as done on its day. */
function afterOpen(facts: PlanFacts): PlanFacts {
  const { open, hours } = facts;
  if (!open) return facts;
  const value = hours.kind === 'good' ? hours.hours : null;
  return { ...facts, open: undefined, ledger: doneWith(facts.ledger, open.level, open.slot, value) };
}

/** A deeper level contains those before it. */
export const doneWith = (ledger: Ledger, level: number, day: Day, hours: number | null): Done[] =>
  ledger.map((done, index) => (index <= level ? { day, hours } : done));

function nextTurnOf(plan: MaintenancePlan, facts: PlanFacts, context: PlanContext): Turn | undefined {
  const first = firstDue(plan, facts.ledger);
  const settled = facts.settled ?? Number.NEGATIVE_INFINITY;
  const slot = first === undefined ? undefined : turnAfter(plan, first, settled);
  const byCalendar = slot === undefined ? undefined : calendarTurn(plan, slot, facts.ledger, context);
  const byHours = hoursForeseen(plan, facts, context);
  if (!byCalendar) return byHours;
  return byHours && byHours.slot < byCalendar.slot ? byHours : byCalendar;
}

/** Turns that were given up are over. */
function turnAfter(plan: MaintenancePlan, first: Day, settled: Day): Day | undefined {
  let turn: Day | undefined = first;
  while (turn !== undefined && turn <= settled) turn = nextTurn(plan, turn);
  return turn;
}

/** The day on which the running hours will be reached, at the pace of the last weeks. */
export function hoursForeseen(plan: MaintenancePlan, facts: PlanFacts, context: PlanContext): Turn | undefined {
  const { hours } = facts;
  if (hours.kind !== 'good' || !hours.perDay || hours.perDay <= 0) return undefined;
  const { today, blackout } = context;
  const turns = plan.levels.flatMap((_, level): Turn[] => {
    const threshold = thresholdOf(plan, level, facts);
    if (threshold === undefined) return [];
    const slot = today + Math.max(0, Math.ceil((threshold - hours.hours) / hours.perDay!));
    const key = `pm:${plan.id}:m${Math.round(threshold)}`;
    return [{ key, slot, plannedFor: plannedDay(plan, slot, blackout), level, because: 'hours', threshold }];
  });
  return turns.sort((a, b) => a.slot - b.slot || b.level - a.level)[0];
}

function hoursOn({ hours }: PlanFacts, turn: Turn, { today }: PlanContext): number | null {
  if (hours.kind !== 'good') return null;
  return hours.hours + (hours.perDay ?? 0) * Math.max(0, turn.slot - today);
}

/** How far the running hours are towards the nearest turn, 0–1 and beyond; null where none count. A notice is due from 0.9 on. */
export function hoursShare(plan: MaintenancePlan, facts: PlanFacts): number | null {
  const { hours } = facts;
  if (hours.kind !== 'good') return null;
  const shares = plan.levels.flatMap((level, index) => {
    const threshold = thresholdOf(plan, index, facts);
    return threshold === undefined ? [] : 1 - (threshold - hours.hours) / level.every.hours!;
  });
  return shares.length === 0 ? null : Math.max(...shares);
}
