import type { WireCard } from '../../data/register-api.ts';

const AT = '2026-01-05T08:00:00.000Z';

/** A valid card as it comes over the wire; a test names only what it is about. */
export function sampleCard(change: Partial<WireCard> = {}): WireCard {
  return {
    ...{ id: 1, key: 'card:CH-1', subject: 'CH-1', state: 'open', at: AT, dueAt: null, closedAt: null, version: 1 },
    ...{ equipment: 'CH-1', name: { en: 'Chiller 1', zh: '1#冷水机组' }, class: 'chiller', system: 'chillers' },
    ...{ area: 'chiller-plant', maker: 'York', model: 'YHAU', tag: 'running', counterHours: 14203, openFaults: 0 },
    ...{ openOrders: 0, due: [], needsSecondPerson: false, documents: [], entries: [], reviews: [], corrections: [] },
    fields: {
      ...{ number: 'E-07', serial: null, madeOn: null, commissionedOn: null, originalValue: 820000 },
      ...{ switchPosition: null, responsible: 'chen', contractor: '某冷机公司', contractorPhone: null },
      ...{ warrantyUntil: '2027-03-31', cycleDays: 30, inspectionDueOn: null, criticality: 'A', ratedData: null },
      ...{ lubricants: null, wearParts: null },
    },
    ...change,
  };
}
