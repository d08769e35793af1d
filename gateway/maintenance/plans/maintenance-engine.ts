import { type SiteCalendar, textOfDay } from '../../domain/duty/calendar-days.ts';
import { bySystem, type Deed } from '../../domain/duty/deed.ts';
import type { MaintenancePlan, MaintenancePlans } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { MAINTENANCE_TASK, type MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import { markOverdue, markPassed, type TaskRecord } from '../../domain/duty/maintenance/maintenance-task-steps.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import { firstLedger, type Place } from './first-ledger.ts';
import { type PlanView, viewPlan } from './plan-facts.ts';
import { type PlanDeed, stepPlan, type Turn } from './plan-step.ts';
import { hoursShare } from './projection.ts';
import { type Reading, takenOver, taskDraft } from './task-draft.ts';
import type { TaskOrders } from './task-orders.ts';
import { type MaintenanceTold, overdueTask, rebaseAsked, soonByHours, turnPassed } from './told.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** From this share of its running hours on a turn is due soon. */
const SOON = 0.9;

export interface MaintenanceEngineOptions {
  readonly plans: MaintenancePlans;
  readonly calendar: SiteCalendar;
  readonly book: RecordBook;
  readonly taskOrders: TaskOrders;
  readonly history: Pick<HistoryReader, 'query'>;
  /** What the key points of machines say now. */
  readonly readings: (equipment: readonly string[]) => readonly Reading[];
  /** The day of a turn in the approved plans of year and month; undefined where they do not have it. */
  readonly approvedDay: (key: string) => Promise<string | undefined>;
  /** Tells who has the duty; the same key once. */
  readonly tell: (message: MaintenanceTold) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens tasks when their time comes, marks what is overdue, and lets nothing that law asks for pass unnoticed. */
export class MaintenanceEngine {
  readonly tasks: Records<MaintenanceTask>;
  private readonly options: MaintenanceEngineOptions;
  private timer: Timer | undefined;
  private turning: Promise<void> = Promise.resolve();
  private lastHour = Number.NaN;
  private waiting = 0;

  constructor(options: MaintenanceEngineOptions) {
    this.options = options;
    this.tasks = options.book.of(MAINTENANCE_TASK);
  }

  /** Makes up for what should have been while nothing ran, then goes on every hour. Rejects with STORE_UNAVAILABLE. */
  async start(): Promise<void> {
    await this.tick();
    this.timer = this.options.clock.every(MINUTE_MS, () => void this.onMinute());
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    await this.turning;
  }

  /** Every plan once; asked twice it does nothing the second time. Turns wait for each other. */
  tick(): Promise<void> {
    return this.inTurn(() => this.run());
  }

  /** One plan, such as after its task was accepted. */
  tickPlan(plan: MaintenancePlan): Promise<void> {
    return this.inTurn(() => this.runPlan(plan));
  }

  view(plan: MaintenancePlan): Promise<PlanView> {
    return viewPlan(plan, { ...this.options, tasks: this.tasks });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.waiting += 1;
    const turn = this.turning.then(work).finally(() => {
      this.waiting -= 1;
    });
    this.turning = turn.catch(() => undefined);
    return turn;
  }

  /** Turns do not pile up while the store is slow. */
  private async onMinute(): Promise<void> {
    const hour = Math.floor(this.options.clock.nowMs() / HOUR_MS);
    if (hour === this.lastHour || this.waiting > 0) return;
    await this.tick().catch((error: unknown) => {
      this.options.logger.error(
        { err: error },
        'maintenance plans could not be looked through; tried again in a minute',
      );
    });
  }

  private async run(): Promise<void> {
    const hour = Math.floor(this.options.clock.nowMs() / HOUR_MS);
    for (const plan of this.options.plans.plans) await this.runPlan(plan);
    this.lastHour = hour;
  }

  private async runPlan(plan: MaintenancePlan): Promise<void> {
    const { calendar, clock, plans } = this.options;
    const view = await this.taken(plan, await this.view(plan));
    const today = calendar.dayAt(clock.nowMs());
    for (const deed of stepPlan(plan, view.facts, { today, blackout: plans.blackout }))
      await this.obey(plan, view, deed);
    if (view.open && plans.makesOrders) await this.options.taskOrders.ensure(plan, view.open);
    this.tellOfHours(plan, view);
  }

  /** A plan that is new is counted from now on; so are running hours that were not known then. */
  private async taken(plan: MaintenancePlan, view: PlanView): Promise<PlanView> {
    const { hours, ledger } = view.facts;
    const register = hours.kind === 'good' ? hours.register : null;
    const lacksHours = register !== null && ledger.every((done) => done.hours === null);
    if (view.newest && !lacksHours) return view;
    const { calendar, clock, plans } = this.options;
    const now = clock.nowMs();
    const draft = view.newest
      ? {
          ...takenOver(
            plan,
            ledger.map(({ day }) => ({ day, hours: register })),
            register,
            calendar,
            now,
          ),
          key: `pm:${plan.id}:hours`,
        }
      : takenOver(
          plan,
          firstLedger(plan, plans.former, calendar.dayAt(now), register, this.placeOf(plan)),
          register,
          calendar,
          now,
        );
    const { isNew } = await this.tasks.open(draft);
    return isNew ? this.view(plan) : view;
  }

  private placeOf(plan: MaintenancePlan): Place {
    const alike = this.options.plans.plans.filter(({ programme }) => programme === plan.programme);
    return { index: alike.indexOf(plan), count: alike.length };
  }

  private async obey(plan: MaintenancePlan, view: PlanView, deed: PlanDeed): Promise<void> {
    const { calendar, clock, plans, tell } = this.options;
    const now = clock.nowMs();
    switch (deed.kind) {
      case 'open': {
        const record = await this.open(plan, deed.turn, view, bySystem(now));
        if (plans.makesOrders) await this.options.taskOrders.ensure(plan, record);
        await this.overdueAtOnce(plan, record);
        return;
      }
      case 'missed':
      case 'skipped': {
        const state = deed.kind === 'missed' ? ('missed' as const) : ('cancelled' as const);
        const reason =
          deed.kind === 'missed'
            ? 'nobody did it in its time · 逾期未执行'
            : 'a later turn takes its place · 由后一次代替';
        const opening = { deed: bySystem(now), ledger: view.facts.ledger, readings: [], state, reason };
        const { record, isNew } = await this.tasks.open(taskDraft(plan, deed.turn, calendar, opening));
        if (isNew && state === 'missed') tell(turnPassed(record, record.body.slot, now));
        return;
      }
      case 'overdue':
        return view.open && this.overdue(view.open);
      case 'passed': {
        if (!view.open) return;
        const slot = textOfDay(deed.slot);
        const outcome = await this.tasks.change(view.open.id, (record) => markPassed(record, slot, bySystem(now)));
        if (outcome.ok) tell(turnPassed(outcome.value, slot, now));
      }
    }
  }

  /** The task of a turn, opened with the day of the approved plan and the values of its machines. */
  async open(plan: MaintenancePlan, turn: Turn, view: PlanView, deed: Deed, because?: 'hand'): Promise<TaskRecord> {
    const { approvedDay, readings, calendar } = this.options;
    const plannedFor = await approvedDay(turn.key);
    const draft = taskDraft(plan, turn, calendar, {
      ...{ deed, ledger: view.facts.ledger, readings: readings(plan.target.equipment) },
      ...(plannedFor === undefined ? {} : { plannedFor }),
      ...(because === undefined ? {} : { because }),
    });
    return (await this.tasks.open(draft)).record;
  }

  /** What is opened after its time, because nothing ran, is overdue from the beginning. */
  private async overdueAtOnce(plan: MaintenancePlan, record: TaskRecord): Promise<void> {
    const { calendar, clock } = this.options;
    const isOver = record.state === 'open' && textOfDay(calendar.dayAt(clock.nowMs())) > record.body.until;
    if (isOver && plan.id === record.body.plan) await this.overdue(record);
  }

  private async overdue({ id }: TaskRecord): Promise<void> {
    const now = this.options.clock.nowMs();
    const outcome = await this.tasks.change(id, (record) => markOverdue(record, bySystem(now)));
    if (outcome.ok) this.options.tell(overdueTask(outcome.value, now));
  }

  private tellOfHours(plan: MaintenancePlan, { facts, open }: PlanView): void {
    const now = this.options.clock.nowMs();
    if (facts.hours.kind === 'rebase') this.options.tell(rebaseAsked(plan, facts.hours, now));
    const share = hoursShare(plan, facts);
    if (!open && share !== null && share >= SOON && share < 1) this.options.tell(soonByHours(plan, facts.ledger, now));
  }
}
