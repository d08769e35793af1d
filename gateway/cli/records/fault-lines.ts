import type { OrderFault } from '../../store/order-chain.ts';
import type { RecordFault } from '../../store/record-chain.ts';

/** What does not hold, in words. */
export function recordFaultLine(fault: RecordFault | OrderFault): string {
  switch (fault.kind) {
    case 'event-changed':
      return `event ${fault.sequence} is not as it was written`;
    case 'event-removed':
      return `event ${fault.sequence} was taken out, perhaps with some after it`;
    case 'events-shortened':
      return `the end from event ${fault.sequence} on is missing`;
    case 'record-changed':
      return `record ${fault.record} is not what its last event left`;
    case 'record-removed':
      return `record ${fault.record} was taken out`;
    case 'record-unknown':
      return `record ${fault.record} has no event that opened it`;
    case 'order-line-changed':
      return `line ${fault.sequence} of the orders' history, of WO ${fault.order}, is not as it was written`;
    case 'order-line-removed':
      return fault.order === null
        ? `line ${fault.sequence} of the orders' history was taken out, perhaps with some after it`
        : `WO ${fault.order} lacks a line of its history before line ${fault.sequence}`;
    case 'order-lines-shortened':
      return `the end of the orders' history from line ${fault.sequence} on is missing`;
    case 'order-lines-sealed':
      return `the orders' history up to line ${fault.sequence}, older than its chain, is not as it was sealed`;
    case 'order-changed':
      return `WO ${fault.order} is not what the last line of its history left`;
    case 'order-removed':
      return `WO ${fault.order} was taken out`;
    case 'order-unknown':
      return `WO ${fault.order} has no history`;
  }
}
