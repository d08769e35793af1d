import { describe, expect, onTestFinished, test } from 'vitest';
import { email } from '../../../gateway/notifications/channels/email/channel.ts';
import { webhook } from '../../../gateway/notifications/channels/webhook/channel.ts';
import { createComposer } from '../../../gateway/notifications/delivery/compose.ts';
import { exampleSite } from '../../../gateway/notifications/delivery/delivery.fixtures.ts';
import { Delivery } from '../../../gateway/notifications/delivery/delivery.ts';
import { Escalator } from '../../../gateway/notifications/escalation/escalator.ts';
import { plan, policy, step } from '../../../gateway/notifications/on-call/on-call.fixtures.ts';
import { systemClock } from '../../../gateway/observability/system-clock.ts';
import type { Channel } from '../../../gateway/ports/channel.ts';
import type { Clock } from '../../../gateway/ports/clock.ts';
import type { Outbox } from '../../../gateway/ports/outbox.ts';
import type { Store } from '../../../gateway/store/open-store.ts';
import { highLimit, openAlarmDesk } from '../../harness/alarm-desk.ts';
import { channelTools } from '../../harness/channel-tools.ts';
import { eventually } from '../../harness/eventually.ts';
import { startWebhookReceiver } from '../../harness/fake-providers/webhook-receiver.ts';
import { createFastClock } from '../../harness/fast-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';
import { silentMetrics } from '../../harness/silent-metrics.ts';
import { SmtpServer } from '../../harness/smtp-server.ts';
import { tempFolder } from '../../harness/temp-folder.ts';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
/** Everything is told to the one channel there is, at once. */
const PLAN = plan({ policies: [policy('all', [step(0, [{ kind: 'channel', channel: 'desk' }])])] });

async function mailServer() {
  const server = await SmtpServer.start();
  onTestFinished(() => server.stop());
  const options = { host: '127.0.0.1', port: server.port, from: 'gateway@tower.example', to: ['duty@tower.example'] };
  return { server, open: (clock: Clock) => email.create(email.optionsSchema.parse(options), channelTools({ clock })) };
}

/** Answers with `answer.status` while there is one; `ids` has those of everything that was asked. */
async function hookServer(clock: Clock) {
  const receiver = await startWebhookReceiver(SECRET, () => clock.nowMs());
  onTestFinished(() => receiver.http.stop());
  const answer: { status: number | undefined } = { status: undefined };
  receiver.http.script = () => (answer.status === undefined ? undefined : { status: answer.status });
  const ids = () => receiver.http.requests.map(({ headers }) => headers['webhook-id']);
  const open = () => webhook.create({ url: receiver.url, secret: SECRET }, channelTools({ clock }));
  return { answer, ids, taken: receiver.taken, open };
}

function deliver(store: Store, clock: Clock, channel: Channel, outbox: Outbox = store.outbox): Delivery {
  const alarm = (id: string) => store.alarms.get(id);
  return new Delivery({
    ...{ outbox, alarm, clock, logger: silentLogger, metrics: silentMetrics, random: () => 0.5 },
    channels: new Map([['desk', channel]]),
    compose: createComposer({
      ...{ site: exampleSite, alarm },
      answers: { linkFor: () => undefined, codeFor: async () => undefined },
    }),
    ...{ dutyTargets: async () => [], isFlood: () => false, nextContact: () => undefined },
    ...{ onUnreached: () => {}, onSilence: () => {} },
  });
}

/** Alarms on their store, whoever tells people of them, and the messages themselves; the delivery is started by the test. */
async function setup(clock: Clock, condition = highLimit(0)) {
  const desk = await openAlarmDesk({ folder: await tempFolder(), clock, conditions: [condition] });
  const { escalations, outbox, duty } = desk.store;
  const escalator = new Escalator({
    ...{ plan: PLAN, escalations, outbox, duty, clock, logger: silentLogger, metrics: silentMetrics },
    ...{ equipmentClass: () => 'pump', tellsReturn: () => true },
  });
  await escalator.start();
  const running = new Set<Delivery>();
  onTestFinished(async () => {
    for (const delivery of running) await delivery.stop();
    await escalator.stop();
    await desk.close();
  });
  const start = async (channel: Channel, through?: Outbox): Promise<Delivery> => {
    const delivery = deliver(desk.store, clock, channel, through);
    running.add(delivery);
    await delivery.start();
    return delivery;
  };
  const stop = async (delivery: Delivery): Promise<void> => {
    running.delete(delivery);
    await delivery.stop();
  };
  /** Seconds until the condition holds, by the test's clock. */
  const until = async (what: string, isTrue: () => boolean): Promise<number> => {
    const startMs = clock.monotonicMs();
    await eventually(async () => isTrue() || undefined, 60_000, what);
    return (clock.monotonicMs() - startMs) / 1000;
  };
  const pass = (seconds: number): Promise<void> => new Promise((resolve) => clock.after(seconds * 1000, resolve));
  return { desk, start, stop, until, pass };
}

