import { expect, test } from 'vitest';
import { activation, exampleNotice, START } from '../../tests/harness/alarm-records.ts';
import { MemoryAlarmRepository } from '../../tests/harness/memory-alarm-repository.ts';
import { openTestStore } from '../../tests/harness/store-file.ts';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { Notice, Outbox } from '../ports/outbox.ts';

const LEASE_MS = 30_000;

/** The real one and the one that other tests use instead of it keep the same rules. */
const kinds: readonly [string, () => Promise<{ readonly outbox: Outbox; readonly alarms: AlarmRepository }>][] = [
  ['in the database', async () => (await openTestStore()).store],
  [
    'in memory',
    async () => {
      const alarms = new MemoryAlarmRepository();
      return { outbox: alarms.outbox, alarms };
    },
  ],
];

async function setup(open: (typeof kinds)[number][1], ...notices: Notice[]) {
  const { outbox, alarms } = await open();
  await alarms.commit([activation(), activation('CH-2.high')]);
  await outbox.add(notices);
  const lease = async (now = START, limit = 9) =>
    (await outbox.lease('desk', limit, now, LEASE_MS)).map((notice) => notice.id);
  const leaseOne = async (now = START) => (await outbox.lease('desk', 1, now, LEASE_MS))[0]!;
  return { outbox, alarms, lease, leaseOne };
}

const otherAlarm = { alarmId: 'CH-2.high~1' };
const SENT = { state: 'sent', at: START, receipt: null } as const;

test.each(kinds)('%s: leased once; handed out again when the lease has run out', async (_name, open) => {
  const { lease } = await setup(open, exampleNotice(), exampleNotice());
  expect(await lease()).toEqual(['msg_1']);
  expect(await lease(START + LEASE_MS - 1)).toEqual([]);
  expect(await lease(START + LEASE_MS)).toEqual(['msg_1']);
});

test.each(kinds)('%s: who lost the lease can settle nothing', async (_name, open) => {
  const { outbox, leaseOne, lease } = await setup(open, exampleNotice());
  const slow = await leaseOne();
  const quick = await leaseOne(START + LEASE_MS);
  await outbox.settle(slow, SENT);
  expect(await lease(START + 3 * LEASE_MS)).toEqual(['msg_1']);
  await outbox.settle(quick, SENT);
});

test.each(kinds)('%s: P1 first, then in the order they were queued; only the channel’s own', async (_name, open) => {
  const { lease } = await setup(
    open,
    exampleNotice({ id: 'second' }),
    exampleNotice({ id: 'first', priority: 'P1', ...otherAlarm }),
    exampleNotice({ id: 'elsewhere', channel: 'hook' }),
  );
  expect(await lease()).toEqual(['first', 'second']);
});

test.each(kinds)(
  '%s: to one address a later notice of an alarm waits for the earlier; another address does not',
  async (_name, open) => {
    const { outbox, leaseOne, lease } = await setup(
      open,
      exampleNotice(),
      exampleNotice({ id: 'msg_2', kind: 'returned', dueAt: START + 60_000 }),
      exampleNotice({ id: 'second telephone', address: '+86 2', dueAt: START + 60_000 }),
    );
    await outbox.settle(await leaseOne(), { state: 'queued', dueAt: START + 600_000, detail: 'busy' });
    expect(await lease(START + 70_000)).toEqual(['second telephone']);
    const again = await leaseOne(START + 600_000);
    expect(again).toMatchObject({ id: 'msg_1', attempts: 1, wasAnnounced: false });
    await outbox.settle(again, { ...SENT, at: START + 600_001 });
    expect(await lease(START + 600_002, 1)).toEqual(['msg_2']);
  },
);

test.each(kinds)('%s: a return is told to those who were told', async (_name, open) => {
  const returned = { kind: 'returned', id: 'back' } as const;
  const { outbox, leaseOne } = await setup(
    open,
    exampleNotice(),
    exampleNotice(returned),
    exampleNotice({ ...returned, id: 'not told', recipient: 'li' }),
  );
  await outbox.settle(await leaseOne(), SENT);
  expect(await outbox.lease('desk', 9, START, LEASE_MS)).toMatchObject([
    { id: 'back', wasAnnounced: true, alarm: { id: 'CH-1.high~1' } },
    { id: 'not told', wasAnnounced: false },
  ]);
});

test.each(kinds)('%s: patience consumes no attempt', async (_name, open) => {
  const { outbox, leaseOne } = await setup(open, exampleNotice());
  await outbox.settle(await leaseOne(), { state: 'waiting', dueAt: START + 10, detail: '429' });
  expect(await leaseOne(START + 10)).toMatchObject({ attempts: 0 });
  expect(await outbox.list({ state: 'waiting', limit: 9 })).toMatchObject([{ state: 'leased', detail: '429' }]);
});

