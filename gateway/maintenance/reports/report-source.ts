import type { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { ComplaintPlan } from '../../domain/duty/complaints/complaint-plan.ts';
import type { KpiBoard } from '../../domain/duty/kpi/kpi.ts';
import type { AlarmPerformance } from '../../ports/alarm-performance.ts';
import type { ReportEntry } from '../../ports/kpi-service.ts';
import type { KpiFacts } from '../kpi/kpi-source.ts';

/** What a report is written from. */
export interface ReportSource {
  readonly span: ReportEntry;
  readonly now: number;
  readonly calendar: SiteCalendar;
  readonly board: KpiBoard;
  readonly facts: KpiFacts;
  readonly alarms: AlarmPerformance | undefined;
  /** How complaints are handled here. */
  readonly complaints: ComplaintPlan;
}
