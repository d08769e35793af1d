import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { MaintenancePlans } from '../../domain/duty/maintenance/maintenance-plan.ts';
import { MAINTENANCE_TASK } from '../../domain/duty/maintenance/maintenance-task.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { MaintenanceService } from '../../ports/maintenance-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { createMaintenanceDesk } from './maintenance-desk.ts';
import { MaintenanceEngine } from './maintenance-engine.ts';
import type { Reading } from './task-draft.ts';
import { TaskOrders } from './task-orders.ts';
import type { MaintenanceTold } from './told.ts';
import { YearDesk } from './year-desk.ts';

const HOUR_MS = 3_600_000;

export interface MaintenanceRuntimeOptions {
  readonly plans: MaintenancePlans;
  readonly timeZone: string;
  readonly book: RecordBook;
  readonly orders: Pick<WorkOrderService, 'create' | 'get' | 'transition'>;
  readonly history: Pick<HistoryReader, 'query'>;
  readonly readings: (equipment: readonly string[]) => readonly Reading[];
  readonly tell: (message: MaintenanceTold) => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface MaintenanceRuntime {
  readonly service: MaintenanceService;
  /** Makes up for what should have been while nothing ran. Rejects with STORE_UNAVAILABLE. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Everything that is due now, once; for tests and for whoever cannot wait an hour. */
  tick(): Promise<void>;
}

/** Maintenance that returns: its tasks, the plans of years and months, and the desk where people fill them in. */
export function createMaintenanceRuntime(options: MaintenanceRuntimeOptions): MaintenanceRuntime {
  const { book, clock, logger } = options;
  const calendar = new SiteCalendar(options.timeZone);
  const years = new YearDesk({ ...options, calendar });
  const orders = new TaskOrders({ ...options, tasks: book.of(MAINTENANCE_TASK) });
  const engine = new MaintenanceEngine({
    ...options,
    calendar,
    taskOrders: orders,
    approvedDay: (key) => years.approvedDay(key),
  });
  const service = createMaintenanceDesk({ ...options, calendar, engine, years, orders });
  let timer: Timer | undefined;
  let planning: Promise<void> | undefined;
  const planYears = (): Promise<void> => years.tick((plan) => engine.view(plan));
  const planInTurn = (): void => {
    planning ??= planYears()
      .catch((error: unknown) => logger.error({ err: error }, 'the maintenance plans of the year could not be made'))
      .finally(() => {
        planning = undefined;
      });
  };
  return {
    service,
    start: async () => {
      await engine.start();
      await planYears();
      timer = clock.every(HOUR_MS, planInTurn);
    },
    stop: async () => {
      timer?.cancel();
      await engine.stop();
      await planning;
    },
    tick: async () => {
      await engine.tick();
      await planYears();
    },
  };
}
