import type { OrdersPlan } from '../../domain/duty/orders-plan.ts';
import type { Site } from '../../domain/site.ts';
import { isUnfinished } from '../../domain/work-order-table.ts';
import { createOfflineDesk } from '../../maintenance/orders/offline-desk.ts';
import { createOrderReadings } from '../../maintenance/orders/order-readings.ts';
import { createOrderRules } from '../../maintenance/orders/order-rules.ts';
import { OrderWatch } from '../../maintenance/orders/order-watch.ts';
import { createWorkOrders } from '../../maintenance/orders/work-orders.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OfflineDesk } from '../../ports/offline-desk.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import type { Store } from '../../store/open-store.ts';

export interface OrdersParts {
  readonly site: Site;
  readonly plan: OrdersPlan;
  readonly store: Pick<Store, 'workOrders'>;
  readonly latest: LatestValues;
  readonly notices: DutyNotices;
  readonly onCall: OnCallService;
  /** Equipment whose order is not worked on any more is not under maintenance for its sake. */
  readonly endMaintenanceOf: (order: number) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Orders {
  readonly workOrders: WorkOrderService;
  readonly offline: OfflineDesk;
}

/** Starts the work orders and the watch over their clocks. */
export function startOrders(parts: OrdersParts, stops: StopStack): Orders {
  const { site, plan, store, latest, clock, logger } = parts;
  const repository = store.workOrders;
  const equipment = new Map(site.equipment.map((one) => [one.id, one.class]));
  const rules = createOrderRules(plan, equipment);
  const readings = createOrderReadings(site, latest);
  const workOrders = createWorkOrders({ repository, clock, rules, readings, equipment });
  const watch = new OrderWatch({
    ...{ ...parts, repository, orders: workOrders, rules, readings },
    onDuty: (rotation, at) => onDutyOf(parts.onCall, rotation, at),
  });
  void watch.start();
  const unsubscribe = workOrders.onChange(({ id, state }) => {
    if (!isUnfinished(state))
      parts
        .endMaintenanceOf(id)
        .catch((error: unknown) => logger.warn({ err: error, order: id }, 'maintenance mode goes on'));
  });
  stops.push('work orders', async () => {
    unsubscribe();
    await watch.stop();
  });
  return { workOrders, offline: createOfflineDesk({ commands: repository.offline, orders: workOrders, clock }) };
}

async function onDutyOf(onCall: OnCallService, rotation: string, at: number): Promise<readonly string[]> {
  const duties = await onCall.at(at);
  return duties.find((one) => one.rotation === rotation)?.people.map(({ person }) => person) ?? [];
}