/** Thirty times real time: the minutes of a retry pass in seconds. */
const FAST = 30;

describe('e-mail', () => {
  test('a P1 is handed to the mail server within two seconds of the sample', async () => {
    const { server, open } = await mailServer();
    const { desk, start, until } = await setup(systemClock);
    await start(open(systemClock));
    desk.feed(0, 85);
    const seconds = await until('the mail', () => server.mails.length > 0);
    console.log(`sample to mail server: ${Math.round(seconds * 1000)} ms`);
    expect(seconds).toBeLessThan(2);
  });

  test('a server that fails first gets it later, once', async () => {
    const { server, open } = await mailServer();
    const clock = createFastClock(FAST);
    const { desk, start, until, pass } = await setup(clock);
    await start(open(clock));
    let refusals = 0;
    server.script = (line) => (line === '(connect)' && refusals++ < 2 ? '421 not now' : undefined);
    desk.feed(0, 85);
    expect(await until('the mail', () => server.mails.length > 0)).toBeGreaterThan(14);
    await pass(90);
    expect(server.mails).toHaveLength(1);
  });
});

describe('webhook', () => {
  async function withHook(condition = highLimit(0)) {
    const clock = createFastClock(FAST);
    const hook = await hookServer(clock);
    return { clock, hook, ...(await setup(clock, condition)) };
  }

  test('tried again with the same id until it is taken, then the return follows', async () => {
    // An urgent one that nobody has acknowledged goes on being told after it has returned.
    const { hook, desk, start, until } = await withHook(highLimit(0, { priority: 'P2' }));
    await start(hook.open());
    hook.answer.status = 503;
    desk.feed(0, 85);
    await until('three attempts', () => hook.ids().length === 3);
    hook.answer.status = undefined;
    await until('the fourth', () => hook.taken.length === 1);
    expect(new Set(hook.ids()).size).toBe(1);
    desk.feed(0, 20);
    expect(await until('the return', () => hook.taken.length === 2)).toBeGreaterThan(55);
    expect(hook.taken).toMatchObject([{ type: 'alarm.annunciated' }, { type: 'alarm.returned' }]);
  });

  test('acknowledged before it went out: nobody is told any more', async () => {
    const { hook, desk, start, until, pass } = await withHook();
    await start(hook.open());
    hook.answer.status = 503;
    desk.feed(0, 85);
    await until('an attempt', () => hook.ids().length === 1);
    const action = { kind: 'acknowledge', occurrence: 1, note: null } as const;
    const actor = { name: 'li', role: 'operator', via: 'ui' } as const;
    expect(await desk.engine.service.act('EQ-0.high~1', action, actor)).toMatchObject({ ok: true });
    hook.answer.status = undefined;
    await pass(90);
    expect(hook.taken).toEqual([]);
  });

  test('taken but not noted when the process died: sent again after the lease, with the same id, then no more', async () => {
    const { hook, desk, start, stop, until, pass } = await withHook();
    const dying = await start(hook.open(), { ...desk.store.outbox, settle: () => Promise.reject(new Error('killed')) });
    desk.feed(0, 85);
    await until('the first', () => hook.ids().length === 1);
    await stop(dying);
    await start(hook.open());
    expect(await until('the repeat', () => hook.ids().length === 2)).toBeGreaterThan(15);
    await pass(90);
    expect(new Set(hook.ids()).size).toBe(1);
    expect([hook.ids().length, hook.taken.length]).toEqual([2, 1]);
  });
});
