import type {
  MaintenanceItem,
  MaintenanceLevel,
  MaintenancePlan,
  MaintenancePlans,
} from '../../domain/duty/maintenance/maintenance-plan.ts';
import { done, type Outcome } from '../../domain/errors.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { HistoryColumns } from '../../ports/historian.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../ports/work-order-service.ts';

const text = (en: string) => ({ en, zh: en });

export const item = (id: string, change: Partial<MaintenanceItem> = {}): MaintenanceItem => ({
  ...{ id, title: text(id), accept: undefined, kind: 'check', unit: '', range: undefined, telemetry: undefined },
  ...change,
});

export const level = (
  id: string,
  every: Partial<MaintenanceLevel['every']>,
  items = [item(`${id}-1`)],
): MaintenanceLevel => ({
  ...{ id, title: text(id), items },
  every: { days: undefined, months: undefined, hours: undefined, ...every },
});

/** A lift that law wants looked after every fifteen days, by two people. */
export const liftPlan = (change: Partial<MaintenancePlan> = {}): MaintenancePlan => ({
  ...{ id: 'L01/lift', programme: 'lift', title: text('Lift'), trigger: 'floating', start: 20_454 },
  target: { kind: 'equipment', id: 'L01', name: text('Lift 1'), equipment: ['L01'] },
  levels: [level('half-month', { days: 15 }), level('quarter', { months: 3 }), level('year', { months: 12 })],
  statutory: { text: text('TSG T5002'), checked: false },
  ...{ leadDays: 3, windowBefore: 3, windowAfter: 0, season: undefined, hours: undefined, people: 2, minutes: 60 },
  ...{ contractor: undefined, skills: [], parts: [] },
  ...change,
});

/** A pump by running hours alone. */
export const pumpPlan = (change: Partial<MaintenancePlan> = {}): MaintenancePlan => ({
  ...liftPlan(),
  ...{ id: 'P1/pump', programme: 'pump', title: text('Pump'), statutory: undefined, people: 1, windowAfter: 5 },
  target: { kind: 'equipment', id: 'P1', name: text('Pump 1'), equipment: ['P1'] },
  levels: [level('service', { hours: 500 })],
  hours: { tag: 'P1.hours', rollover: undefined },
  ...change,
});

export const plansOf = (...plans: readonly MaintenancePlan[]): MaintenancePlans => ({
  ...{ plans, former: [], blackout: [], horizonDays: 30, yearPlanDay: 15, monthPlanDay: 26, makesOrders: true },
});

/** Orders by key, as the real service keeps them: the same key is the same order. */
export class KeyedOrders implements Pick<WorkOrderService, 'create' | 'get' | 'transition'> {
  readonly drafts: WorkOrderDraft[] = [];
  private readonly numbers = new Map<string, number>();

  async create(draft: WorkOrderDraft): Promise<Outcome<WorkOrder>> {
    const key = draft.key ?? String(this.drafts.length);
    if (!this.numbers.has(key)) {
      this.numbers.set(key, this.numbers.size + 1);
      this.drafts.push(draft);
    }
    return done({ id: this.numbers.get(key)! } as WorkOrder);
  }

  async get(): Promise<undefined> {
    return undefined;
  }

  async transition(): Promise<Outcome<WorkOrder>> {
    throw new Error('nothing to do');
  }
}

/** A counter with one value for each moment it was read at; columns of an hour. */
export class CounterHistory {
  readonly read: (readonly [at: number, hours: number])[] = [];

  async query(tag: string, fromMs: number, toMs: number): Promise<HistoryColumns> {
    const inside = this.read.filter(([at]) => at >= fromMs && at <= toMs);
    const time = Float64Array.from(inside, ([at]) => at);
    const last = Float64Array.from(inside, ([, hours]) => hours);
    const good = Float32Array.from(inside, () => 1);
    return { tag, fromMs, toMs, columnMs: 0, time, last, good, min: last, max: last, mean: last };
  }
}
