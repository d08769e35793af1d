import type { WorkOrder } from '../../domain/work-order.ts';
import { findingsOf } from '../../domain/work-order-checklist.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../ports/work-order-service.ts';
import { findingText, settingText } from './order-texts.ts';

/** Cause of an order whose alarm was set wrong. */
const SETTING_WRONG = 'setting-wrong';

/** What the work on one order makes necessary beside it. Their keys keep each from being opened twice. */
export function followUpsOf(order: WorkOrder): readonly WorkOrderDraft[] {
  if (order.state !== 'done' && order.state !== 'verified') return [];
  const findings = findingsOf(order.checklist, order.answers).map(
    ({ item, answer }): WorkOrderDraft => ({
      ...shared(order),
      ...{ kind: 'corrective', key: `wo:${order.id}:${item.id}:${answer.at}` },
      ...findingText(order, item.text, answer.note),
    }),
  );
  if (order.codes?.cause !== SETTING_WRONG || order.alarmId === null) return findings;
  return [...findings, { ...shared(order), ...settingText(order), kind: 'inspection', key: `wo:${order.id}:setting` }];
}

const shared = ({ id, equipment, place }: WorkOrder) =>
  ({ equipment, place, priority: 'P3', source: { kind: 'order', record: id } }) as const;

/** Keys that were seen to; beyond it they are seen to again, which does nothing. */
const MOST_KEYS = 5_000;

/** Opens what follows from finished orders, once each, also after a stop in between. */
export class FollowUps {
  private readonly orders: Pick<WorkOrderService, 'create'>;
  private readonly seen = new Set<string>();

  constructor(orders: Pick<WorkOrderService, 'create'>) {
    this.orders = orders;
  }

  async ensure(order: WorkOrder): Promise<void> {
    for (const draft of followUpsOf(order)) {
      const key = draft.key ?? '';
      if (this.seen.has(key)) continue;
      await this.orders.create(draft, 'system');
      if (this.seen.size >= MOST_KEYS) this.seen.clear();
      this.seen.add(key);
    }
  }
}
