import type { EquipmentRegisterPlan } from '../../domain/duty/equipment/equipment-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createEquipmentRegister } from '../../duty/equipment/equipment-register.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EquipmentRegister } from '../../ports/equipment-register.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import type { Store } from '../../store/open-store.ts';

export interface EquipmentParts {
  readonly site: Site;
  readonly plan: EquipmentRegisterPlan;
  readonly book: RecordBook;
  readonly store: Pick<Store, 'alarms'>;
  readonly alarms: AlarmService;
  readonly workOrders: WorkOrderService;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the equipment register; every machine of the site gets its card. */
export function startEquipment(parts: EquipmentParts, stops: StopStack): EquipmentRegister {
  const { store, workOrders, ...rest } = parts;
  const engine = createEquipmentRegister({
    ...rest,
    orders: workOrders,
    alarmsOpenAt: (at) => store.alarms.openAt(at),
  });
  engine.start();
  stops.push('equipment register', () => engine.stop());
  return engine.register;
}
