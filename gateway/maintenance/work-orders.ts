import { refused } from '../domain/errors.ts';
import { stepWorkOrder } from '../domain/work-order-step.ts';
import type { Clock } from '../ports/clock.ts';
import type { WorkOrderRepository } from '../ports/work-order-repository.ts';
import type { WorkOrderService } from '../ports/work-order-service.ts';

export interface WorkOrdersOptions {
  readonly repository: WorkOrderRepository;
  readonly clock: Clock;
  /** Ids of the site's equipment. */
  readonly equipment: ReadonlySet<string>;
}

/** Work orders as people handle them. Those of alarms are opened by the alarm's own transaction and appear here with the others. */
export function createWorkOrders({ repository, clock, equipment }: WorkOrdersOptions): WorkOrderService {
  return {
    list: (query) => repository.list(query),
    get: (id) => repository.get(id),

    async create(draft, actor) {
      if (!equipment.has(draft.equipment)) return refused('EQUIPMENT_NOT_FOUND', draft.equipment);
      const order = { ...draft, openedBy: actor, openedAt: clock.nowMs(), alarmId: null };
      return { ok: true, value: await repository.insert(order) };
    },

    transition: (request) =>
      repository.change(request.id, (order, isAlarmActive) =>
        stepWorkOrder(order, request, { now: clock.nowMs(), isAlarmActive }),
      ),

    onChange: (listener) => repository.onChange(listener),
  };
}
