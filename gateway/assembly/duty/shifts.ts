import { randomUUID } from 'node:crypto';
import type { ShiftsPlan } from '../../domain/duty/shifts/shifts-plan.ts';
import type { VisitsPlan } from '../../domain/duty/visits/visits-plan.ts';
import type { Site } from '../../domain/site.ts';
import { ShiftEngine } from '../../duty/shifts/shift-engine.ts';
import { ShiftParts } from '../../duty/shifts/shift-parts.ts';
import { createShiftService } from '../../duty/shifts/shift-service.ts';
import { createVisitDesk } from '../../duty/visits/visit-desk.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { ShiftService } from '../../ports/shift-service.ts';
import type { VisitService } from '../../ports/visit-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface ShiftsParts {
  readonly site: Site;
  readonly plan: { readonly shifts: ShiftsPlan; readonly visits: VisitsPlan };
  readonly book: RecordBook;
  readonly onCall: OnCallService;
  readonly alarms: AlarmService;
  readonly workOrders: WorkOrderService;
  readonly latest: LatestValues;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts shifts with their handover and the register of visitors. To be called after alarms, orders and duty. */
export async function startShifts(
  parts: ShiftsParts,
  stops: StopStack,
): Promise<{ readonly shifts: ShiftService; readonly visits: VisitService }> {
  const { plan, workOrders: orders, ...rest } = parts;
  const own = new ShiftParts({ ...rest, plan: plan.shifts, orders });
  const engine = new ShiftEngine(own);
  await engine.start();
  stops.push('shifts', () => engine.stop());
  const visitors = createVisitDesk({ ...rest, plan: plan.visits, newId: randomUUID });
  await visitors.start();
  stops.push('visitors', () => visitors.stop());
  return { shifts: createShiftService(own), visits: visitors.service };
}
