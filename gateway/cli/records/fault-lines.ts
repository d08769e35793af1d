import type { RecordFault } from '../../store/record-chain.ts';

/** What does not hold, in words. */
export function recordFaultLine(fault: RecordFault): string {
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
  }
}
