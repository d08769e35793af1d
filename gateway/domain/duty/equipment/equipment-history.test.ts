import { describe, expect, it } from 'vitest';
import { fakeAlarm } from '../../../../tests/harness/fake-alarms.ts';
import { equipmentHistory, faultSpans, type RegisterOrder } from './equipment-history.ts';

const TEXT = { en: 'a', zh: '甲' };
const orderOf = (change: Partial<RegisterOrder> = {}): RegisterOrder => ({
  ...{ id: 7, kind: 'corrective', state: 'in-progress', priority: 'P2', equipment: 'PUMP-1', title: TEXT },
  ...{ openedAt: 3000, doneAt: null, closedAt: null, assignee: 'li', resolution: null, parts: [] },
  ...change,
});
const part = { part: null, name: '轴承', quantity: 2, unit: '个', price: null, at: 3500, by: 'li' } as const;
const RULES = { priorities: ['P1', 'P2'] } as const;

describe('the life of a machine', () => {
  it('joins alarms, orders, parts and hand-written lines, newest first', () => {
    const order = orderOf({
      doneAt: 4000,
      parts: [
        { ...part, stage: 'issued' },
        { ...part, stage: 'reserved' },
      ],
    });
    const entry = { id: 1, kind: 'rebuild', at: 5000, text: '改造', order: null, writtenAt: 6000, by: 'chen' } as const;
    const lines = equipmentHistory({ alarms: [fakeAlarm()], orders: [order], entries: [entry] }, 0, 9000);
    expect(lines.map(({ kind, at }) => [kind, at])).toEqual([
      ...[
        ['entry', 5000],
        ['part', 4000],
        ['order', 3000],
        ['alarm', 2000],
      ],
    ]);
  });

  it('leaves out what lies outside and what was only the consequence of something else', () => {
    const quiet = fakeAlarm('PUMP-1.high~2', { annunciatedAt: null });
    expect(equipmentHistory({ alarms: [quiet, fakeAlarm()], orders: [], entries: [] }, 0, 2000)).toEqual([]);
  });
});

describe('what counts as a fault', () => {
  it('is an alarm people were told of, until it returned; a latched one until it is reset', () => {
    const over = fakeAlarm('a~1', { returnedAt: 2500, closedAt: 9000, state: 'closed' });
    const latched = fakeAlarm('b~1', { returnedAt: 2500, state: 'latched-acknowledged' });
    expect(faultSpans([over, latched], [], RULES)).toEqual([
      { equipment: 'PUMP-1', from: 2000, until: 2500 },
      { equipment: 'PUMP-1', from: 2000, until: null },
    ]);
  });

  it('is not lost communication, not a low priority, not what nobody was told of', () => {
    const none = [
      fakeAlarm('a~1', { kind: 'comms-lost' }),
      fakeAlarm('b~1', { priority: 'P3' }),
      fakeAlarm('c~1', { annunciatedAt: null }),
    ];
    expect(faultSpans(none, [], RULES)).toEqual([]);
  });

  it('is a repair until it is done, not maintenance, not what was refused or is about a place', () => {
    const orders = [
      orderOf({ doneAt: 4000 }),
      orderOf({ kind: 'preventive' }),
      orderOf({ state: 'rejected' }),
      orderOf({ equipment: null }),
    ];
    expect(faultSpans([], orders, RULES)).toEqual([{ equipment: 'PUMP-1', from: 3000, until: 4000 }]);
  });
});
