import type { UseAnomalyPlan } from '../../domain/duty/use-anomalies/use-anomaly-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createUseAnomalies } from '../../duty/use-anomalies/use-anomalies.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { UseAnomalyService } from '../../ports/use-anomaly-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface UseAnomalyParts {
  readonly site: Site;
  readonly plan: UseAnomalyPlan;
  readonly book: RecordBook;
  readonly history: HistoryReader;
  readonly workOrders: WorkOrderService;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the look at what meters count; the first one is made beside everything else. */
export function startUseAnomalies(parts: UseAnomalyParts, stops: StopStack): UseAnomalyService {
  const { site, workOrders: orders } = parts;
  const anomalies = createUseAnomalies({ ...parts, timeZone: site.timeZone, orders });
  // Never rejects; its end is waited for by stop().
  void anomalies.start();
  stops.push('unusual use', () => anomalies.stop());
  return anomalies.service;
}
