import { dayOfText, type SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import type { Deed } from '../../domain/duty/deed.ts';
import type { MaintenancePlan, MaintenancePlans } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import * as step from '../../domain/duty/maintenance/maintenance-task-steps.ts';
import * as yearStep from '../../domain/duty/maintenance/maintenance-year-steps.ts';
import type { DutyRecord, RecordStep } from '../../domain/duty/record.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ForeseenTask, MaintenanceService, PlanStanding, RecordCaller } from '../../ports/maintenance-service.ts';
import type { Records } from '../../ports/record-book.ts';
import type { MaintenanceEngine } from './maintenance-engine.ts';
import type { PlanView } from './plan-facts.ts';
import { firstDue, type Turn } from './plan-step.ts';
import { foresee, hoursShare } from './projection.ts';
import { type Ledger, levelAt } from './slots.ts';
import { type Reading, takenOver } from './task-draft.ts';
import type { TaskOrders } from './task-orders.ts';
import type { YearDesk } from './year-desk.ts';

export interface MaintenanceDeskOptions {
  readonly plans: MaintenancePlans;
  readonly calendar: SiteCalendar;
  readonly engine: MaintenanceEngine;
  readonly years: YearDesk;
  readonly orders: TaskOrders;
  readonly readings: (equipment: readonly string[]) => readonly Reading[];
  readonly clock: Clock;
}

const PERIOD = /^\d{4}(-(0[1-9]|1[0-2]))?$/;
/** Of one plan, for the calendar. */
const LONGEST_OUTLOOK_DAYS = 400;

/** What people do with maintenance that returns. */
export function createMaintenanceDesk(options: MaintenanceDeskOptions): MaintenanceService {
  const { plans, calendar, engine, years, orders, clock, readings } = options;
  const { tasks } = engine;
  const planOf = (id: string): MaintenancePlan | undefined => plans.plans.find((plan) => plan.id === id);
  const view = (plan: MaintenancePlan): Promise<PlanView> => engine.view(plan);
  const deedOf = ({ username, via, deviceAt }: RecordCaller): Deed => ({
    actor: username,
    at: clock.nowMs(),
    via,
    deviceAt,
  });
  const change = changer(tasks, deedOf);
  const changeYear = changer(years.years, deedOf);
  return {
    tasks: (query) => tasks.list(query),
    task: (id) => storyOf(tasks, id),
    fill: async (id, sayings, caller) => {
      const outcome = await change(id, caller, (record, deed) =>
        step.fillTask(record, sayings, deed, readings(record.body.equipment)),
      );
      if (!outcome.ok) return outcome;
      await orders.followFaults(outcome.value, caller.username);
      return done((await tasks.get(id)) ?? outcome.value);
    },
    sign: (id, caller) => change(id, caller, step.signTask),
    sendBack: (id, reason, caller) => change(id, caller, (record, deed) => step.sendTaskBack(record, reason, deed)),
    accept: (id, note, caller) => acceptTask(options, change, id, note, caller),
    move: async (id, to, reason, caller) => {
      if (Number.isNaN(dayOfText(to))) return refused('REQUEST_INVALID', 'the day is not in the calendar');
      return change(id, caller, (record, deed) => step.moveTask(record, to, reason, deed));
    },
    cancel: (id, reason, caller) => change(id, caller, (record, deed) => step.cancelTask(record, reason, deed)),
    addendum: (id, text, caller) => change(id, caller, (record, deed) => step.addToTask(record, text, deed)),
    openNow: async (planId, levelId, reason, caller) => {
      const plan = planOf(planId);
      const level = plan?.levels.findIndex(({ id }) => id === levelId) ?? -1;
      if (!plan || level < 0) return refused('RECORD_NOT_FOUND', 'there is no such plan or level');
      return openByHand(options, plan, level, deedOf(caller), reason);
    },
    rebase: async (planId, register, reason, caller) => {
      const plan = planOf(planId);
      return plan
        ? rebase(options, plan, register, reason, deedOf(caller))
        : refused('RECORD_NOT_FOUND', 'no such plan');
    },
    plans: () => Promise.all(plans.plans.map(async (plan) => standingOf(plan, await view(plan)))),
    foreseen: async (until) => {
      const today = calendar.dayAt(clock.nowMs());
      const to = Math.min(dayOfText(until), today + LONGEST_OUTLOOK_DAYS);
      const context = { today, blackout: plans.blackout };
      const all = await Promise.all(
        plans.plans.map(async (plan) =>
          foresee(plan, (await view(plan)).facts, context, to).map((turn) => foreseenOf(plan, turn)),
        ),
      );
      return all.flat().sort((a, b) => a.plannedFor.localeCompare(b.plannedFor) || a.key.localeCompare(b.key));
    },

    years: (states, limit) => years.years.list({ states, limit }),
    year: (id) => storyOf(years.years, id),
    makeYear: async (period, caller) => {
      if (!PERIOD.test(period)) return refused('REQUEST_INVALID', 'a year or a month such as 2027 or 2027-01');
      return done(await years.make(period, deedOf(caller), view));
    },
    moveLine: async (id, key, to, note, caller) => {
      if (Number.isNaN(dayOfText(to))) return refused('REQUEST_INVALID', 'the day is not in the calendar');
      return changeYear(id, caller, (record, deed) => yearStep.movePlanLine(record, key, to, note, deed));
    },
    renewYear: async (id, caller) => {
      const record = await years.years.get(id);
      if (!record) return refused('RECORD_NOT_FOUND');
      const lines = await years.lines(record.body.period, view);
      return changeYear(id, caller, (one, deed) => yearStep.renewPlan(one, lines, deed));
    },
    submitYear: (id, caller) => changeYear(id, caller, yearStep.submitPlan),
    returnYear: (id, text, caller) => changeYear(id, caller, (record, deed) => yearStep.returnPlan(record, text, deed)),
    approveYear: (id, note, caller) =>
      changeYear(id, caller, (record, deed) => yearStep.approvePlan(record, note, deed)),
  };
}

type Change<B> = (
  id: number,
  caller: RecordCaller,
  decide: (record: DutyRecord<B>, deed: Deed) => Outcome<RecordStep<B>>,
) => Promise<Outcome<DutyRecord<B>>>;

function changer<B>(records: Records<B>, deedOf: (caller: RecordCaller) => Deed): Change<B> {
  return (id, caller, decide) => records.change(id, (record) => decide(record, deedOf(caller)), caller.expectedVersion);
}

async function storyOf<B>(records: Records<B>, id: number) {
  const record = await records.get(id);
  return record && { record, events: await records.events(id) };
}

/** Done on the day the last of those who did it signed, not when somebody found the time to accept it. */
async function acceptTask(
  { calendar, clock, engine, orders, plans, readings }: MaintenanceDeskOptions,
  change: Change<MaintenanceTask>,
  id: number,
  note: string | null,
  caller: RecordCaller,
): Promise<Outcome<step.TaskRecord>> {
  const record = await engine.tasks.get(id);
  if (!record) return refused('RECORD_NOT_FOUND');
  const { body } = record;
  const plan = plans.plans.find((one) => one.id === body.plan);
  const known = plan && (await engine.view(plan));
  const hours = known?.facts.hours.kind === 'good' ? known.facts.hours : undefined;
  const rolled = hours ? hours.hours - hours.register : 0;
  const ledger = known?.newest?.body.ledger ?? body.ledger;
  // Nobody has signed: it is refused below, whatever the day.
  const doneAt = body.signatures.length === 0 ? clock.nowMs() : Math.max(...body.signatures.map(({ at }) => at));
  const acceptance: step.Acceptance = {
    doneOn: textOfDay(calendar.dayAt(doneAt)),
    hours: hours?.register ?? null,
    after: readings(body.equipment),
    levels: levelsUpTo(plan, body.level),
    before: ledger.map((one) => ({ ...one, hours: one.hours === null ? null : one.hours - rolled })),
    note,
  };
  const outcome = await change(id, caller, (one, deed) => step.acceptTask(one, acceptance, deed));
  if (!outcome.ok) return outcome;
  await orders.finish(outcome.value, caller.username);
  if (plan) await engine.tickPlan(plan);
  return outcome;
}

function levelsUpTo(plan: MaintenancePlan | undefined, level: string): readonly string[] {
  const at = plan?.levels.findIndex(({ id }) => id === level) ?? -1;
  return plan && at >= 0 ? plan.levels.slice(0, at + 1).map(({ id }) => id) : [level];
}

async function openByHand(
  { calendar, clock, engine }: MaintenanceDeskOptions,
  plan: MaintenancePlan,
  level: number,
  deed: Deed,
  reason: string,
): Promise<Outcome<step.TaskRecord>> {
  const known = await engine.view(plan);
  if (known.open) return refused('RECORD_STEP_REFUSED', `record ${known.open.id} of this plan is open`);
  const slot = calendar.dayAt(clock.nowMs());
  const turn: Turn = {
    key: `pm:${plan.id}:${textOfDay(slot)}:hand`,
    ...{ slot, plannedFor: slot, level, because: 'calendar', threshold: null },
  };
  const record = await engine.open(plan, turn, known, deed, 'hand');
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', `record ${record.id} of today is closed`);
  return engine.tasks.change(record.id, (one) => step.noteReason(one, reason, deed));
}

/** A new beginning of the counter: every level keeps what it had run since it was done last. */
async function rebase(
  { calendar, engine }: MaintenanceDeskOptions,
  plan: MaintenancePlan,
  register: number,
  reason: string,
  deed: Deed,
): Promise<Outcome<step.TaskRecord>> {
  if (!plan.hours) return refused('RECORD_STEP_REFUSED', 'this plan counts no running hours');
  const { facts } = await engine.view(plan);
  const before =
    facts.hours.kind === 'rebase' ? facts.hours.from : facts.hours.kind === 'good' ? facts.hours.hours : register;
  const ledger = facts.ledger.map(({ day, hours }) => ({
    day,
    hours: hours === null ? register : register - (before - hours),
  }));
  const draft = takenOver(plan, ledger, register, calendar, deed.at);
  const { record } = await engine.tasks.open({
    ...draft,
    key: `pm:${plan.id}:base:${deed.at}`,
    body: { ...draft.body, reason },
    event: {
      ...draft.event,
      actor: deed.actor,
      via: deed.via,
      type: 'rebased',
      note: reason,
      detail: { register, before },
    },
  });
  return done(record);
}

function standingOf(plan: MaintenancePlan, { facts, lastDone, open }: PlanView): PlanStanding {
  const { hours } = facts;
  return {
    ...{ plan: plan.id, programme: plan.programme, title: plan.title, statutory: plan.statutory ?? null },
    next: nextOf(plan, facts.ledger, open),
    target: { kind: plan.target.kind, id: plan.target.id, name: plan.target.name },
    lastDone,
    openTask: open?.id ?? null,
    isOverdue: open ? open.body.overdueSince !== null : false,
    hours: hours.kind === 'good' ? hours.register : null,
    hoursShare: hoursShare(plan, facts),
    rebase: hours.kind === 'rebase' ? { because: hours.because, from: hours.from, to: hours.to, at: hours.at } : null,
  };
}

/** What is open, else what the calendar asks for next. */
function nextOf(plan: MaintenancePlan, ledger: Ledger, open: step.TaskRecord | undefined): PlanStanding['next'] {
  if (open) {
    const { slot, levelTitle, threshold } = open.body;
    return { slot, level: levelTitle, because: threshold === null ? 'calendar' : 'hours' };
  }
  const due = firstDue(plan, ledger);
  if (due === undefined) return null;
  return { slot: textOfDay(due), level: plan.levels[levelAt(plan, due, ledger)]!.title, because: 'calendar' };
}

const foreseenOf = (plan: MaintenancePlan, turn: Turn): ForeseenTask => ({
  ...{ key: turn.key, plan: plan.id, target: { id: plan.target.id, name: plan.target.name }, title: plan.title },
  ...{ levelTitle: plan.levels[turn.level]!.title, because: turn.because },
  ...{ slot: textOfDay(turn.slot), plannedFor: textOfDay(turn.plannedFor), minutes: plan.minutes },
  ...{ contractor: plan.contractor ?? null, isStatutory: plan.statutory !== undefined },
});
