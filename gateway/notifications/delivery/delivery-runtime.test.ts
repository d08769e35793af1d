import { expect, test } from 'vitest';
import { FakeAlarms, fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryAnswerStore } from '../../../tests/harness/memory-answer-store.ts';
import { MemoryDutyStore } from '../../../tests/harness/memory-duty-store.ts';
import { MemoryOutbox } from '../../../tests/harness/memory-outbox.ts';
import { failed, ScriptedChannel } from '../../../tests/harness/scripted-channel.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { silentMetrics } from '../../../tests/harness/silent-metrics.ts';
import type { OnCallPlan } from '../../domain/on-call.ts';
import type { AuditEntry } from '../../ports/account-store.ts';
import { exampleNotice } from '../notifications.fixtures.ts';
import { exampleSite } from './delivery.fixtures.ts';
import { createDeliveryRuntime } from './delivery-runtime.ts';

const match = {
  priorities: [],
  classes: [],
  systems: [],
  equipment: [],
  equipmentClasses: [],
  kinds: [],
  conditions: [],
  hours: [],
};
const PLAN: OnCallPlan = {
  ...{ timeZone: 'Asia/Shanghai', teams: [], rotations: [], policies: [] },
  people: [
    {
      ...{ id: 'wang', name: '王丽', language: 'zh', quiet: undefined },
      contacts: ['im', 'sms', 'gone'].map((channel) => ({ channel, address: `${channel} of wang` })),
    },
  ],
  root: { match, policy: undefined, goesOn: false, children: [] },
  siteDuty: [{ kind: 'person', person: 'wang' }],
};

async function rig() {
  const clock = new ManualClock();
  const alarms = new FakeAlarms();
  alarms.alarms = [fakeAlarm('PUMP-1.high~1', { priority: 'P1' })];
  const outbox = new MemoryOutbox(new Map(alarms.alarms.map((alarm) => [alarm.id, alarm])));
  const channels = { im: new ScriptedChannel(clock), sms: new ScriptedChannel(clock) };
  const entries: AuditEntry[] = [];
  const runtime = await createDeliveryRuntime({
    ...{ site: exampleSite, plan: PLAN, channels: new Map(Object.entries(channels)), clock, logger: silentLogger },
    settings: { selfTestAt: undefined, heartbeats: [], watches: [] },
    store: {
      ...{ outbox, duty: new MemoryDutyStore(), answers: new MemoryAnswerStore() },
      escalations: { running: async () => [], advance: async () => true },
      accounts: { find: async () => undefined, audit: async (entry) => void entries.push(entry) },
    },
    onCall: { turns: async () => [] },
    alarm: (id) => alarms.get(id),
    act: (id, action, actor) => alarms.act(id, action, actor),
    ...{
      isFlood: () => false,
      standing: () => [],
      health: () => ({ healthy: true, openAlarms: 1 }),
      onSilence: () => {},
    },
    ...{ metrics: silentMetrics, random: () => 0.5, fetch },
  });
  await runtime.start();
  const queue = (): void =>
    outbox.queue([
      exampleNotice({ channel: 'im', address: 'im of wang', alarmId: 'PUMP-1.high~1', queuedAt: clock.nowMs() }),
    ]);
  return { clock, alarms, channels, entries, runtime, queue, outbox };
}

test('a message bears a link by which its recipient acknowledges', async () => {
  const { clock, alarms, channels, runtime, queue } = await rig();
  queue();
  await clock.advanceAsync(1_000);
  const [told] = channels.im.delivered[0]!.alarms;
  expect([told?.replyCode, told?.links?.acknowledge]).toEqual([
    undefined,
    expect.stringContaining('https://tower.example/a/'),
  ]);
  const token = told!.links!.acknowledge.split('/a/')[1]!;
  expect((await runtime.answers.acknowledge(token, null, '10.0.0.1')).status).toBe(200);
  expect(alarms.acted).toMatchObject([{ id: 'PUMP-1.high~1', actor: { name: 'wang', via: 'link' } }]);
  await runtime.stop();
  expect(clock.pending).toBe(0);
});

test('a channel that is down is told through the next way of the duty, and a test of both is written down', async () => {
  const { clock, channels, entries, runtime, queue, outbox } = await rig();
  channels.im.answer = failed;
  queue();
  await clock.advanceAsync(30_000);
  expect(channels.sms.delivered.map(({ kind }) => kind).toSorted()).toEqual(['alarm', 'duty']);
  expect((await runtime.service.status()).channels).toMatchObject([
    { channel: 'im', state: 'down', waiting: 1 },
    { channel: 'sms', state: 'up', waiting: 0 },
  ]);
  await runtime.service.test();
  await clock.advanceAsync(400_000);
  expect((await runtime.service.status()).selfTest?.ways).toMatchObject([
    { channel: 'im', state: 'failed' },
    { channel: 'sms', state: 'passed' },
  ]);
  expect(entries.map(({ subject, outcome }) => [subject, outcome])).toEqual([
    ['im wang', 'refused'],
    ['sms wang', 'done'],
  ]);
  expect(channels.sms.delivered.at(-1)?.text?.en).toContain('failed for: im');
  expect(outbox.rows.some(({ channel }) => channel === 'gone')).toBe(false);
  await runtime.stop();
});
