import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { email } from '../../gateway/notifications/channels/email/channel.ts';
import { webhook } from '../../gateway/notifications/channels/webhook/channel.ts';
import { composeNotification } from '../../gateway/notifications/compose-notification.ts';
import { createNotifier, type Notifier } from '../../gateway/notifications/notifier.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { Channel } from '../../gateway/ports/channel.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type { Outbox } from '../../gateway/ports/outbox.ts';
import { type AlarmDesk, highLimit, openAlarmDesk } from '../harness/alarm-desk.ts';
import { eventually } from '../harness/eventually.ts';
import { createFastClock } from '../harness/fast-clock.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';
import { SmtpServer } from '../harness/smtp-server.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const SITE = {
  name: { en: 'A Tower', zh: 'A座' },
  timeZone: 'Asia/Shanghai',
  publicUrl: undefined,
  equipmentName: () => undefined,
};
const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

async function mailServer() {
  const server = await SmtpServer.start();
  onTestFinished(() => server.stop());
  const options = { host: '127.0.0.1', port: server.port, from: 'gateway@tower.example', to: ['duty@tower.example'] };
  return { server, open: (clock: Clock) => email.create(email.optionsSchema.parse(options), { clock, fetch }) };
}

/** Answers with `status`; keeps the ids of the messages. */
async function hookServer() {
  const hook = { status: 204, ids: [] as unknown[], types: [] as string[] };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    hook.ids.push(request.headers['webhook-id']);
    hook.types.push(JSON.parse(body).type);
    response.writeHead(hook.status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { hook, open: (clock: Clock) => webhook.create({ url, secret: SECRET }, { clock, fetch }) };
}

async function startNotifier(outbox: Outbox, clock: Clock, channel: Channel): Promise<Notifier> {
  const notifier = createNotifier({
    ...{ outbox, clock, logger: silentLogger, metrics: silentMetrics, random: () => 0.5 },
    channels: new Map([['desk', channel]]),
    compose: (notice) => composeNotification(SITE, notice),
  });
  await notifier.start();
  return notifier;
}

async function setup(open: (clock: Clock) => Channel, clock: Clock) {
  const folder = await tempFolder();
  const routes = [{ channel: 'desk', priorities: ['P1'], returned: true }] as const;
  const desk = await openAlarmDesk({ folder, clock, conditions: [highLimit(0)], routes });
  const notifier = await startNotifier(desk.store.outbox, clock, open(clock));
  onTestFinished(() => stop(notifier, desk));
  /** Seconds until the condition holds, by the test's clock. */
  const until = async (what: string, isTrue: () => boolean): Promise<number> => {
    const startMs = clock.monotonicMs();
    await eventually(async () => isTrue() || undefined, 60_000, what);
    return (clock.monotonicMs() - startMs) / 1000;
  };
  const pass = (seconds: number): Promise<void> => new Promise((resolve) => clock.after(seconds * 1000, resolve));
  return { desk, notifier, until, pass };
}

async function stop(notifier: Notifier, desk: AlarmDesk): Promise<void> {
  await notifier.stop();
  await desk.close();
}

/** Thirty times real time: the minutes of a retry pass in seconds. */
const FAST = 30;

describe('e-mail', () => {
  test('a P1 is handed to the mail server within two seconds of the sample', async () => {
    const { server, open } = await mailServer();
    const { desk, until } = await setup(open, systemClock);
    desk.feed(0, 85);
    const seconds = await until('the mail', () => server.mails.length > 0);
    console.log(`sample to mail server: ${Math.round(seconds * 1000)} ms`);
    expect(seconds).toBeLessThan(2);
  });

  test('a server that fails first gets it later, once', async () => {
    const { server, open } = await mailServer();
    const { desk, until, pass } = await setup(open, createFastClock(FAST));
    let refusals = 0;
    server.script = (line) => (line === '(connect)' && refusals++ < 2 ? '421 not now' : undefined);
    desk.feed(0, 85);
    expect(await until('the mail', () => server.mails.length > 0)).toBeGreaterThan(14);
    await pass(90);
    expect(server.mails).toHaveLength(1);
  });
});

describe('webhook', () => {
  test('tried again with the same id until it is taken, then the return follows', async () => {
    const { hook, open } = await hookServer();
    const { desk, until } = await setup(open, createFastClock(FAST));
    hook.status = 503;
    desk.feed(0, 85);
    await until('three attempts', () => hook.ids.length === 3);
    hook.status = 204;
    await until('the fourth', () => hook.ids.length === 4);
    expect(new Set(hook.ids).size).toBe(1);
    desk.feed(0, 20);
    expect(await until('the return', () => hook.ids.length === 5)).toBeGreaterThan(55);
    expect(hook.types.at(-1)).toBe('alarm.returned');
  });

  test('acknowledged before it went out: nobody is told any more', async () => {
    const { hook, open } = await hookServer();
    const { desk, until, pass } = await setup(open, createFastClock(FAST));
    hook.status = 503;
    desk.feed(0, 85);
    await until('an attempt', () => hook.ids.length === 1);
    expect(await desk.engine.service.acknowledge({ id: 'EQ-0.high~1', actor: 'li' })).toMatchObject({ ok: true });
    hook.status = 204;
    await pass(90);
    expect(hook.ids).toHaveLength(1);
  });

  test('taken but not noted when the process died: sent again after the lease, with the same id, then no more', async () => {
    const { hook, open } = await hookServer();
    const clock = createFastClock(FAST);
    const { desk, notifier, until, pass } = await setup((given) => ({ ...open(given), close: async () => {} }), clock);
    const { outbox } = desk.store;
    await notifier.stop();
    desk.feed(0, 85);
    await until('the alarm is stored', () => desk.engine.service.open().length > 0);
    const [leased] = await outbox.lease('desk', 1, clock.nowMs(), 30_000);
    await open(clock).send(composeNotification(SITE, leased!)); // and here it is killed
    const next = await startNotifier(outbox, clock, open(clock));
    onTestFinished(() => next.stop());
    expect(await until('the repeat', () => hook.ids.length === 2)).toBeGreaterThan(20);
    expect(new Set(hook.ids).size).toBe(1);
    await pass(90);
    expect(hook.ids).toHaveLength(2);
  });
});
