import type { WireOrder } from '../../data/order-api.ts';

const TEXT = { en: 'Look at the pump', zh: '检查水泵' };
const AT = '2026-01-05T08:00:00.000Z';

/** A valid order as it comes over the wire; a test names only what it is about. */
export function sampleOrder(change: Partial<WireOrder> = {}): WireOrder {
  return {
    ...{ id: 7, version: 3, kind: 'corrective', state: 'in-progress', priority: 'P2', key: null },
    ...{ equipment: 'PUMP-1', place: '', title: TEXT, description: TEXT, source: { kind: 'alarm', record: null } },
    ...{ requester: null, alarmId: null, isSafety: false, isStatutory: false, legalBasis: null, occurrences: 1 },
    ...{ recurrences: [], repeatOf: null, isRepeatFailure: false, conditionClearedAt: null, assignee: 'li' },
    ...{ openedBy: 'system', openedAt: AT, clockAt: AT, acceptedAt: AT, arrival: null, startedAt: AT },
    ...{ doneAt: null, doneBy: null, verifiedAt: null, verifiedBy: null, closedAt: null, updatedAt: AT },
    ...{ appointmentAt: null, deadlineAt: null, hold: null, endReason: null, declines: 0, reopenCount: 0 },
    ...{ isFirstTimeFix: true, resolution: null, codes: null, checklist: [], answers: [], readings: [], files: [] },
    ...{ parts: [], labour: [], callBack: null, sla: null, steps: ['done', 'hold', 'comment'], log: [] },
    ...change,
  };
}
