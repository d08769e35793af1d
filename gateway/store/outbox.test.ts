import { expect, onTestFinished, test } from 'vitest';
import { activation, exampleNotice, START } from '../../tests/harness/alarm-records.ts';
import { ManualClock } from '../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import type { Notice } from '../ports/alarm-repository.ts';
import { openStore } from './open-store.ts';

const LEASE_MS = 30_000;

async function setup(...notices: Notice[]) {
  const store = await openStore({ folder: await tempFolder(), clock: new ManualClock(START), logger: silentLogger });
  onTestFinished(() => store.close());
  const other = activation('CH-2.high');
  await store.alarms.commit([activation(undefined, 1, { notices }), other]);
  const { outbox } = store;
  const lease = async (now = START, limit = 9) =>
    (await outbox.lease('desk', limit, now, LEASE_MS)).map((notice) => notice.id);
  const leaseOne = async (now = START) => (await outbox.lease('desk', 1, now, LEASE_MS))[0]!;
  return { store, outbox, lease, leaseOne };
}

const otherAlarm = { alarmId: 'CH-2.high~1' };

test('leased once; handed out again when the lease has run out', async () => {
  const { lease } = await setup(exampleNotice());
  expect(await lease()).toEqual(['msg_1']);
  expect(await lease(START + LEASE_MS - 1)).toEqual([]);
  expect(await lease(START + LEASE_MS)).toEqual(['msg_1']);
});

test('who lost the lease can settle nothing', async () => {
  const { outbox, leaseOne, lease } = await setup(exampleNotice());
  const slow = await leaseOne();
  const quick = await leaseOne(START + LEASE_MS);
  await outbox.settle(slow, { state: 'sent', at: START });
  expect(await lease(START + 3 * LEASE_MS)).toEqual(['msg_1']);
  await outbox.settle(quick, { state: 'sent', at: START });
});

test('P1 first, then in the order they were queued; only the channel’s own', async () => {
  const { lease } = await setup(
    exampleNotice({ id: 'second' }),
    exampleNotice({ id: 'first', priority: 'P1', ...otherAlarm }),
    exampleNotice({ id: 'elsewhere', channel: 'hook' }),
  );
  expect(await lease()).toEqual(['first', 'second']);
});

test('of one alarm a later notice waits for the earlier one', async () => {
  const later = { kind: 'alarm-returned', dueAt: START + 60_000 } as const;
  const { outbox, leaseOne, lease } = await setup(exampleNotice(), exampleNotice({ id: 'msg_2', ...later }));
  const first = await leaseOne();
  await outbox.settle(first, { state: 'queued', dueAt: START + 600_000, detail: 'busy' });
  expect(await lease(START + 70_000)).toEqual([]);
  const again = await leaseOne(START + 600_000);
  expect(again).toMatchObject({ id: 'msg_1', attempts: 1 });
  await outbox.settle(again, { state: 'sent', at: START + 600_001 });
  expect(await leaseOne(START + 600_002)).toMatchObject({ id: 'msg_2', wasAnnounced: true });
});

test('not before its time, unless the wall clock was set back', async () => {
  const { lease } = await setup(exampleNotice({ dueAt: START + 60_000 }));
  expect(await lease(START + 59_999)).toEqual([]);
  expect(await lease(START - 7_200_000)).toEqual(['msg_1']);
});

test('notices of channels that are gone become dead', async () => {
  const { outbox, lease } = await setup(exampleNotice(), exampleNotice({ id: 'msg_2', channel: 'gone' }));
  expect(await outbox.abandonOthers(['desk'], START)).toBe(1);
  expect(await lease()).toEqual(['msg_1']);
  expect(await outbox.abandonOthers([], START)).toBe(1);
});

test('settled ones are removed in time, waiting ones never', async () => {
  const { outbox, leaseOne, store } = await setup(exampleNotice(), exampleNotice({ id: 'msg_2', ...otherAlarm }));
  await outbox.settle(await leaseOne(), { state: 'sent', at: START });
  await outbox.removeSettledBefore(START + 1);
  await store.alarms.commit([activation(undefined, 1, { notices: [exampleNotice()] })]);
  expect(await leaseOne()).toMatchObject({ id: 'msg_2' });
});

test('whoever listens is woken by the commit', async () => {
  const { store, outbox } = await setup();
  let woken = 0;
  const stop = outbox.onQueued(() => woken++);
  await store.alarms.commit([activation(undefined, 1, { notices: [exampleNotice()] })]);
  stop();
  await store.alarms.commit([activation(undefined, 1, { notices: [exampleNotice({ id: 'msg_3' })] })]);
  expect(woken).toBe(1);
});
