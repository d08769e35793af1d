import { expect, test } from 'vitest';
import type { WireComplaint } from '../../data/complaint-api.ts';
import { offeredDeeds } from './offered.ts';

const AT = '2026-11-24T01:00:00.000Z';
const complaint = (change: Partial<WireComplaint> = {}): WireComplaint => ({
  ...{ id: 1, key: 'k', subject: 'lift', state: 'open', at: AT, dueAt: AT, closedAt: null, version: 1, room: '1' },
  ...{
    name: 'n',
    phone: '',
    channel: 'desk',
    summary: 's',
    topic: 'lift',
    isMajor: false,
    equipment: null,
    outage: null,
  },
  ...{ alarmId: null, received: { by: 'desk', at: AT }, secondOf: null, isValid: null, assignee: null, orders: [] },
  ...{ measure: null, result: null, answered: null, firstAnsweredAt: null, callBacks: [], reopened: 0, decision: null },
  ...{ lateToldAt: null, notes: [] },
  ...change,
});
const technician = { username: 'li', mayWrite: true, mayReview: false, mayOrder: true };
const engineer = { ...technician, username: 'chen', mayReview: true };

test('an open one is answered, taken over or made an order; an engineer judges it as well', () => {
  expect(offeredDeeds(complaint(), technician)).toEqual(['answer', 'take', 'order', 'addNote']);
  expect(offeredDeeds(complaint(), engineer)).toEqual(['answer', 'take', 'order', 'judge', 'addNote', 'withdraw']);
  expect(offeredDeeds(complaint(), { ...technician, mayWrite: false })).toEqual([]);
});

test('a major one is decided before it is answered', () => {
  expect(offeredDeeds(complaint({ isMajor: true }), engineer)[0]).toBe('decide');
  expect(offeredDeeds(complaint({ isMajor: true }), technician)).toEqual(['take', 'order', 'addNote']);
});

test('another one than who answered calls back; what is closed takes notes', () => {
  const answered = { answered: { by: 'li', at: AT } };
  expect(offeredDeeds(complaint(answered), technician)).toEqual(['addNote']);
  expect(offeredDeeds(complaint(answered), engineer)[0]).toBe('callBack');
  expect(offeredDeeds(complaint({ state: 'done' }), engineer)).toEqual(['addNote']);
});
