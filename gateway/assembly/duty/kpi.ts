import { addMonths, daysOfMonth, monthOfDay, SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { KpiPlan } from '../../domain/duty/kpi/kpi-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createKpiService } from '../../maintenance/kpi/kpi-service.ts';
import type { AlarmPerformanceService } from '../../ports/alarm-performance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EquipmentRegister } from '../../ports/equipment-register.ts';
import type { KpiService } from '../../ports/kpi-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface KpiParts {
  readonly site: Site;
  readonly plan: KpiPlan;
  readonly book: RecordBook;
  readonly workOrders: WorkOrderService;
  readonly performance: AlarmPerformanceService;
  readonly register: EquipmentRegister;
  readonly clock: Clock;
}

/** The figures of the department. There is nothing to stop: everything is worked out when somebody asks. */
export function createKpi({ site, plan, book, workOrders, performance, register, clock }: KpiParts): KpiService {
  const calendar = new SiteCalendar(site.timeZone);
  return createKpiService({
    ...{
      plan,
      timeZone: site.timeZone,
      machines: site.equipment,
      book,
      orders: workOrders,
      alarms: performance,
      clock,
    },
    goodOrder: async (from, to) => {
      const months = monthsBetween(calendar, from, to);
      const all = await Promise.all(months.map((month) => register.goodOrder(month)));
      const days = all.flatMap(({ classes }) => classes.flatMap((one) => one.days));
      const inside = days.filter(({ day }) => day >= dayText(calendar, from) && day < dayText(calendar, to + DAY_MS));
      return {
        count: inside.reduce((sum, { good }) => sum + good, 0),
        of: inside.reduce((sum, { counted }) => sum + counted, 0),
      };
    },
  });
}

const DAY_MS = 86_400_000;
/** The register looks a year back. */
const MOST_MONTHS = 13;

const dayText = (calendar: SiteCalendar, ms: number): string => calendar.text(ms).slice(0, 10);

function monthsBetween(calendar: SiteCalendar, from: number, to: number): string[] {
  const months: string[] = [];
  const last = monthOfDay(calendar.dayAt(to - 1));
  let [day] = daysOfMonth(monthOfDay(calendar.dayAt(from)));
  while (months.length < MOST_MONTHS && monthOfDay(day) <= last) {
    months.push(monthOfDay(day));
    day = addMonths(day, 1);
  }
  return months;
}
