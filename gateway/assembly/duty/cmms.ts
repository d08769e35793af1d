import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';
import type { Site } from '../../domain/site.ts';
import { CmmsRuntime, NO_CMMS } from '../../maintenance/cmms/cmms-runtime.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CmmsService } from '../../ports/cmms-service.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import type { Store } from '../../store/open-store.ts';

export interface CmmsParts {
  readonly site: Pick<Site, 'id'>;
  readonly plan: CmmsPlan | undefined;
  readonly store: Pick<Store, 'orderLinks'>;
  readonly workOrders: WorkOrderService;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly notices: DutyNotices;
  readonly fetch: typeof fetch;
}

/** Starts sharing orders with the outside maintenance system of the site, if there is one. */
export function startCmms(parts: CmmsParts, stops: StopStack): CmmsService {
  const { site, plan, store, workOrders } = parts;
  if (!plan) return NO_CMMS;
  const runtime = new CmmsRuntime({ ...parts, plan, site: site.id, links: store.orderLinks, orders: workOrders });
  void runtime.start();
  stops.push('outside maintenance system', () => runtime.stop());
  return runtime;
}
