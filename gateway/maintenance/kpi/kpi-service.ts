import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { ComplaintPlan } from '../../domain/duty/complaints/complaint-plan.ts';
import type { KpiBoard, MeanDuration } from '../../domain/duty/kpi/kpi.ts';
import type { KpiPlan } from '../../domain/duty/kpi/kpi-plan.ts';
import { done, refused } from '../../domain/errors.ts';
import type { AlarmPerformance, AlarmPerformanceService } from '../../ports/alarm-performance.ts';
import type { Clock } from '../../ports/clock.ts';
import type { KpiService } from '../../ports/kpi-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { reportEntries, reportSpan } from '../reports/report-span.ts';
import { writeReport } from '../reports/write-report.ts';
import { boardOf } from './board.ts';
import type { Count } from './figures.ts';
import { type KpiFacts, readFacts } from './kpi-source.ts';

export interface KpiServiceOptions {
  readonly plan: KpiPlan;
  readonly timeZone: string;
  readonly machines: readonly { readonly id: string; readonly class: string; readonly area: string }[];
  readonly complaints: ComplaintPlan;
  readonly book: RecordBook;
  readonly orders: Pick<WorkOrderService, 'list'>;
  readonly alarms: AlarmPerformanceService;
  /** Machine-days in good order, of the register. */
  readonly goodOrder: (fromMs: number, toMs: number) => Promise<Count>;
  readonly clock: Clock;
}

/** The journal of alarms is read for so long at most. */
const LONGEST_ALARMS_MS = 92 * 86_400_000;

/** The department in figures, worked out whenever somebody asks, so that they always agree with what was written down. */
export function createKpiService(options: KpiServiceOptions): KpiService {
  const { plan, clock } = options;
  const calendar = new SiteCalendar(options.timeZone);
  return {
    board: async (from, to) => (await count(options, from, to)).board,
    reports: () => reportEntries(calendar, clock.nowMs(), plan.dailyAtMinute),
    report: async (kind, period) => {
      const now = clock.nowMs();
      const span = reportSpan(kind, period, calendar, plan.dailyAtMinute);
      if (!span || span.startsAt > now) return refused('REQUEST_INVALID', `there is no ${kind} report of ${period}`);
      const counted = await count(options, span.startsAt, span.endsAt);
      return done(writeReport({ span, now, calendar, complaints: options.complaints, ...counted }));
    },
  };
}

interface Counted {
  readonly board: KpiBoard;
  readonly facts: KpiFacts;
  readonly alarms: AlarmPerformance | undefined;
}

async function count(options: KpiServiceOptions, from: number, to: number): Promise<Counted> {
  const { plan, machines, book, orders, clock } = options;
  const now = clock.nowMs();
  const end = Math.min(to, now);
  const isShort = end > from && end - from <= LONGEST_ALARMS_MS;
  const alarms = isShort ? await options.alarms.read(from, end) : undefined;
  const facts = await readFacts(book, orders, from, to);
  const goodOrder = end > from ? await options.goodOrder(from, end) : { count: 0, of: 0 };
  const acknowledge = acknowledgedIn(alarms);
  return { facts, alarms, board: boardOf(facts, { plan, from, to, now, machines, acknowledge, goodOrder }) };
}

/** The mean over all priorities; how nine of ten fared is known of each priority alone. */
function acknowledgedIn(alarms: AlarmPerformance | undefined): MeanDuration {
  const some = (alarms?.acknowledgement ?? []).filter(({ meanMs }) => meanMs !== null);
  const n = some.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  if (n === 0) return { n, meanMs: null, p90Ms: null };
  const total = some.reduce((sum, { acknowledged, meanMs }) => sum + acknowledged * (meanMs ?? 0), 0);
  return { n, meanMs: total / n, p90Ms: some.length === 1 ? some[0]!.p90Ms : null };
}
