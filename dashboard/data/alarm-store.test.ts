import { describe, expect, it } from 'vitest';
import { sampleAlarm } from '../panels/sample-alarm.fixture.ts';
import { createAlarmStore, isStillActive, isUnacknowledged } from './alarm-store.ts';

const ids = (alarms: readonly { readonly id: string }[]): string[] => alarms.map(({ id }) => id);

describe('the alarms of a desk', () => {
  it('are those that people are told of; what is kept quiet is counted beside them', () => {
    const store = createAlarmStore();
    store.replace([
      sampleAlarm({ id: 'told' }),
      sampleAlarm({ id: 'held', annunciatedAt: null }),
      sampleAlarm({ id: 'shelved', state: 'shelved' }),
      sampleAlarm({ id: 'behind', state: 'suppressed', annunciatedAt: null }),
      sampleAlarm({ id: 'away', state: 'out-of-service' }),
      sampleAlarm({ id: 'over', state: 'closed' }),
    ]);
    expect(ids(store.get())).toEqual(['told']);
    expect(ids(store.quiet.get()).sort()).toEqual(['away', 'behind', 'shelved']);
  });

  it('move between the lists with their state', () => {
    const store = createAlarmStore();
    store.replace([sampleAlarm({ id: 'a' }), sampleAlarm({ id: 'b' })]);
    store.upsert(sampleAlarm({ id: 'a', state: 'suppressed' }), sampleAlarm({ id: 'b', state: 'closed' }));
    expect([ids(store.get()), ids(store.quiet.get())]).toEqual([[], ['a']]);
    store.upsert(sampleAlarm({ id: 'a' }));
    expect([ids(store.get()), ids(store.quiet.get())]).toEqual([['a'], []]);
  });

  it('stand by priority, then newest, then id', () => {
    const store = createAlarmStore();
    store.replace([
      sampleAlarm({ id: 'b', activeAt: '2026-11-21T20:00:00.000Z' }),
      sampleAlarm({ id: 'a', activeAt: '2026-11-21T20:00:00.000Z' }),
      sampleAlarm({ id: 'new', activeAt: '2026-11-21T20:00:01.000Z' }),
      sampleAlarm({ id: 'urgent', priority: 'P1', activeAt: '2026-11-20T20:00:00.000Z' }),
    ]);
    expect(ids(store.get())).toEqual(['urgent', 'new', 'a', 'b']);
  });

  it('take a thousand new states in one change', () => {
    const store = createAlarmStore();
    let changes = 0;
    store.subscribe(() => changes++);
    store.upsert(...Array.from({ length: 1000 }, (_, n) => sampleAlarm({ id: `a${n}` })));
    expect([store.get().length, changes]).toEqual([1000, 1]);
  });
});

it('tells waiting from seen, and active from returned, whatever else holds', () => {
  expect(isUnacknowledged({ state: 'latched-unacknowledged' })).toBe(true);
  expect(isUnacknowledged({ state: 'suppressed' })).toBe(false);
  expect(isStillActive({ state: 'latched-acknowledged', returnedAt: null })).toBe(true);
  expect(isStillActive({ state: 'latched-acknowledged', returnedAt: '2026-11-21T20:00:00.000Z' })).toBe(false);
});
