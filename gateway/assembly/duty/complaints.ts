import { randomUUID } from 'node:crypto';
import type { ComplaintPlan } from '../../domain/duty/complaints/complaint-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createComplaints } from '../../duty/complaints/complaints.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ComplaintService } from '../../ports/complaint-service.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface ComplaintParts {
  readonly site: Site;
  readonly plan: ComplaintPlan;
  readonly book: RecordBook;
  readonly alarms: AlarmService;
  readonly workOrders: WorkOrderService;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the clock of the complaints. */
export async function startComplaints(parts: ComplaintParts, stops: StopStack): Promise<ComplaintService> {
  const equipment = new Set(parts.site.equipment.map(({ id }) => id));
  const complaints = createComplaints({ ...parts, equipment, orders: parts.workOrders, newId: randomUUID });
  await complaints.start();
  stops.push('complaints', () => complaints.stop());
  return complaints.service;
}
