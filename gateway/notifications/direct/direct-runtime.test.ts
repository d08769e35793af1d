import { expect, test } from 'vitest';
import { alarmRig, person, watching } from '../../../tests/harness/alarm-rig.ts';
import { exampleOnCallPlan } from '../../../tests/harness/builders.ts';
import { MemoryDutyStore } from '../../../tests/harness/memory-duty-store.ts';
import { failed, ScriptedChannel, sent } from '../../../tests/harness/scripted-channel.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import type { Person } from '../../domain/on-call.ts';
import { exampleSite } from '../delivery/delivery.fixtures.ts';
import { subjectOf } from '../message-text.ts';
import { startDirectRuntime } from './direct-runtime.ts';

const wang: Person = {
  ...{ id: 'wang', name: 'Wang', quiet: undefined },
  language: 'en',
  contacts: [
    { channel: 'im', address: 'wang' },
    { channel: 'sms', address: '+86 1' },
  ],
};
const PLAN = exampleOnCallPlan({ people: [wang], siteDuty: [{ kind: 'person', person: 'wang' }] });

/** Alarms 1 and 2 are urgent, 3 is high, 4 is medium. */
async function rig() {
  const urgent = [1, 2].map((point) => watching(point, { priority: 'P1' }));
  const alarms = await alarmRig({ conditions: [...urgent, watching(3), watching(4, { priority: 'P3' })] });
  const { engine, clock } = alarms;
  const channels = { im: new ScriptedChannel(clock), sms: new ScriptedChannel(clock) };
  const stop = await startDirectRuntime({
    ...{ site: exampleSite, plan: PLAN, channels: new Map(Object.entries(channels)), clock, logger: silentLogger },
    duty: new MemoryDutyStore(),
    alarms: {
      onUntold: (listener) => engine.onUntold(listener),
      open: () => engine.service.open(),
      status: () => engine.status(),
      note: (event) => engine.note(event),
    },
  });
  await clock.advanceAsync(100);
  const told = (channel: keyof typeof channels) => channels[channel].delivered.map(subjectOf);
  return { ...alarms, channels, stop, told };
}

test('while the store is away an urgent alarm goes straight to the duty, on every way, once, and the journal says so afterwards', async () => {
  const { clock, sample, repository, told, stop, rows } = await rig();
  repository.isDown = true;
  sample(1, 85);
  await clock.advanceAsync(2_500);
  expect(told('im')).toEqual(['【P1】(not recorded) P1: Example']);
  expect(told('sms')).toHaveLength(1);
  await clock.advanceAsync(2_000);
  sample(1, 20);
  sample(1, 85);
  await clock.advanceAsync(120_000);
  expect(told('im').filter((text) => text.includes('Example'))).toHaveLength(1);
  repository.isDown = false;
  await clock.advanceAsync(30_000);
  expect(rows('').filter((type) => type === 'told-unrecorded')).toHaveLength(3);
  const [note] = repository.rows.filter(({ type }) => type === 'told-unrecorded');
  expect(JSON.parse(note?.note ?? '')).toEqual({
    ...{ alarms: ['P1.high~1'], total: 1, told: ['wang@im', 'wang@sms'], failed: [] },
  });
  await stop();
});

test('what the store takes after a stumble is told by its escalation alone; P3 waits for it', async () => {
  const { clock, sample, repository, told, stop } = await rig();
  repository.isDown = true;
  sample(1, 85);
  await clock.advanceAsync(1_000);
  repository.isDown = false;
  await clock.advanceAsync(30_000);
  expect(told('im')).toEqual([]);
  repository.isDown = true;
  sample(4, 85);
  await clock.advanceAsync(4_000);
  expect(told('im')).toEqual([]);
  await stop();
});

test('P2 goes on one way, on the next when that fails; what follows soon goes together', async () => {
  const { clock, feed, sample, repository, channels, told, stop } = await rig();
  channels.im.answer = ({ kind }) => (kind === 'alarm' ? failed() : sent());
  repository.isDown = true;
  sample(3, 85);
  await clock.advanceAsync(2_500);
  expect([told('im'), told('sms')]).toEqual([[], []]);
  await clock.advanceAsync(5_000);
  expect(told('sms').filter((text) => text.includes('P2'))).toHaveLength(1);
  feed({ 1: 85, 2: 85 });
  await clock.advanceAsync(12_000);
  expect(told('im').at(-1)).toBe('【P1】(not recorded) 2 alarms: P1: Example …');
  await stop();
  expect(channels.im.closed).toBe(0);
});

test('an alarm that the store has taken is not told although others still wait', async () => {
  const { clock, feed, repository, told, stop } = await rig();
  repository.isDown = true;
  feed({ 1: 85 });
  await clock.advanceAsync(500);
  repository.isDown = false;
  await clock.advanceAsync(1_000);
  repository.isDown = true;
  feed({ 2: 85 });
  await clock.advanceAsync(1_500);
  expect(told('im')).toEqual([]);
  await clock.advanceAsync(1_000);
  expect(told('im')).toEqual(['【P1】(not recorded) P2: Example']);
  await stop();
});

test('nobody is called any more for what was answered or is stored', async () => {
  const { clock, sample, repository, channels, service, stop } = await rig();
  for (const channel of Object.values(channels)) channel.answer = failed;
  repository.isDown = true;
  sample(1, 85);
  await clock.advanceAsync(3_000);
  const answer = service.act('P1.high~1', { kind: 'acknowledge', occurrence: 1, note: null }, person('operator'));
  await clock.advanceAsync(600_000);
  await answer;
  expect(channels.im.attempts.filter(({ message }) => message.kind === 'alarm')).toHaveLength(1);
  await stop();
});

test('a journal that cannot be written for seconds is told as P1 and shown on the desk, and its return too', async () => {
  const { clock, sample, repository, told, service, engine, desks, rows, stop } = await rig();
  repository.isDown = true;
  sample(4, 85);
  const since = clock.nowMs() + 25;
  await clock.advanceAsync(4_000);
  expect(told('im')).toEqual([]);
  expect([service.desk().unrecordedSince, engine.status().awaySince]).toEqual([since, since]);
  expect(desks.at(-1)).toMatchObject({ unrecordedSince: since });
  await clock.advanceAsync(4_000);
  expect(told('im')).toEqual([expect.stringMatching(/^【P1】A Tower The alarm journal cannot be written since/)]);
  expect(told('sms')).toHaveLength(1);
  await clock.advanceAsync(600_000);
  expect(told('im')).toHaveLength(1);
  repository.isDown = false;
  await clock.advanceAsync(30_000);
  expect(told('im').slice(1)).toEqual([expect.stringMatching(/Returned to normal/)]);
  expect(service.desk().unrecordedSince).toBeNull();
  expect(desks.at(-1)).toMatchObject({ unrecordedSince: null });
  expect(rows('')).toContain('store-away');
  await stop();
});
