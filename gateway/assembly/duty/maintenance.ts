import type { MaintenancePlans } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { isGood } from '../../domain/quality.ts';
import type { Site } from '../../domain/site.ts';
import { createMaintenanceRuntime } from '../../maintenance/plans/maintenance-runtime.ts';
import type { Reading } from '../../maintenance/plans/task-draft.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { MaintenanceService } from '../../ports/maintenance-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface MaintenanceParts {
  readonly site: Site;
  readonly plan: MaintenancePlans;
  readonly book: RecordBook;
  readonly workOrders: WorkOrderService;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts maintenance that returns; what fell due while the program stood still is there when this resolves. */
export async function startMaintenance(parts: MaintenanceParts, stops: StopStack): Promise<MaintenanceService> {
  const { site, plan: plans, book, workOrders: orders, history, latest, notices, clock, logger } = parts;
  const runtime = createMaintenanceRuntime({
    ...{ plans, timeZone: site.timeZone, book, orders, history, clock, logger },
    readings: (equipment) => readingsOf(site, latest, equipment),
    tell: (message) => notices.tell(message),
  });
  await runtime.start();
  stops.push('maintenance plans', () => runtime.stop());
  return runtime.service;
}

/** What an area shows before and after is that of so many of its machines. */
const MOST_MACHINES = 20;

/** The key points of machines as they are now; no value where it is not good. */
export function readingsOf(site: Site, latest: LatestValues, equipment: readonly string[]): Reading[] {
  return equipment.slice(0, MOST_MACHINES).flatMap((id) => {
    const machine = site.equipment.find((one) => one.id === id);
    const own = site.points.filter((point) => point.equipment === id && machine?.keyPoints.includes(point.name));
    return own
      .filter(({ kind }) => kind !== 'text')
      .map(({ index, tag, unit }) => ({
        tag,
        unit,
        value: isGood(latest.quality[index]!) ? latest.value[index]! : null,
      }));
  });
}
