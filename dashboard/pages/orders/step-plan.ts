import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';

/** The step that leads on comes first; the rest keep this order. */
const ORDER: readonly WorkOrderStep[] = [
  ...(['dispatch', 'accept', 'arrive', 'start', 'done', 'resume', 'assign', 'verify', 'call-back', 'close'] as const),
  ...(['hold', 'attach', 'parts', 'labour', 'comment', 'change', 'decline', 'reject', 'reopen', 'cancel'] as const),
];
/** Steps that may stand as the one big button. */
const LEADING: ReadonlySet<WorkOrderStep> = new Set([
  ...(['dispatch', 'accept', 'start', 'done', 'resume', 'assign', 'verify', 'call-back', 'close'] as const),
]);
/** Steps that need nothing to be said. */
const BARE: ReadonlySet<WorkOrderStep> = new Set(['dispatch', 'accept', 'start', 'resume'] as const);
/** What a step asks for stands in its own section of the page, not in a dialog. */
const INLINE: ReadonlySet<WorkOrderStep> = new Set(['fill', 'attach'] as const);

export interface StepPlan {
  readonly next: WorkOrderStep | undefined;
  readonly others: readonly WorkOrderStep[];
}

/** Who looks at the order. */
export interface Looker {
  readonly isAssigned: boolean;
  /** The order was given to this person. */
  readonly isOwn: boolean;
  /** May give work to others. */
  readonly leads: boolean;
}

/**
 * Chooses the one main action among the steps the gateway allows: whoever leads gives an order without a person to somebody,
 * everybody else takes it; what somebody else is to do is no main action.
 */
export function planSteps(allowed: readonly WorkOrderStep[], { isAssigned, isOwn, leads }: Looker): StepPlan {
  const sorted = ORDER.filter((step) => allowed.includes(step));
  const isMine = (step: WorkOrderStep): boolean => !OF_ASSIGNEE.has(step) || isOwn || !isAssigned;
  const leading = sorted.filter((step) => LEADING.has(step) && isMine(step));
  const next =
    !isAssigned && leads && leading.includes('assign') ? 'assign' : leading.find((step) => step !== 'assign');
  // Whoever leads may give it to somebody else; while it is in somebody's hands that is nothing to press first.
  const main = next ?? (isAssigned && !isOwn ? undefined : leading[0]);
  return { next: main, others: sorted.filter((step) => step !== main && !INLINE.has(step)) };
}

/** Steps of the work itself. */
const OF_ASSIGNEE: ReadonlySet<WorkOrderStep> = new Set(['accept', 'start', 'arrive', 'done', 'resume'] as const);

export const isBare = (step: WorkOrderStep): boolean => BARE.has(step);
