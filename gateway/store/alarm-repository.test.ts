import { describe, expect, test } from 'vitest';
import { activation, exampleAlarm, exampleEvent, START } from '../../tests/harness/alarm-records.ts';
import { openTestStore, rowsOf, transitionOf } from '../../tests/harness/store-file.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';

const TABLES = ['alarm_state', 'alarm_episode', 'journal', 'work_order', 'wo_episode', 'escalation', 'outbox'];
const LATER = START + 60_000;

describe('commit', () => {
  test('state, episode, journal, order and escalation are there after a restart', async () => {
    const { store, folder } = await openTestStore();
    expect(await store.alarms.commit([activation()])).toEqual(new Map([['CH-1.high~1', 1]]));
    await store.close();
    const again = (await openTestStore(folder)).store;
    const alarm = exampleAlarm({ workOrder: 1 });
    expect(await again.alarms.load()).toEqual([
      { conditionId: 'CH-1.high', state: activation().state, savedAt: START, savedMono: 1000, alarm },
    ]);
    expect(await again.alarms.get('CH-1.high~1')).toEqual(alarm);
    expect(await again.alarms.events('CH-1.high~1')).toMatchObject([
      { sequence: 1, type: 'activated', actor: 'system', conditionId: 'CH-1.high', limit: 1600 },
      { sequence: 2, type: 'annunciated', annunciation: 'new', priority: 'P2' },
    ]);
    expect(await again.workOrders.get(1)).toMatchObject({ state: 'open', alarmId: 'CH-1.high~1', openedBy: 'system' });
    expect(await again.escalations.due(START, 9)).toMatchObject([{ alarm, step: 0, state: 'running' }]);
  });

  test('every field of an alarm comes back as it was', async () => {
    const { store } = await openTestStore();
    const shelved = exampleAlarm({
      ...{ state: 'suppressed', shelvedUntil: LATER, shelvedBy: 'kim', class: 'comfort', firstOut: 'later' },
      ...{ suppressedBy: [{ kind: 'parent', key: 'MAINS.lost' }], parent: 'MAINS.lost~1', isChattering: true },
      ...{ annunciatedAt: null, unknownSince: LATER, returnedAt: LATER, acknowledgedAt: LATER, acknowledgedBy: 'kim' },
    });
    await store.alarms.commit([transitionOf('CH-1.high~1', {}, { alarm: shelved })]);
    expect(await store.alarms.get('CH-1.high~1')).toEqual(shelved);
  });

  test('all or nothing', async () => {
    const { store, folder } = await openTestStore();
    const broken = activation('CH-2.high', 1, { alarm: { ...exampleAlarm(), id: 'x~1', title: undefined as never } });
    await expect(store.alarms.commit([activation(), broken])).rejects.toMatchObject({ code: 'INTERNAL' });
    for (const table of TABLES) expect(rowsOf(folder, `select * from ${table}`)).toEqual([]);
  });

  test('committing the same again changes nothing', async () => {
    const { store, folder } = await openTestStore();
    const transitions: AlarmTransition[] = [
      activation(),
      transitionOf(
        'CH-1.high~1',
        { type: 'returned', at: LATER },
        { escalation: { action: 'returned', at: LATER, keepsOn: false } },
      ),
      transitionOf('CH-1.high~1', { type: 'realarmed', occurrence: 2, at: LATER + 1, annunciation: 'recurrence' }),
      transitionOf('CH-1.high~1', { type: 'ack-duplicate', actor: 'kim', at: LATER + 2 }),
    ];
    await store.alarms.commit(transitions);
    const look = () =>
      [...TABLES, 'work_order_log', 'journal_head'].map((table) => rowsOf(folder, `select * from ${table}`));
    const before = look();
    await store.alarms.commit(transitions);
    await store.alarms.commit(transitions.slice(0, 1).concat(transitions.at(-1)!));
    const changing = ['alarm_state', 'alarm_episode'].map((table) => TABLES.indexOf(table));
    expect(look().filter((_rows, index) => !changing.includes(index))).toEqual(
      before.filter((_rows, index) => !changing.includes(index)),
    );
  });

  test('what a person does is kept each time, what a machine does once', async () => {
    const { store } = await openTestStore();
    const acknowledged = (at: number) =>
      transitionOf('CH-1.high~1', { type: 'acknowledged', actor: 'kim', via: 'link', at });
    const closed = (at: number) => transitionOf('CH-1.high~1', { type: 'closed', at });
    await store.alarms.commit([acknowledged(START), acknowledged(LATER), closed(START), closed(LATER)]);
    expect((await store.alarms.events('CH-1.high~1')).map(({ type, at }) => [type, at])).toEqual([
      ['acknowledged', START],
      ['acknowledged', LATER],
      ['closed', START],
    ]);
  });

  test('suppression that comes and goes without an episode is in the journal of the condition', async () => {
    const { store } = await openTestStore();
    const night = (at: number) =>
      transitionOf('AHU.warm~1', { type: 'suppressed', occurrence: 0, reason: 'schedule', at }, { alarm: null });
    await store.alarms.commit([night(START), night(LATER)]);
    expect(await store.alarms.events('AHU.warm')).toMatchObject([
      { alarmId: null, conditionId: 'AHU.warm', at: START },
      { alarmId: null, conditionId: 'AHU.warm', at: LATER },
    ]);
  });
});

test('an older episode left open is closed when the next one begins', async () => {
  const { store } = await openTestStore();
  await store.alarms.commit([activation(undefined, 1)]);
  await store.alarms.commit([activation(undefined, 3)]);
  expect(await store.alarms.list({ state: 'open', limit: 9 })).toMatchObject([{ episode: 3 }]);
});

