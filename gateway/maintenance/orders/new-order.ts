import type { EquipmentClass } from '../../domain/equipment.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import { type NewWorkOrder, PLAIN_ORDER } from '../../domain/work-order-new.ts';
import type { WorkOrderDraft } from '../../ports/work-order-service.ts';

/** A draft with everything it leaves to the house, or why it cannot become an order. */
export function newOrderOf(
  draft: WorkOrderDraft,
  {
    actor,
    now,
    equipment,
  }: {
    readonly actor: string;
    readonly now: number;
    readonly equipment: ReadonlyMap<string, EquipmentClass>;
  },
): Outcome<NewWorkOrder> {
  const { equipment: machine = null, place = '' } = draft;
  if (machine !== null && !equipment.has(machine)) return refused('EQUIPMENT_NOT_FOUND', machine);
  if (machine === null && place.trim() === '')
    return refused('WORK_ORDER_INCOMPLETE', 'an order is about equipment or a place');
  if (draft.kind === 'hazard' && (draft.deadlineAt ?? null) === null)
    return refused('WORK_ORDER_INCOMPLETE', 'a hazard has a deadline');
  if (draft.isStatutory && (draft.legalBasis ?? null) === null)
    return refused('WORK_ORDER_INCOMPLETE', 'statutory work has a legal basis');
  const ids = new Set(draft.checklist?.map(({ id }) => id));
  if (ids.size !== (draft.checklist?.length ?? 0))
    return refused('WORK_ORDER_INCOMPLETE', 'an item of the checklist is there twice');
  return done({
    ...contentOf(draft),
    equipment: machine,
    place: place.trim(),
    openedBy: actor,
    openedAt: now,
    clockAt: now,
  });
}

function contentOf(
  draft: WorkOrderDraft,
): Omit<NewWorkOrder, 'equipment' | 'place' | 'openedBy' | 'openedAt' | 'clockAt'> {
  const { kind = 'corrective', priority, title, description, source = PLAIN_ORDER.source, key = null } = draft;
  const { requester = null, appointmentAt = null, deadlineAt = null, checklist = [], assignee = null } = draft;
  const { isSafety = false, isStatutory = false, legalBasis = null, isDraft = false } = draft;
  return {
    ...{ kind, priority, title, description, source, key, requester, appointmentAt, deadlineAt, checklist },
    ...{ assignee, isSafety, isStatutory, legalBasis, isDraft, alarmId: null },
    ...{ repeatOf: null, recurrences: [], isRepeatFailure: false },
  };
}
