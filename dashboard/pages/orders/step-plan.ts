import type { WorkOrderStep } from '../../../gateway/domain/work-order.ts';

/** What a step asks of a person before it can be sent. */
export type StepNeed = 'person' | 'resolution' | 'note' | 'nothing';

/** The step that leads on comes first; the rest keep this order. */
const ORDER: readonly WorkOrderStep[] = [
  'done',
  'resume',
  'start',
  'assign',
  'close',
  'hold',
  'comment',
  'reopen',
  'cancel',
];
/** Steps that may stand as the one big button. */
const LEADING: ReadonlySet<WorkOrderStep> = new Set(['done', 'resume', 'start', 'assign', 'close']);

export interface StepPlan {
  readonly next: WorkOrderStep | undefined;
  readonly others: readonly WorkOrderStep[];
}

/** Chooses the one main action among the steps the gateway allows; an order without a person is assigned first. */
export function planSteps(allowed: readonly WorkOrderStep[], assigned: boolean): StepPlan {
  const sorted = ORDER.filter((step) => allowed.includes(step));
  const first = !assigned && allowed.includes('assign') ? 'assign' : sorted.find((step) => LEADING.has(step));
  return { next: first, others: sorted.filter((step) => step !== first) };
}

export function needOf(step: WorkOrderStep): StepNeed {
  switch (step) {
    case 'assign':
      return 'person';
    case 'done':
      return 'resolution';
    case 'hold':
    case 'comment':
    case 'reopen':
    case 'cancel':
      return 'note';
    case 'start':
    case 'resume':
    case 'close':
      return 'nothing';
  }
}

/** Steps the gateway refuses without a note: a comment, and "done" while the alarm behind the order still stands. */
export const noteNeeded = (step: WorkOrderStep, isAlarmActive: boolean): boolean =>
  step === 'comment' || (step === 'done' && isAlarmActive);
