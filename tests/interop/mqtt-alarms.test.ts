import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mqtt } from '../../gateway/notifications/channels/mqtt/channel.ts';
import { exampleNotification, trappedAlarm } from '../../gateway/notifications/notifications.fixtures.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import { Authority } from '../harness/certificates.ts';
import { channelTools } from '../harness/channel-tools.ts';
import { eventually } from '../harness/eventually.ts';
import { freePort } from '../harness/free-port.ts';
import { isMosquittoMissing, type MosquittoOptions, passwordLine, startMosquitto } from '../harness/mosquitto.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const EVENT = 'facility/tower/alarm/L01.trapped/event';
const STATE = 'facility/tower/alarm/L01.trapped/state';
const SECOND = 'facility/tower/alarm/L02.trapped/state';

async function broker(options: MosquittoOptions = {}) {
  const mosquitto = await startMosquitto(options);
  onTestFinished(mosquitto.stop);
  return mosquitto;
}

function channelTo(url: string, change: object = {}) {
  const channel = mqtt.create(mqtt.optionsSchema.parse({ url, ...change }), channelTools({ clock: systemClock }));
  onTestFinished(() => channel.close());
  return channel;
}

/** Somebody who listens to everything; `states` has what is retained or was published last. */
async function listener(url: string) {
  const client: MqttClient = await connectAsync(url, { reconnectPeriod: 0 });
  onTestFinished(async () => void (await client.endAsync(true)));
  const heard: { readonly topic: string; readonly text: string; readonly retained: boolean }[] = [];
  client.on('message', (topic, payload, { retain }) =>
    heard.push({ topic, text: payload.toString(), retained: retain }),
  );
  await client.subscribeAsync('facility/#', { qos: 1 });
  const until = (what: string, isTrue: () => boolean) => eventually(async () => isTrue() || undefined, 10_000, what);
  return { heard, until, client };
}

const retainedAt = async (url: string): Promise<readonly string[]> => {
  const late = await listener(url);
  await late.client.publishAsync('facility/end', 'x', { qos: 1 });
  await late.until('the end of what is retained', () => late.heard.some(({ topic }) => topic === 'facility/end'));
  return late.heard.filter(({ retained }) => retained).map(({ topic }) => topic);
};

describe.skipIf(isMosquittoMissing)('alarms at a broker', () => {
  test.each([4, 5] as const)(
    'an event once, the state for whoever comes later, version %d',
    async (protocolVersion) => {
      const { url } = await broker();
      const { heard, until } = await listener(url);
      const channel = channelTo(url, { protocolVersion });
      expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
      await until('the event', () => heard.some(({ topic }) => topic === EVENT));
      channel.mirror?.show([trappedAlarm()]);
      await until('the state', () => heard.some(({ topic }) => topic === STATE));
      expect(await retainedAt(url)).toEqual([STATE]);
      channel.mirror?.changed(trappedAlarm({ state: 'closed' }));
      await until('the clearing', () => heard.some(({ topic, text }) => topic === STATE && text === ''));
      expect(await retainedAt(url)).toEqual([]);
    },
  );

  test('what an earlier life left behind is cleared, even when there is nothing to show', async () => {
    const { url } = await broker();
    const { heard, until, client } = await listener(url);
    await client.publishAsync(SECOND, 'stale', { qos: 1, retain: true });
    channelTo(url).mirror?.show([]);
    await until('the clearing', () => heard.some(({ topic, text }) => topic === SECOND && text === ''));
    expect(await retainedAt(url)).toEqual([]);
  });

  test('a broker that was away and has forgotten everything is shown it again', async () => {
    const port = await freePort();
    const first = await startMosquitto({ port });
    const channel = channelTo(first.url);
    channel.mirror?.show([trappedAlarm()]);
    const before = await listener(first.url);
    await before.until('the state', () => before.heard.some(({ topic }) => topic === STATE));
    await before.client.endAsync(true);
    await first.kill();
    expect(await channel.send(exampleNotification())).toMatchObject({ kind: 'failed' });
    channel.mirror?.changed(trappedAlarm({ state: 'active-acknowledged' }));
    const { url } = await broker({ port });
    const after = await listener(url);
    await after.until('the state', () => after.heard.some(({ text }) => text.includes('active-acknowledged')));
    expect(await channel.send(exampleNotification())).toEqual({ kind: 'sent' });
  });

  test('TLS: the broker is checked; a password that is wrong is told, not shown', async () => {
    const folder = await tempFolder();
    const ours = await Authority.create(folder, 'ours');
    const stranger = await Authority.create(folder, 'stranger');
    const { url } = await broker({
      tls: await ours.issue('broker', 'IP:127.0.0.1'),
      config: 'allow_anonymous false\npassword_file {folder}/passwords',
      files: { passwords: passwordLine('gateway', 'right') },
    });
    const ca = ours.own.cert;
    const send = (change: object) => channelTo(url, change).send(exampleNotification());
    expect(await send({ username: 'gateway', password: 'right', tls: { ca } })).toEqual({ kind: 'sent' });
    const wrong = await send({ username: 'gateway', password: 'mistaken', tls: { ca } });
    expect(wrong).toEqual({ kind: 'broken', detail: 'the broker refused (reason code 5)' });
    expect(await send({ username: 'gateway', password: 'right', tls: { ca: stranger.own.cert } })).toMatchObject({
      kind: 'failed',
    });
    expect(await send({ tls: { ca: `${folder}/missing.pem` } })).toEqual({
      kind: 'broken',
      detail: 'tls.ca cannot be read',
    });
  });
});
