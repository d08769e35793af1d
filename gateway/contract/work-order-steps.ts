import { may, type Permission, type Role } from '../domain/role.ts';
import type { WorkOrder, WorkOrderStep } from '../domain/work-order.ts';
import { otherPersonFor } from '../domain/work-order-person.ts';

const STEP_PERMISSION: Readonly<Record<WorkOrderStep, Permission>> = {
  dispatch: 'work-order:assign',
  reject: 'work-order:assign',
  change: 'work-order:assign',
  // A technician may take an order; giving it to somebody else is refused by mayAssign.
  assign: 'work-order:perform',
  accept: 'work-order:perform',
  decline: 'work-order:perform',
  arrive: 'work-order:perform',
  start: 'work-order:perform',
  hold: 'work-order:perform',
  resume: 'work-order:perform',
  done: 'work-order:perform',
  fill: 'work-order:perform',
  labour: 'work-order:perform',
  parts: 'work-order:perform',
  attach: 'work-order:perform',
  comment: 'work-order:perform',
  'call-back': 'work-order:perform',
  verify: 'work-order:close',
  close: 'work-order:close',
  reopen: 'work-order:close',
  cancel: 'work-order:close',
};

/** Whether the role may ask for the step at all. */
export const mayStep = (role: Role, step: WorkOrderStep): boolean => may(role, STEP_PERMISSION[step]);

/** Whoever performs work orders may take one; giving one to somebody else is its own permission. */
export const mayAssign = (who: OrderViewer, assignee: string): boolean =>
  may(who.role, 'work-order:assign') || (who.username === assignee && may(who.role, 'work-order:perform'));

/** The order as this person sees it: only the steps that are open to the role and not for somebody else to take. */
export function visibleTo<T extends OrderStanding>(order: T, { username, role }: OrderViewer): T {
  const actor = { name: username, role };
  const isOpen = (step: WorkOrderStep): boolean =>
    mayStep(role, step) && otherPersonFor(order, step, actor) === undefined;
  return { ...order, steps: order.steps.filter(isOpen) };
}

export interface OrderViewer {
  readonly username: string;
  readonly role: Role;
}
type OrderStanding = Pick<WorkOrder, 'steps' | 'state' | 'priority' | 'assignee' | 'doneBy'>;
