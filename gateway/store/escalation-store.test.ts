import { expect, test } from 'vitest';
import { activation, exampleNotice, START, startsTelling } from '../../tests/harness/alarm-records.ts';
import { MemoryAlarmRepository } from '../../tests/harness/memory-alarm-repository.ts';
import { openTestStore, transitionOf } from '../../tests/harness/store-file.ts';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { EscalationAdvance, EscalationStore } from '../ports/escalation-store.ts';
import type { Outbox } from '../ports/outbox.ts';

interface Stores {
  readonly alarms: AlarmRepository;
  readonly escalations: EscalationStore;
  readonly outbox: Outbox;
}

/** The real one and the one that other tests use instead of it keep the same rules. */
const kinds: readonly [string, () => Promise<Stores>][] = [
  ['in the database', async () => (await openTestStore()).store],
  [
    'in memory',
    async () => {
      const alarms = new MemoryAlarmRepository();
      return { alarms, escalations: alarms.escalations, outbox: alarms.outbox };
    },
  ],
];

const MINUTE = 60_000;
const ID = 'CH-1.high~1';

const step = (change: Partial<EscalationAdvance> = {}): EscalationAdvance => ({
  ...{ alarmId: ID, occurrence: 1, fromStep: 0, fromRound: 0, policy: 'urgent', notices: [] },
  ...{ next: { step: 1, round: 0, dueAt: START + 2 * MINUTE }, ...change },
});
const acknowledged = (at = START + MINUTE) =>
  transitionOf(ID, { type: 'acknowledged', actor: 'kim', at }, { escalation: { action: 'stop', at } });

test.each(kinds)('%s: starts with the alarm, due at once, worst first', async (_name, open) => {
  const store = await open();
  const urgent = activation('B.high', 1, { escalation: startsTelling({ priority: 'P1', at: START + 5 }) });
  await store.alarms.commit([activation(), urgent]);
  expect((await store.escalations.due(START + 5, 9)).map(({ alarm }) => alarm.conditionId)).toEqual([
    'B.high',
    'CH-1.high',
  ]);
  expect(await store.escalations.due(START, 9)).toHaveLength(1);
  expect(await store.escalations.due(START - 1, 9)).toHaveLength(0);
  expect(await store.escalations.due(START + 5, 1)).toHaveLength(1);
  expect(await store.escalations.running()).toHaveLength(2);
});

test.each(kinds)('%s: moves on together with its notices, once', async (_name, open) => {
  const store = await open();
  await store.alarms.commit([activation()]);
  const move = step({ notices: [exampleNotice()] });
  expect(await store.escalations.advance(move)).toBe(true);
  expect(await store.escalations.advance(step({ notices: [exampleNotice({ id: 'twice' })] }))).toBe(false);
  expect(await store.escalations.running()).toMatchObject([{ step: 1, policy: 'urgent', dueAt: START + 2 * MINUTE }]);
  expect(await store.outbox.list({ limit: 9 })).toMatchObject([{ id: 'msg_1', state: 'queued' }]);
});

test('a notice that cannot be stored keeps the escalation where it was', async () => {
  const { store } = await openTestStore();
  await store.alarms.commit([activation()]);
  const broken = exampleNotice({ alarmId: 'no such alarm' });
  await expect(store.escalations.advance(step({ notices: [broken] }))).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(await store.escalations.running()).toMatchObject([{ step: 0 }]);
});

test.each(kinds)('%s: an acknowledgement stops it and takes back what waits for a person', async (_name, open) => {
  const store = await open();
  await store.alarms.commit([activation()]);
  await store.escalations.advance(
    step({ notices: [exampleNotice(), exampleNotice({ id: 'msg_2', channel: 'other' })] }),
  );
  await store.outbox.lease('other', 1, START, 30_000);
  await store.alarms.commit([acknowledged()]);
  expect(await store.escalations.running()).toEqual([]);
  expect(await store.escalations.advance(step({ fromStep: 1 }))).toBe(false);
  expect(await store.outbox.list({ limit: 9 })).toMatchObject([
    { id: 'msg_2', state: 'leased' },
    { id: 'msg_1', state: 'superseded' },
  ]);
});

test.each(kinds)('%s: replaying an old start does not begin it again', async (_name, open) => {
  const store = await open();
  await store.alarms.commit([activation(), acknowledged()]);
  await store.alarms.commit([activation()]);
  expect(await store.escalations.running()).toEqual([]);
});

test.each(kinds)('%s: what no event tells of any more has its effect, once', async (_name, open) => {
  const store = await open();
  const start = activation(undefined, 1, { events: [] });
  const stop = transitionOf(ID, {}, { events: [], escalation: { action: 'stop', at: START + MINUTE } });
  await store.alarms.commit([start]);
  expect(await store.escalations.running()).toHaveLength(1);
  await store.alarms.commit([stop, start, stop]);
  expect(await store.escalations.running()).toEqual([]);
});

test.each(kinds)('%s: a new occurrence begins at the first step', async (_name, open) => {
  const store = await open();
  await store.alarms.commit([activation(), acknowledged()]);
  const again = { type: 'realarmed', annunciation: 'timer', occurrence: 2, at: START + 5 * MINUTE } as const;
  await store.alarms.commit([transitionOf(ID, again, { escalation: startsTelling({ occurrence: 2, at: again.at }) })]);
  expect(await store.escalations.due(again.at, 9)).toMatchObject([{ occurrence: 2, step: 0, round: 0, policy: null }]);
});

test.each(kinds)(
  '%s: a return is told a minute later, and an acknowledgement meanwhile does not keep it back',
  async (_name, open) => {
    const store = await open();
    const returned = (keepsOn: boolean) =>
      transitionOf(ID, { type: 'returned' }, { escalation: { action: 'returned', at: START + MINUTE, keepsOn } });
    await store.alarms.commit([activation(), returned(false), acknowledged(START + 10)]);
    expect(await store.escalations.due(START + MINUTE, 9)).toMatchObject([{ state: 'returning' }]);
    expect(await store.escalations.advance(step({ next: null }))).toBe(true);
    expect(await store.escalations.running()).toEqual([]);
  },
);

test.each(kinds)(
  '%s: an urgent one that nobody has acknowledged goes on after it has returned',
  async (_name, open) => {
    const store = await open();
    const returned = transitionOf(
      ID,
      { type: 'returned' },
      { escalation: { action: 'returned', at: START + MINUTE, keepsOn: true } },
    );
    await store.alarms.commit([activation(), returned]);
    expect(await store.escalations.due(START, 9)).toMatchObject([{ state: 'running', dueAt: START }]);
  },
);

test('due times move with the wall clock; one set back unnoticed makes them due', async () => {
  const { store } = await openTestStore();
  await store.alarms.commit([activation()]);
  await store.escalations.advance(step());
  await store.escalations.shift(-MINUTE);
  expect(await store.escalations.running()).toMatchObject([{ dueAt: START + MINUTE }]);
  expect(await store.escalations.due(START + 1, 9)).toEqual([]);
  expect(await store.escalations.due(START - 10 * MINUTE, 9)).toHaveLength(1);
});

test.each(kinds)(
  '%s: whoever listens is woken by a commit that changes escalations, and only by that',
  async (_name, open) => {
    const store = await open();
    let woken = 0;
    const stop = store.escalations.onChanged(() => woken++);
    await store.alarms.commit([activation()]);
    await store.alarms.commit([activation('B.high', 1, { escalation: null })]);
    await store.alarms.commit([activation()]);
    expect(woken).toBe(1);
    stop();
    await store.alarms.commit([acknowledged()]);
    expect(woken).toBe(1);
  },
);
