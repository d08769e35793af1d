import type { Priority } from '../../domain/alarm.ts';
import type { OrderCodeList, OrderLimit, OrdersPlan } from '../../domain/duty/orders-plan.ts';
import type { EquipmentClass } from '../../domain/equipment.ts';
import { ALWAYS, createWorkCalendar, type WorkCalendar } from '../../domain/work-calendar.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { OrderSla } from '../../domain/work-order-clock.ts';
import type { OrderCodes } from '../../domain/work-order-content.ts';
import { slaOf } from '../../domain/work-order-sla.ts';

/** The plan of the site, applied to one order at a time. */
export interface OrderRules {
  readonly plan: OrdersPlan;
  slaOf(order: WorkOrder, now: number): OrderSla | null;
  /** Shares of a limit after which somebody is told. */
  warnAt(order: WorkOrder): readonly number[];
  knowsCodes(order: WorkOrder, codes: OrderCodes): boolean;
  /** Null: nobody is called back. */
  callBackDueAt(order: WorkOrder, doneAt: number): number | null;
}

export function createOrderRules(plan: OrdersPlan, equipment: ReadonlyMap<string, EquipmentClass>): OrderRules {
  const siteHours = createWorkCalendar(plan);
  const classOf = ({ equipment: id }: WorkOrder): EquipmentClass | undefined =>
    id === null ? undefined : equipment.get(id);
  const limitOf = (order: WorkOrder, priority: Priority): OrderLimit | undefined =>
    plan.limits.find((limit) => fits(limit, order, classOf(order), priority));
  return {
    plan,

    slaOf: (order, now) =>
      slaOf(
        order,
        {
          promiseOf: (priority) => promiseOf(limitOf(order, priority), siteHours),
          ...{ pausing: plan.pausing, pauseCapMs: plan.pauseCapMs, appointmentGraceMs: plan.appointmentGraceMs },
          countsDraft: plan.clockFrom === 'report',
        },
        now,
      ),

    warnAt: (order) => limitOf(order, order.priority)?.warnAt ?? [],

    knowsCodes(order, { failure, cause, remedy }) {
      const list = codesFor(plan.codes, classOf(order));
      const has = (codes: OrderCodeList['causes'] | undefined, id: string) =>
        codes?.some((one) => one.id === id) ?? false;
      return has(list?.failures, failure) && has(list?.causes, cause) && has(list?.remedies, remedy);
    },

    callBackDueAt(order, doneAt) {
      if (!plan.callBack.kinds.includes(order.kind) || !isCalledBack(order, plan)) return null;
      return siteHours.after(doneAt, plan.callBack.workingDays * siteHours.dayMs) ?? null;
    },
  };
}

function fits(
  { kinds, classes, priority, isSafety }: OrderLimit,
  order: WorkOrder,
  own: EquipmentClass | undefined,
  asked: Priority,
): boolean {
  if (priority !== asked || (isSafety && !order.isSafety)) return false;
  const isKind = kinds.length === 0 || kinds.includes(order.kind);
  return isKind && (classes.length === 0 || (own !== undefined && classes.includes(own)));
}

const promiseOf = (limit: OrderLimit | undefined, siteHours: WorkCalendar) =>
  limit && { limitMs: limit.limitMs, calendar: limit.isSiteHours ? siteHours : ALWAYS };

const codesFor = (lists: readonly OrderCodeList[], own: EquipmentClass | undefined): OrderCodeList | undefined =>
  lists.find((one) => one.class === own) ?? lists.find((one) => one.class === null);

/** Who asked is always called back. Of the others a share, evenly over their numbers, so that nobody chooses. */
function isCalledBack({ kind, id, priority }: WorkOrder, { callBack }: OrdersPlan): boolean {
  if (kind === 'request') return true;
  const share = callBack.share[priority];
  return Math.floor(id * share) > Math.floor((id - 1) * share);
}
