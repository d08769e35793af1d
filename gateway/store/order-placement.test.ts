import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { activation, announced, opensOrder, START } from '../../tests/harness/alarm-records.ts';
import { openTestStore, rowsOf, transitionOf } from '../../tests/harness/store-file.ts';

const LATER = START + 60_000;

describe('one order per episode', () => {
  test('however often and from however many sides it is committed', async () => {
    const { store, orders } = await openTestStore();
    await Promise.all(Array.from({ length: 50 }, () => store.alarms.commit([activation(), activation()])));
    expect(await store.workOrders.list({ state: 'all', limit: 99 })).toHaveLength(1);
    expect(orders).toHaveLength(1);
  });

  test('conditions that share a cause share the order', async () => {
    const { store } = await openTestStore();
    const order = opensOrder('CH-1:trip');
    const placed = await store.alarms.commit([
      activation('CH-1.high', 1, { order }),
      activation('CH-1.rate', 1, { order }),
    ]);
    expect([...placed.values()]).toEqual([1, 1]);
    expect(await store.workOrders.get(1)).toMatchObject({
      ...{ occurrences: 2, alarmId: 'CH-1.rate~1' },
      log: [{ step: 'opened' }, { step: 'merged' }],
    });
    expect(await store.alarms.get('CH-1.rate~1')).toMatchObject({ workOrder: 1 });
  });

  test('a return is noted in the order, a repeat takes the note away', async () => {
    const { store } = await openTestStore();
    await store.alarms.commit([activation(), transitionOf('CH-1.high~1', { type: 'returned', at: LATER })]);
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'open', conditionClearedAt: LATER });
    const again = { type: 'realarmed', occurrence: 2, at: LATER + 1, annunciation: 'recurrence' } as const;
    await store.alarms.commit([transitionOf('CH-1.high~1', again)]);
    expect(await store.workOrders.get(1)).toMatchObject({ occurrences: 2, conditionClearedAt: null });
    await store.alarms.commit([activation(undefined, 2)]);
    expect(await store.workOrders.get(1)).toMatchObject({ occurrences: 3, alarmId: 'CH-1.high~2' });
  });

  test('coming again by the clock is no repeat of the fault', async () => {
    const { store } = await openTestStore();
    const timer = { type: 'realarmed', occurrence: 2, annunciation: 'timer', at: LATER } as const;
    await store.alarms.commit([activation(), transitionOf('CH-1.high~1', timer)]);
    expect(await store.workOrders.get(1)).toMatchObject({ occurrences: 1 });
  });

  test('a worse level makes the order more urgent', async () => {
    const { store } = await openTestStore();
    const raised = { type: 'level-raised', occurrence: 2, level: 1, priority: 'P1', at: LATER } as const;
    await store.alarms.commit([activation(), transitionOf('CH-1.high~1', raised, { as: { priority: 'P1' } })]);
    expect(await store.workOrders.get(1)).toMatchObject({ priority: 'P1', occurrences: 1 });
  });

  test('an order may be asked for without an event, when a deadline has come', async () => {
    const { store } = await openTestStore();
    await store.alarms.commit([activation(undefined, 1, { order: null })]);
    expect(await store.alarms.get('CH-1.high~1')).toMatchObject({ workOrder: null });
    const due = activation(undefined, 1, { events: [], escalation: null, savedAt: LATER });
    expect(await store.alarms.commit([due])).toEqual(new Map([['CH-1.high~1', 1]]));
    await store.alarms.commit([due]);
    expect(await store.workOrders.list({ state: 'all', limit: 9 })).toHaveLength(1);
  });

  test('the row of the journal names the order', async () => {
    const { store, folder } = await openTestStore();
    await store.alarms.commit([activation()]);
    expect(rowsOf(folder, 'select work_order from journal')).toEqual([{ work_order: 1 }, { work_order: 1 }]);
  });

  test('the database itself refuses a second open order for one cause', async () => {
    const { store, folder } = await openTestStore();
    await store.alarms.commit([activation()]);
    const database = new DatabaseSync(join(folder, 'ops.sqlite'));
    const copy = (state: string) =>
      database.exec(`insert into work_order (dedup_key, state, priority, equipment, title, description, alarm_id, occurrences,
        condition_cleared_at, assignee, opened_by, opened_at, started_at, done_at, closed_at, resolution) select dedup_key, '${state}', priority, equipment, title, description, alarm_id,
        occurrences, condition_cleared_at, assignee, opened_by, opened_at, started_at, done_at, closed_at, resolution from work_order limit 1`);
    expect(() => copy('assigned')).toThrow('UNIQUE');
    expect(() => copy('closed')).not.toThrow();
    database.close();
  });
});

