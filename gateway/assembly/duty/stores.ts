import type { StoresPlan } from '../../domain/duty/stores/stores-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createStoresRuntime } from '../../maintenance/stores/stores-runtime.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { StoresService } from '../../ports/stores-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface StoresParts {
  readonly site: Site;
  readonly plan: StoresPlan;
  readonly book: RecordBook;
  readonly workOrders: WorkOrderService;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the registers of parts, tools, contractors and instruments. */
export async function startStores(parts: StoresParts, stops: StopStack): Promise<StoresService> {
  const { site, plan, book, workOrders: orders, notices, clock, logger } = parts;
  const equipment = new Set(site.equipment.map(({ id }) => id));
  const runtime = createStoresRuntime({
    ...{ plan, timeZone: site.timeZone, book, orders, equipment, clock, logger },
    tell: (message) => notices.tell(message),
  });
  await runtime.start();
  stops.push('stores', () => runtime.stop());
  return runtime.service;
}
