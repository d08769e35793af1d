import type { Priority } from './alarm.ts';
import type { LocalText } from './text.ts';
import type { OrderSource, Requester, WorkOrder, WorkOrderEntry, WorkOrderKind } from './work-order.ts';
import type { ChecklistItem } from './work-order-content.ts';
import { stepsOf } from './work-order-table.ts';

/** What an order starts with; the store gives the number. */
export interface NewWorkOrder {
  readonly kind: WorkOrderKind;
  readonly priority: Priority;
  readonly key: string | null;
  readonly equipment: string | null;
  readonly place: string;
  readonly title: LocalText;
  readonly description: LocalText;
  readonly source: OrderSource;
  readonly requester: Requester | null;
  readonly appointmentAt: number | null;
  readonly deadlineAt: number | null;
  readonly checklist: readonly ChecklistItem[];
  readonly assignee: string | null;
  readonly isSafety: boolean;
  readonly isStatutory: boolean;
  readonly legalBasis: LocalText | null;
  readonly isDraft: boolean;
  readonly alarmId: string | null;
  readonly repeatOf: number | null;
  readonly recurrences: Readonly<WorkOrder['recurrences']>;
  readonly isRepeatFailure: boolean;
  readonly openedBy: string;
  readonly openedAt: number;
  /** When its clocks began: the alarm, or the report. */
  readonly clockAt: number;
}

/** The least an order says, for those that need no more. */
export const PLAIN_ORDER = {
  ...{ kind: 'corrective', key: null, place: '', source: { kind: 'person', record: null }, requester: null },
  ...{ appointmentAt: null, deadlineAt: null, checklist: [], assignee: null, isSafety: false, isStatutory: false },
  ...{ legalBasis: null, isDraft: false, alarmId: null, repeatOf: null, recurrences: [], isRepeatFailure: false },
} as const satisfies Partial<NewWorkOrder>;

/** A new order with the first line of its history. */
export function openOrder(draft: NewWorkOrder, id: number): WorkOrder {
  const { isDraft: _isDraft, openedAt, openedBy, assignee, priority, alarmId, checklist, recurrences, ...rest } = draft;
  const state = stateOf(draft);
  const entry: WorkOrderEntry = {
    ...{ at: openedAt, actor: openedBy, step: 'opened', from: null, to: state, note: alarmId },
    ...{ via: openedBy === 'system' ? 'system' : 'screen', priority, reason: null, deviceAt: null },
  };
  const order: WorkOrder = {
    ...rest,
    ...{ id, version: 1, state, priority, assignee, alarmId, openedBy, openedAt, updatedAt: openedAt },
    ...{ checklist: [...checklist], recurrences: [...recurrences], occurrences: 1, conditionClearedAt: null },
    ...{ acceptedAt: null, arrival: null, startedAt: null, doneAt: null, doneBy: null, verifiedAt: null },
    ...{ verifiedBy: null, closedAt: null, hold: null, endReason: null, declines: 0, reopenCount: 0 },
    ...{ isFirstTimeFix: true, resolution: null, codes: null, answers: [], readings: [], files: [], parts: [] },
    ...{ labour: [], callBack: null, sla: null, steps: [], log: [entry] },
  };
  return { ...order, steps: stepsOf(order, openedAt) };
}

function stateOf({ isDraft, assignee }: NewWorkOrder): 'draft' | 'open' | 'assigned' {
  if (isDraft) return 'draft';
  return assignee === null ? 'open' : 'assigned';
}
