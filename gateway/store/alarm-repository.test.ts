import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { activation, exampleAlarm, exampleEvent, exampleNotice, START } from '../../tests/harness/alarm-records.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import { findBrokenLink } from './journal.ts';
import { openStore } from './open-store.ts';

async function setup(given?: string) {
  const folder = given ?? (await tempFolder());
  const store = await openStore({ folder, clock: new ManualClock(START), logger: silentLogger });
  onTestFinished(() => store.close());
  const orders: WorkOrder[] = [];
  store.workOrders.onChange((order) => orders.push(order));
  return { store, folder, orders };
}

/** Looks into the file from outside. */
function rowsOf(folder: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(join(folder, 'ops.sqlite'));
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

const returned = (episode = 1): AlarmTransition =>
  activation('CH-1.high', episode, {
    alarm: exampleAlarm({
      id: `CH-1.high~${episode}`,
      episode,
      state: 'returned-unacknowledged',
      returnedAt: START + 60_000,
    }),
    events: [exampleEvent({ type: 'returned', at: START + 60_000 })],
    savedAt: START + 60_000,
  });

describe('commit', () => {
  test('state, episode, journal, order and notice are there after a restart', async () => {
    const { store, folder } = await setup();
    const orders = await store.alarms.commit([activation(undefined, 1, { notices: [exampleNotice()] })]);
    expect(orders).toEqual(new Map([['CH-1.high~1', 1]]));
    await store.close();
    const again = (await setup(folder)).store;
    expect(await again.alarms.load()).toEqual([
      { conditionId: 'CH-1.high', state: activation().state, savedAt: START, alarm: exampleAlarm({ workOrder: 1 }) },
    ]);
    expect(await again.alarms.get('CH-1.high~1')).toEqual(exampleAlarm({ workOrder: 1 }));
    expect(await again.alarms.events('CH-1.high~1')).toMatchObject([
      { sequence: 1, type: 'activated', actor: 'system' },
    ]);
    expect(await again.workOrders.get(1)).toMatchObject({ state: 'open', alarmId: 'CH-1.high~1', openedBy: 'system' });
    expect(await again.outbox.lease('desk', 9, START, 30_000)).toMatchObject([
      { id: 'msg_1', alarm: { workOrder: 1 } },
    ]);
  });

  test('all or nothing', async () => {
    const { store, folder } = await setup();
    const broken = activation('CH-2.high', 1, { notices: [exampleNotice({ alarmId: 'no such alarm' })] });
    await expect(store.alarms.commit([activation(), broken])).rejects.toMatchObject({ code: 'INTERNAL' });
    for (const table of ['alarm_state', 'alarm_episode', 'journal', 'work_order', 'wo_episode', 'outbox'])
      expect(rowsOf(folder, `select * from ${table}`)).toEqual([]);
  });

  test('committing the same again changes nothing', async () => {
    const { store, folder } = await setup();
    const transitions = [
      activation(undefined, 1, { notices: [exampleNotice()] }),
      returned(),
      activation(undefined, 1, {
        alarm: exampleAlarm({ occurrence: 2 }),
        events: [exampleEvent({ type: 'realarmed', occurrence: 2 })],
      }),
    ];
    await store.alarms.commit(transitions);
    const look = () =>
      ['journal', 'work_order', 'work_order_log', 'wo_episode', 'outbox'].map((table) =>
        rowsOf(folder, `select * from ${table}`),
      );
    const before = look();
    await store.alarms.commit(transitions);
    expect(look()).toEqual(before);
  });
});

describe('one order per episode', () => {
  test('however often and from however many sides it is committed', async () => {
    const { store, orders } = await setup();
    const same = Array.from({ length: 50 }, () => store.alarms.commit([activation(), activation()]));
    await Promise.all(same);
    expect(await store.workOrders.list({ state: 'all', limit: 99 })).toHaveLength(1);
    expect(orders).toHaveLength(1);
  });

  test('conditions that share a cause share the order', async () => {
    const { store } = await setup();
    const shared = { ...activation().order!, dedupKey: 'CH-1:trip' };
    const orders = await store.alarms.commit([
      activation('CH-1.high', 1, { order: shared }),
      activation('CH-1.rate', 1, { order: shared }),
    ]);
    expect([...orders.values()]).toEqual([1, 1]);
    expect(await store.workOrders.get(1)).toMatchObject({
      occurrences: 2,
      log: [{ step: 'opened' }, { step: 'merged' }],
    });
  });

  test('a return is noted in the order, a repeat takes the note away', async () => {
    const { store } = await setup();
    await store.alarms.commit([activation(), returned()]);
    expect(await store.workOrders.get(1)).toMatchObject({ state: 'open', conditionClearedAt: START + 60_000 });
    await store.alarms.commit([activation(undefined, 2)]);
    expect(await store.workOrders.get(1)).toMatchObject({
      occurrences: 2,
      conditionClearedAt: null,
      alarmId: 'CH-1.high~2',
    });
  });

  test('a condition that opens no orders has none', async () => {
    const { store } = await setup();
    expect(await store.alarms.commit([activation(undefined, 1, { order: null })])).toEqual(new Map());
  });

  test('the database itself refuses a second open order for one cause', async () => {
    const { store, folder } = await setup();
    await store.alarms.commit([activation()]);
    const database = new DatabaseSync(join(folder, 'ops.sqlite'));
    const copy = (state: string) =>
      database.exec(`insert into work_order select null, dedup_key, '${state}', priority, equipment, title, description, alarm_id,
        occurrences, condition_cleared_at, assignee, opened_by, opened_at, started_at, done_at, closed_at, resolution from work_order limit 1`);
    expect(() => copy('assigned')).toThrow('UNIQUE');
    expect(() => copy('closed')).not.toThrow();
    database.close();
  });
});

test('the journal is a chain: a row changed or taken out shows', async () => {
  const { store, folder } = await setup();
  await store.alarms.commit([activation(), returned(), activation('CH-2.high')]);
  await store.alarms.commit([activation('CH-3.high')]);
  const rows = rowsOf(folder, 'select * from journal order by sequence') as never[];
  expect(rows).toHaveLength(4);
  expect(findBrokenLink(rows)).toBeUndefined();
  const changed = rows.map((row, i) => (i === 1 ? { ...(row as object), actor: 'nobody' } : row)) as never[];
  expect(findBrokenLink(changed)).toBe(2);
  expect(findBrokenLink(rows.toSpliced(1, 1))).toBe(3);
});

test('an older episode left open is closed when the next one begins', async () => {
  const { store } = await setup();
  await store.alarms.commit([activation(undefined, 1)]);
  await store.alarms.commit([activation(undefined, 3)]);
  expect(await store.alarms.list({ state: 'open', limit: 9 })).toMatchObject([{ episode: 3 }]);
});

test('a list goes back in time page by page', async () => {
  const { store } = await setup();
  const at = (id: string, activeAt: number, equipment: string) =>
    activation(id, 1, { alarm: exampleAlarm({ id: `${id}~1`, conditionId: id, activeAt, equipment }), order: null });
  await store.alarms.commit([at('a', START, 'X'), at('b', START + 1, 'Y'), at('c', START + 2, 'X')]);
  const ids = async (query: object) =>
    (await store.alarms.list({ state: 'all', limit: 9, ...query })).map((alarm) => alarm.conditionId);
  expect(await ids({})).toEqual(['c', 'b', 'a']);
  expect(await ids({ limit: 2 })).toEqual(['c', 'b']);
  expect(await ids({ before: START + 1 })).toEqual(['a']);
  expect(await ids({ equipment: 'X' })).toEqual(['c', 'a']);
});
