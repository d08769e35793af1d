import { may, type Permission } from './role.ts';
import type { OrderActor, WorkOrder, WorkOrderStep } from './work-order.ts';

type Standing = Pick<WorkOrder, 'state' | 'priority' | 'assignee' | 'doneBy'>;

/** Who has to take the step instead of this person; undefined: this person may. The system may act for anybody. */
export function otherPersonFor(order: Standing, step: WorkOrderStep, actor: OrderActor): string | undefined {
  const whoeverHasIt = `it was given to ${order.assignee}`;
  switch (step) {
    case 'accept':
    case 'decline':
    case 'start':
      return hasIt(order, actor) ? undefined : whoeverHasIt;
    case 'hold':
      if (order.priority === 'P1' && !can(actor, 'record:review'))
        return 'an urgent order is put on hold by a supervisor';
      return hasIt(order, actor) || leads(actor) ? undefined : whoeverHasIt;
    case 'arrive':
    case 'done':
    case 'resume':
    case 'fill':
    case 'labour':
    case 'parts':
      return hasIt(order, actor) || leads(actor) ? undefined : whoeverHasIt;
    case 'verify':
    case 'close':
    case 'call-back':
      return didIt(order, actor) ? 'somebody else than who did the work' : undefined;
    case 'dispatch':
    case 'reject':
    case 'change':
      return leads(actor) ? undefined : 'a dispatcher';
    case 'assign':
    case 'reopen':
    case 'cancel':
    case 'attach':
    case 'comment':
      return undefined;
  }
}

const can = ({ role }: OrderActor, permission: Permission): boolean => role === null || may(role, permission);
const leads = (actor: OrderActor): boolean => can(actor, 'work-order:assign');
const hasIt = ({ assignee }: Standing, { name, role }: OrderActor): boolean =>
  role === null || assignee === null || assignee === name;
const didIt = ({ assignee, doneBy, state }: Standing, { name }: OrderActor): boolean =>
  state !== 'closed' && (assignee === name || doneBy === name);
