import type { WireAlarm } from '../data/alarm-api.ts';

/** An alarm as tests need it; valid as it stands. */
export function sampleAlarm(change: Partial<WireAlarm> = {}): WireAlarm {
  return {
    id: 'F07.overload~1',
    conditionId: 'F07.overload',
    episode: 1,
    occurrence: 1,
    state: 'active-unacknowledged',
    priority: 'P2',
    class: 'equipment',
    kind: 'limit',
    equipment: 'F07',
    system: 'power',
    tag: 'F07.i_a',
    title: { en: 'Overload', zh: '过载' },
    consequence: { en: 'The breaker trips.', zh: '断路器跳闸。' },
    action: { en: 'Shed load.', zh: '减载。' },
    value: 372,
    limit: 360,
    unit: 'A',
    onsetAt: '2026-11-21T20:00:00.000Z',
    activeAt: '2026-11-21T20:00:05.000Z',
    annunciatedAt: '2026-11-21T20:00:10.000Z',
    returnedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    closedAt: null,
    unknownSince: null,
    ...{ shelvedUntil: null, shelvedBy: null, suppressedBy: [], parent: null, consequences: 0 },
    ...{ firstOut: null, isChattering: false },
    workOrder: null,
    ...change,
  };
}