test.each(kinds)('%s: a provider says that it arrived', async (_name, open) => {
  const { outbox, leaseOne } = await setup(open, exampleNotice());
  await outbox.settle(await leaseOne(), { ...SENT, receipt: 'r-1' });
  await outbox.deliver('r-0', START + 1);
  await outbox.deliver('r-1', START + 2);
  expect(await outbox.list({ limit: 9 })).toMatchObject([{ state: 'delivered', settledAt: START + 2, attempts: 1 }]);
});

test.each(kinds)('%s: a dead one is sent again when a person says so', async (_name, open) => {
  const { outbox, leaseOne } = await setup(open, exampleNotice({ dueAt: START }));
  await outbox.settle(await leaseOne(), { state: 'dead', at: START, detail: 'bad number' });
  expect(await outbox.counts()).toEqual([{ channel: 'desk', waiting: 0, dead: 1, oldestAt: null }]);
  expect(await outbox.redrive(['msg_1', 'no such'], START + 5)).toBe(1);
  expect(await outbox.redrive(['msg_1'], START + 5)).toBe(0);
  expect(await outbox.counts()).toEqual([{ channel: 'desk', waiting: 1, dead: 0, oldestAt: START + 5 }]);
  expect(await leaseOne(START + 5)).toMatchObject({ attempts: 0, queuedAt: START + 5 });
});

test.each(kinds)('%s: bundled, superseded and expired ones are settled', async (_name, open) => {
  const many = ['a', 'b', 'c'].map((id) => exampleNotice({ id, address: id }));
  const { outbox } = await setup(open, ...many);
  const [a, b, c] = await outbox.lease('desk', 9, START, LEASE_MS);
  await outbox.settle(a!, { state: 'bundled', at: START, into: 'digest' });
  await outbox.settle(b!, { state: 'superseded', at: START });
  await outbox.settle(c!, { state: 'expired', at: START });
  expect((await outbox.list({ limit: 9 })).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['expired', 0],
    ['superseded', 0],
    ['bundled', 0],
  ]);
});

test.each(kinds)('%s: what is about no alarm goes out beside the others', async (_name, open) => {
  const { outbox } = await setup(
    open,
    exampleNotice({ id: 'one', kind: 'duty', alarmId: null, body: '{}' }),
    exampleNotice({ id: 'two', kind: 'duty', alarmId: null }),
  );
  expect(await outbox.lease('desk', 9, START, LEASE_MS)).toMatchObject([
    { id: 'one', alarm: null, body: '{}' },
    { id: 'two' },
  ]);
});

test.each(kinds)('%s: notices of channels that are gone become dead', async (_name, open) => {
  const { outbox, lease } = await setup(open, exampleNotice(), exampleNotice({ id: 'msg_2', channel: 'gone' }));
  expect(await outbox.abandonOthers(['desk'], START)).toBe(1);
  expect(await lease()).toEqual(['msg_1']);
  expect(await outbox.abandonOthers([], START)).toBe(1);
});

test.each(kinds)('%s: settled ones are removed in time, waiting ones never', async (_name, open) => {
  const { outbox, leaseOne } = await setup(open, exampleNotice(), exampleNotice({ id: 'msg_2', ...otherAlarm }));
  await outbox.settle(await leaseOne(), SENT);
  await outbox.removeSettledBefore(START + 1);
  expect(await outbox.list({ limit: 9 })).toMatchObject([{ id: 'msg_2' }]);
});

test.each(kinds)('%s: whoever listens is woken', async (_name, open) => {
  const { outbox } = await setup(open);
  let woken = 0;
  const stop = outbox.onQueued(() => woken++);
  await outbox.add([exampleNotice()]);
  stop();
  await outbox.add([exampleNotice({ id: 'msg_3' })]);
  expect(woken).toBe(1);
});

test('not before its time, unless the wall clock was set back by more than a day', async () => {
  const { lease } = await setup(kinds[0]![1], exampleNotice({ dueAt: START + 60_000 }));
  expect(await lease(START + 59_999)).toEqual([]);
  expect(await lease(START - 27 * 3_600_000)).toEqual(['msg_1']);
});

test('a lease from before the clock was set back is over', async () => {
  const { leaseOne, lease } = await setup(kinds[0]![1], exampleNotice());
  await leaseOne();
  expect(await lease(START - 3_600_000)).toEqual(['msg_1']);
});
