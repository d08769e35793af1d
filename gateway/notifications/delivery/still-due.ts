import type { Alarm } from '../../domain/alarm.ts';
import type { LeasedNotice } from '../../ports/outbox.ts';

/** Whether there is still a reason to send: nobody is told of what has been acknowledged, closed or quieted meanwhile. */
export function isStillDue({ kind, alarm, wasAnnounced }: LeasedNotice): boolean {
  switch (kind) {
    case 'alarm':
      return alarm !== null && isWaitingForAnswer(alarm);
    case 'returned':
      return wasAnnounced && alarm !== null && hasReturned(alarm);
    case 'digest':
    case 'test':
    case 'duty':
      return true;
  }
}

/** P1 goes on until somebody acknowledges it, also after it has returned; the others then wait in the list. */
export function isWaitingForAnswer({ state, priority }: Alarm): boolean {
  switch (state) {
    case 'active-unacknowledged':
    case 'latched-unacknowledged':
      return true;
    case 'returned-unacknowledged':
      return priority === 'P1';
    case 'active-acknowledged':
    case 'latched-acknowledged':
    case 'shelved':
    case 'suppressed':
    case 'out-of-service':
    case 'closed':
      return false;
  }
}

/** Also of an alarm that is still latched; one that was closed without having returned (disabled) has not. */
function hasReturned({ state, returnedAt }: Alarm): boolean {
  if (returnedAt === null) return false;
  return state === 'returned-unacknowledged' || state === 'closed' || state.startsWith('latched');
}