test('a list goes back in time page by page', async () => {
  const { store } = await openTestStore();
  const at = (id: string, activeAt: number, equipment: string) =>
    transitionOf(`${id}~1`, {}, { as: { activeAt, equipment } });
  await store.alarms.commit([at('a', START, 'X'), at('b', START + 1, 'Y'), at('c', START + 2, 'X')]);
  const ids = async (query: object) =>
    (await store.alarms.list({ state: 'all', limit: 9, ...query })).map((alarm) => alarm.conditionId);
  expect(await ids({})).toEqual(['c', 'b', 'a']);
  expect(await ids({ limit: 2 })).toEqual(['c', 'b']);
  expect(await ids({ before: START + 1 })).toEqual(['a']);
  expect(await ids({ equipment: 'X' })).toEqual(['c', 'a']);
});

test('a cause knows how many open alarms lie beneath it', async () => {
  const { store } = await openTestStore();
  const beneath = (id: string, state: 'suppressed' | 'closed') =>
    transitionOf(id, {}, { as: { parent: 'MAINS.lost~1', state } });
  const children = [beneath('A.low~1', 'suppressed'), beneath('B.low~1', 'suppressed'), beneath('C.low~1', 'closed')];
  await store.alarms.commit([transitionOf('MAINS.lost~1', {}), ...children]);
  expect(await store.alarms.get('MAINS.lost~1')).toMatchObject({ consequences: 2 });
  expect((await store.alarms.load()).find(({ conditionId }) => conditionId === 'MAINS.lost')?.alarm?.consequences).toBe(
    2,
  );
});

test('episodes that were open at a moment', async () => {
  const { store } = await openTestStore();
  await store.alarms.commit([
    transitionOf('a~1', {}, { as: { activeAt: START, state: 'closed', closedAt: START + 10 } }),
    transitionOf('b~1', {}, { as: { activeAt: START + 5 } }),
  ]);
  const ids = async (at: number) => (await store.alarms.openAt(at)).map(({ id }) => id);
  expect(await ids(START)).toEqual([]);
  expect(await ids(START + 8)).toEqual(['a~1', 'b~1']);
  expect(await ids(START + 11)).toEqual(['b~1']);
});

test('the journal is read by sequence, by time and by type', async () => {
  const { store } = await openTestStore();
  const rows = [0, 1, 2, 3].map((n) =>
    transitionOf(`c${n}~1`, { at: START + n, type: n % 2 ? 'returned' : 'activated' }),
  );
  await store.alarms.commit(rows);
  const sequences = async (query: object) =>
    (await store.alarms.journal({ limit: 9, ...query })).map(({ sequence }) => sequence);
  expect(await sequences({})).toEqual([1, 2, 3, 4]);
  expect(await sequences({ after: 2 })).toEqual([3, 4]);
  expect(await sequences({ from: START + 1, to: START + 3 })).toEqual([2, 3]);
  expect(await sequences({ types: ['returned'], limit: 1 })).toEqual([2]);
  expect(await sequences({ from: START + 99 })).toEqual([]);
});

test('maintenance modes and done steps stay', async () => {
  const { store, folder } = await openTestStore();
  const mode = { equipment: 'CH-1', from: START, until: LATER, by: 'kim', reason: 'new seal', workOrder: 7 };
  await store.alarms.setMaintenance({ ...mode, reason: 'looking' });
  await store.alarms.setMaintenance(mode);
  await store.alarms.setMaintenance({ ...mode, equipment: 'CH-2' });
  await store.alarms.endMaintenance('CH-2');
  await store.alarms.commit([activation()]);
  const tick = { alarmId: 'CH-1.high~1', step: 'valve', at: START, by: 'kim', value: 4.5, note: null };
  await store.alarms.tick({ ...tick, value: 4 });
  await store.alarms.tick(tick);
  await store.close();
  const again = (await openTestStore(folder)).store;
  expect(await again.alarms.maintenance()).toEqual([mode]);
  expect(await again.alarms.ticks('CH-1.high~1')).toEqual([tick]);
  expect(await again.alarms.ticks('CH-2.high~1')).toEqual([]);
});

test('a whole building at once is committed quickly', async () => {
  const { store } = await openTestStore();
  const many = (count: number, name: string) =>
    Array.from({ length: count }, (_, n) => activation(`${name}-${n}.high`));
  await store.alarms.commit(many(10, 'WARM'));
  const took = async (transitions: AlarmTransition[]) => {
    const before = performance.now();
    await store.alarms.commit(transitions);
    return performance.now() - before;
  };
  const oneThousandMs = await took(many(1_000, 'A'));
  const tenThousandMs = await took(many(10_000, 'B'));
  // A slow or busy machine takes longer than the half second and the five seconds it takes here.
  expect(oneThousandMs).toBeLessThan(5_000);
  expect(tenThousandMs).toBeLessThan(40_000);
  expect(await store.alarms.verify()).toEqual([]);
}, 120_000);

test('an event of another revision says so', async () => {
  const { store, folder } = await openTestStore();
  const changed = transitionOf('CH-1.high~1', { type: 'config-changed' }, { revision: 'r2' });
  await store.alarms.commit([{ ...changed, events: [exampleEvent({ type: 'config-changed' })] }]);
  expect(rowsOf(folder, 'select revision, quality from journal')).toEqual([{ revision: 'r2', quality: 'good' }]);
});
