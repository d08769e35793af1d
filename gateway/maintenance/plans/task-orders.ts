import { bySystem } from '../../domain/duty/deed.ts';
import type { MaintenancePlan } from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { MaintenanceTask } from '../../domain/duty/maintenance/maintenance-task.ts';
import { linkOrder, type TaskRecord } from '../../domain/duty/maintenance/maintenance-task-steps.ts';
import type { WorkOrder, WorkOrderStep } from '../../domain/work-order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Records } from '../../ports/record-book.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../ports/work-order-service.ts';

export interface TaskOrderOptions {
  readonly tasks: Records<MaintenanceTask>;
  readonly orders: Pick<WorkOrderService, 'create' | 'get' | 'transition'>;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

/** What takes an order from any state to its end when the record of the work has been accepted. */
const WAY_TO_DONE: readonly WorkOrderStep[] = ['done', 'start', 'accept', 'assign', 'dispatch'];
const MOST_STEPS = 8;
/** Of a text in both languages. */
const LONGEST_TEXT = 400;

/** Work orders of maintenance tasks: each task has one, each fault that was found one more. Keys make both happen once. */
export class TaskOrders {
  private readonly options: TaskOrderOptions;

  constructor(options: TaskOrderOptions) {
    this.options = options;
  }

  /** The order of a task, also of one that was opened just before a stop. */
  async ensure(plan: MaintenancePlan, record: TaskRecord): Promise<void> {
    if (record.state !== 'open' || record.body.order !== null) return;
    await this.link(record, orderOfTask(plan, record), null);
  }

  /** One order for each fault that was written down; asked again it makes no second one. */
  async followFaults(record: TaskRecord, actor: string): Promise<void> {
    const faults = record.body.answers.filter(({ result, order }) => result === 'fault' && order === null);
    for (const { item } of faults) await this.link(record, orderOfFault(record, item), item, actor);
  }

  /** The record of the work is accepted, and with it the order is done. What the order refuses is left to people. */
  async finish(record: TaskRecord, actor: string): Promise<void> {
    const { order: id } = record.body;
    if (id === null) return;
    let order = await this.options.orders.get(id);
    for (let step = 0; order && step < MOST_STEPS && !hasEnded(order); step += 1)
      order = await this.advance(order, record, actor);
  }

  private async advance(order: WorkOrder, record: TaskRecord, actor: string): Promise<WorkOrder | undefined> {
    const step = WAY_TO_DONE.find((one) => order.steps.includes(one));
    if (!step) return undefined;
    const performer = record.body.signatures[0]?.by ?? actor;
    const outcome = await this.options.orders.transition({
      ...{ id: order.id, step, actor: performer, via: 'system' },
      ...(step === 'assign' ? { assignee: performer } : {}),
      ...(step === 'done' ? { resolution: `${record.body.title.en}: record ${record.id} accepted` } : {}),
    });
    if (outcome.ok) return outcome.value;
    const { code, detail } = outcome;
    this.options.logger.info(
      { order: order.id, step, code, detail },
      'the order of an accepted maintenance record stays open',
    );
    return undefined;
  }

  private async link(record: TaskRecord, draft: WorkOrderDraft, item: string | null, actor = 'system'): Promise<void> {
    const { orders, tasks, clock, logger } = this.options;
    const created = await orders.create(draft, actor);
    if (!created.ok) {
      logger.warn(
        { task: record.id, code: created.code, detail: created.detail },
        'a maintenance task has no work order',
      );
      return;
    }
    await tasks.change(record.id, (now) => linkOrder(now, created.value.id, item, bySystem(clock.nowMs())));
  }
}

const hasEnded = ({ state }: WorkOrder): boolean =>
  state === 'done' || state === 'verified' || state === 'closed' || state === 'cancelled' || state === 'rejected';

function orderOfTask(plan: MaintenancePlan, { id, key, dueAt, body }: TaskRecord): WorkOrderDraft {
  const [title, levelTitle] = [body.title, body.levelTitle];
  return {
    ...{ kind: 'preventive', priority: body.statutory ? 'P3' : 'P4', key, deadlineAt: dueAt },
    ...(body.target.kind === 'equipment' ? { equipment: body.target.id } : { place: body.target.name.zh }),
    title: { en: `${title.en}: ${levelTitle.en}`, zh: `${title.zh}（${levelTitle.zh}）` },
    description: {
      en: `${body.items.length} items. Write them into maintenance record ${id}; it is done when the record is accepted.`,
      zh: `共${body.items.length}项，请在保养记录${id}中逐项填写；记录验收后本工单完成。`,
    },
    source: { kind: 'maintenance-task', record: id },
    isStatutory: body.statutory !== null,
    legalBasis: plan.statutory?.text ?? null,
  };
}

function orderOfFault({ id, key, body }: TaskRecord, itemId: string): WorkOrderDraft {
  const item = body.items.find((one) => one.id === itemId);
  const note = body.answers.find((one) => one.item === itemId)?.note ?? '';
  const title = item?.title ?? body.title;
  return {
    ...{ kind: 'corrective', priority: 'P3', key: `${key}:${itemId}` },
    ...(body.target.kind === 'equipment' ? { equipment: body.target.id } : { place: body.target.name.zh }),
    title: { en: `Found at maintenance: ${title.en}`, zh: `保养发现：${title.zh}` },
    description: { en: (note || title.en).slice(0, LONGEST_TEXT), zh: (note || title.zh).slice(0, LONGEST_TEXT) },
    source: { kind: 'maintenance-task', record: id },
  };
}