describe('an episode that turns out to be a consequence', () => {
  const mains = activation('MAINS.lost', 1, { order: opensOrder('MAINS:lost', 'MAINS') });
  const goesBeneath = (id = 'CH-1.high~1', at = LATER) =>
    transitionOf(
      id,
      { type: 'suppressed', reason: 'parent MAINS.lost', at },
      { as: { state: 'suppressed', parent: 'MAINS.lost~1' }, order: { action: 'supersede', parent: 'MAINS.lost~1' } },
    );

  test('gives its order up for that of the cause', async () => {
    const { store, folder } = await openTestStore();
    await store.alarms.commit([activation(), mains, goesBeneath()]);
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'cancelled', log: [{}, { note: 'MAINS.lost~1' }] });
    expect(await store.alarms.get('CH-1.high~1')).toMatchObject({ workOrder: 2 });
    expect(rowsOf(folder, 'select alarm_id, work_order, role from wo_episode order by alarm_id')).toEqual([
      { alarm_id: 'CH-1.high~1', work_order: 2, role: 'consequence' },
      { alarm_id: 'MAINS.lost~1', work_order: 2, role: 'primary' },
    ]);
  });

  test('also when that one comes later', async () => {
    const { store } = await openTestStore();
    await store.alarms.commit([activation(), goesBeneath()].toSpliced(1, 0, { ...mains, order: null }));
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'cancelled' });
    await store.alarms.commit([{ ...mains, events: [], escalation: null }]);
    expect(await store.alarms.get('CH-1.high~1')).toMatchObject({ workOrder: 2 });
  });

  test('keeps an order that somebody works on', async () => {
    const { store } = await openTestStore();
    await store.alarms.commit([activation(), mains]);
    await store.workOrders.change(1, (order) => ({
      ...{ ok: true, value: { order: { ...order, state: 'in-progress' }, entry: order.log[0]! } },
    }));
    await store.alarms.commit([goesBeneath()]);
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'in-progress' });
    expect(await store.alarms.get('CH-1.high~1')).toMatchObject({ workOrder: 1 });
  });

  test('leaves an order that another alarm asks for as well; the last one takes it along', async () => {
    const { store } = await openTestStore();
    const order = opensOrder('CH-1:trip');
    const both = [activation('CH-1.high', 1, { order }), activation('CH-1.rate', 1, { order })];
    await store.alarms.commit([...both, mains]);
    await store.alarms.commit([goesBeneath('CH-1.rate~1')]);
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'open' });
    await store.alarms.commit([goesBeneath('CH-1.high~1')]);
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'cancelled' });
  });

  test('has an order of its own again when it comes out; repeated commits change nothing', async () => {
    const { store, folder } = await openTestStore();
    const comesOut = transitionOf(
      'CH-1.high~1',
      { type: 'unsuppressed', at: LATER + 120_000 },
      {
        order: opensOrder('CH-1:CH-1.high'),
        events: [announced({ annunciation: 'unsuppressed', occurrence: 2, at: LATER + 120_000 })],
      },
    );
    const all = [activation(), mains, goesBeneath(), { ...comesOut, savedAt: LATER + 120_000 }];
    await store.alarms.commit(all);
    expect(await store.alarms.get('CH-1.high~1')).toMatchObject({ workOrder: 3 });
    const look = () =>
      ['work_order', 'work_order_log', 'wo_episode'].map((table) => rowsOf(folder, `select * from ${table}`));
    const before = look();
    await store.alarms.commit(all);
    expect(look()).toEqual(before);
  });
});
