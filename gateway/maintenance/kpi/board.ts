import type { KpiBoard, MeanDuration } from '../../domain/duty/kpi/kpi.ts';
import { type KpiPlan, type RateName, rateName } from '../../domain/duty/kpi/kpi-plan.ts';
import { type Count, rateOf } from './figures.ts';
import type { KpiFacts } from './kpi-source.ts';
import * as order from './order-figures.ts';
import * as record from './record-figures.ts';

/** What the board is made for. */
export interface BoardQuestion {
  readonly plan: KpiPlan;
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly machines: readonly { readonly id: string; readonly class: string; readonly area: string }[];
  readonly acknowledge: MeanDuration;
  /** Machine-days in good order. */
  readonly goodOrder: Count;
}

/** The figures of a time, from what was written down of it. */
export function boardOf(facts: KpiFacts, question: BoardQuestion): KpiBoard {
  const { from, to, now, plan, machines, acknowledge } = question;
  const orders = facts.orders.filter(order.counts);
  const repairs = orders.filter(order.isRepair);
  const counted = countsOf(facts, question);
  return {
    ...{ startsAt: from, endsAt: to, acknowledge },
    rates: rateName.options.map((name) => rateOf(name, counted[name], plan.targets[name], plan.leastCases)),
    orders: order.orderTotals(orders, to, now),
    ...order.orderDurations(repairs),
    betweenFailures: order.betweenFailures(orders, machines, Math.min(to, now) - from),
    plannedShare: order.plannedShare(orders),
    causes: order.causesOf(orders),
    machines: order.repairShares(repairs, ({ equipment }) => equipment),
    places: order.repairShares(repairs, placeOf(machines)),
  };
}

/** The room of the machine; of a repair without one the place as it was said. */
const placeOf =
  (machines: BoardQuestion['machines']) =>
  ({ equipment, place }: KpiFacts['orders'][number]): string =>
    machines.find(({ id }) => id === equipment)?.area ?? place.trim();

function countsOf(facts: KpiFacts, { plan, now, goodOrder }: BoardQuestion): Readonly<Record<RateName, Count>> {
  const repairs = facts.orders.filter((one) => order.counts(one) && order.isRepair(one));
  return {
    onTime: order.onTime(repairs),
    pass: order.passed(repairs),
    rework: order.rework(repairs, plan.reworkDays),
    callBack: order.callBacks(repairs, now),
    satisfaction: order.satisfied(repairs),
    maintenance: record.maintained(facts.tasks, false, now),
    statutory: record.maintained(facts.tasks, true, now),
    rounds: record.walked(facts.rounds, now),
    logs: record.logged(facts.sheets, now),
    testRuns: record.ran(facts.testRuns),
    complaints: record.answered(facts.complaints),
    complaintsOnTime: record.answeredInTime(facts.complaints, now),
    goodOrder,
    arrival: order.arrivals(repairs),
  };
}
