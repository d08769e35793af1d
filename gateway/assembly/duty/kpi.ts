import { addMonths, daysOfMonth, monthOfDay, SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { ComplaintPlan } from '../../domain/duty/complaints/complaint-plan.ts';
import type { KpiPlan } from '../../domain/duty/kpi/kpi-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createKpiService } from '../../maintenance/kpi/kpi-service.ts';
import { createReportTeller } from '../../maintenance/reports/report-teller.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmPerformanceService } from '../../ports/alarm-performance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { EquipmentRegister } from '../../ports/equipment-register.ts';
import type { KpiService } from '../../ports/kpi-service.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface KpiParts {
  readonly site: Site;
  readonly plan: KpiPlan;
  readonly complaintPlan: ComplaintPlan;
  readonly book: RecordBook;
  readonly workOrders: WorkOrderService;
  readonly performance: AlarmPerformanceService;
  readonly register: EquipmentRegister;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The figures of the department, worked out when somebody asks; whoever is named is told when a report is ready. */
export function startKpi(parts: KpiParts, stops: StopStack): KpiService {
  const service = createKpi(parts);
  const teller = createReportTeller({ ...parts, service, to: parts.plan.tell });
  teller.start();
  stops.push('reports', () => teller.stop());
  return service;
}

function createKpi(parts: KpiParts): KpiService {
  const { site, plan, book, workOrders, performance, register, clock } = parts;
  const calendar = new SiteCalendar(site.timeZone);
  return createKpiService({
    ...{
      plan,
      timeZone: site.timeZone,
      machines: site.equipment,
      complaints: parts.complaintPlan,
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
