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
  '%s: to one address a later notice of an alarm waits for an earlier one that is due or under way',
  async (_name, open) => {
    const { outbox, leaseOne, lease } = await setup(
      open,
      exampleNotice(),
      exampleNotice({ id: 'msg_2', kind: 'returned' }),
      exampleNotice({ id: 'second telephone', address: '+86 2', dueAt: START + 1_000 }),
    );
    const first = await leaseOne();
    expect(first.id).toBe('msg_1');
    expect(await lease(START + 1_000)).toEqual(['second telephone']);
    await outbox.settle(first, SENT);
    expect(await lease(START + 1_001)).toEqual(['msg_2']);
  },
);

test.each(kinds)('%s: what is held back holds up nothing, and a later message takes its place', async (_name, open) => {
  const raised = { priority: 'P1', occurrence: 2 } as const;
  const { outbox, leaseOne, lease } = await setup(
    open,
    exampleNotice(),
    exampleNotice({ id: 'raised', ...raised, dueAt: START + 60_000 }),
    exampleNotice({ id: 'another', ...raised, ...otherAlarm, dueAt: START + 90_000 }),
  );
  await outbox.settle(await leaseOne(), { state: 'queued', dueAt: START + 600_000, detail: 'busy' });
  expect(await lease(START + 59_999)).toEqual([]);
  const later = await leaseOne(START + 60_000);
  expect(later.id).toBe('raised');
  await outbox.settle(later, { ...SENT, at: START + 60_001 });
  expect((await outbox.list({ limit: 9 })).map(({ id, state }) => `${id} ${state}`)).toEqual([
    'another queued',
    'raised sent',
    'msg_1 superseded',
  ]);
});

test.each(kinds)('%s: an earlier one that came back meanwhile is not lost', async (_name, open) => {
  const { outbox, leaseOne, lease } = await setup(open, exampleNotice(), exampleNotice({ id: 'later' }));
  await outbox.settle(await leaseOne(), { state: 'queued', dueAt: START + 5_000, detail: 'busy' });
  const later = await leaseOne(START);
  expect(later.id).toBe('later');
  expect(await lease(START + 5_000)).toEqual(['msg_1']);
  await outbox.settle(later, { state: 'queued', dueAt: START + 10_000, detail: 'busy' });
  expect(await lease(START + 60_000)).toEqual(['msg_1']);
});

test.each(kinds)('%s: nothing of a busy lane', async (_name, open) => {
  const { outbox } = await setup(
    open,
    exampleNotice({ recipient: 'li', address: '1' }),
    exampleNotice({ id: 'same', recipient: 'li', address: '1', ...otherAlarm }),
    exampleNotice({ id: 'second telephone', recipient: 'li', address: '2' }),
  );
  const free = await outbox.lease('desk', 9, START, LEASE_MS, [{ recipient: 'li', address: '1' }]);
  expect(free.map(({ id }) => id)).toEqual(['second telephone']);
});

test.each(kinds)('%s: what was begun and never settled is known as that, until it is settled', async (_name, open) => {
  const { outbox, leaseOne } = await setup(open, exampleNotice());
  const first = await leaseOne();
  expect(first.begunAs).toBeNull();
  expect(await outbox.begin([first], 'message')).toBe(true);
  const again = await leaseOne(START + LEASE_MS);
  expect(again).toMatchObject({ begunAs: 'message', attempts: 0 });
  expect(await outbox.begin([first], 'too late')).toBe(false);
  await outbox.giveBack([again], { dueAt: START + 60_000, detail: 'no room' });
  const third = await leaseOne(START + 60_000);
  expect(third).toMatchObject({ begunAs: 'message', attempts: 0 });
  await outbox.settle(third, { state: 'queued', dueAt: START + 60_000, detail: 'busy' });
  expect(await leaseOne(START + 60_000)).toMatchObject({ begunAs: null, attempts: 1 });
});

test.each(kinds)('%s: a message that was begun comes back as a whole', async (_name, open) => {
  const { outbox, lease } = await setup(
    open,
    exampleNotice({ id: 'a', alarmId: null, kind: 'digest' }),
    exampleNotice({ id: 'b', alarmId: null, kind: 'digest' }),
    exampleNotice({ id: 'c', alarmId: null, kind: 'digest' }),
  );
  await outbox.begin(await outbox.lease('desk', 2, START, LEASE_MS), 'message');
  await outbox.add([exampleNotice({ id: 'urgent', priority: 'P1' })]);
  expect(await lease(START + LEASE_MS, 2)).toEqual(['a', 'b', 'urgent']);
});

test.each(kinds)('%s: what is given back is due as it was', async (_name, open) => {
  const { outbox, leaseOne, lease } = await setup(open, exampleNotice({ dueAt: START }));
  await outbox.giveBack([await leaseOne()]);
  expect(await outbox.list({ state: 'queued', limit: 9 })).toMatchObject([{ dueAt: START, detail: null }]);
  expect(await lease()).toEqual(['msg_1']);
});

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
