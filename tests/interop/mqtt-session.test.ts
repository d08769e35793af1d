import mqtt from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MqttLink } from '../../gateway/drivers/mqtt/link.ts';
import type { LinkListener } from '../../gateway/ports/driver.ts';
import { createFastClock } from '../harness/fast-clock.ts';
import { isMosquittoMissing, startMosquitto } from '../harness/mosquitto.ts';
import { mqttLink, otherClient } from '../harness/mqtt-link.ts';
import { RecordingListener } from '../harness/recording-listener.ts';
import { startTcpProxy } from '../harness/tcp-proxy.ts';

const VALUES = [
  { id: 'a', config: { topic: 'a' }, addresses: [{ path: 'v' }] },
  { id: 'b', config: { topic: 'b' }, addresses: [{ path: 'v' }] },
];
const started = { ok: true };
const STATUS = { statusTopic: 'gateways/one' };

/** Hears what is published on a topic, newest last. */
async function ear(
  url: string,
  topic: string,
): Promise<{ readonly heard: string[]; until(text: string): Promise<void> }> {
  const client = await otherClient(url);
  const heard: string[] = [];
  const waiting = new Map<string, () => void>();
  client.on('message', (_, payload, { retain }) => {
    const text = `${payload.toString()}${retain ? ' (retained)' : ''}`;
    heard.push(text);
    waiting.get(text)?.();
  });
  await client.subscribeAsync(topic, { qos: 1 });
  const until = (text: string): Promise<void> =>
    heard.includes(text) ? Promise.resolve() : new Promise((resolve) => waiting.set(text, resolve));
  return { heard, until };
}

describe.skipIf(isMosquittoMissing).each([4, 5] as const)('a broker, version %d', (protocolVersion) => {
  it('killed and restarted again and again: every value is good again, each loss is told once', async () => {
    let broker = await startMosquitto();
    onTestFinished(() => broker.stop());
    const link = mqttLink(broker.url, VALUES, { protocolVersion });
    for (let round = 0; round < 5; round++) {
      const heard = new RecordingListener();
      expect(await link.start(heard)).toEqual(started);
      const sensor = await otherClient(broker.url, { protocolVersion });
      await sensor.publishAsync('a', JSON.stringify({ v: round }), { qos: 1 });
      await sensor.publishAsync('b', JSON.stringify({ v: -round }), { qos: 1 });
      await heard.until(() => heard.value(0) === round && heard.value(1) === -round);
      await broker.kill();
      await heard.until(() => heard.losses.length > 0);
      expect(heard.losses).toHaveLength(1);
      expect(await link.start(new RecordingListener())).toMatchObject({ ok: false });
      broker = await startMosquitto({ port: broker.port });
    }
    expect(link.cautions).toEqual([]);
  });

  it('says online on every connect, offline at the end, and the broker says it when the line is cut', async () => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const proxy = await startTcpProxy(broker.port);
    onTestFinished(proxy.stop);
    const status = await ear(broker.url, STATUS.statusTopic);
    const link = mqttLink(`mqtt://127.0.0.1:${proxy.port}`, VALUES, { ...STATUS, protocolVersion });
    const heard = new RecordingListener();
    await link.start(heard);
    await status.until('online');
    await (await ear(broker.url, STATUS.statusTopic)).until('online (retained)');

    proxy.cut();
    await status.until('offline');
    await heard.until(() => heard.losses.length === 1);
    status.heard.length = 0;
    await link.start(new RecordingListener());
    await status.until('online');
    await link.stop();
    await status.until('offline');
    expect(status.heard).toEqual(['online', 'offline']);
  });

  it('a flood of messages with QoS 1 is acknowledged as it comes', async () => {
    const broker = await startMosquitto({ config: 'allow_anonymous true\nmax_queued_messages 0' });
    onTestFinished(broker.stop);
    const link = mqttLink(broker.url, VALUES, { protocolVersion });
    const heard = new RecordingListener();
    await link.start(heard);
    const sensor = await otherClient(broker.url, { protocolVersion });
    const messages = 3_000;
    const began = performance.now();
    const sent = Array.from({ length: messages }, (_, v) =>
      sensor.publishAsync('a', JSON.stringify({ v }), { qos: 1 }),
    );
    await Promise.all(sent);
    await heard.until(() => heard.value(0) === messages - 1);
    expect(heard.readings).toBe(messages);
    // Held until a group commit of 20 ms, they would take a minute.
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe.skipIf(isMosquittoMissing)('another client with our id', () => {
  /** Does what the supervisor does, without its pauses. Counts the connections that stood. */
  async function keepGoing(link: MqttLink, signal: AbortSignal): Promise<{ connects: number; details: string[] }> {
    const told = { connects: 0, details: [] as string[] };
    while (!signal.aborted) {
      const lost = Promise.withResolvers<void>();
      const listener: LinkListener = new RecordingListener();
      listener.lost = (detail) => {
        told.details.push(detail);
        lost.resolve();
      };
      signal.addEventListener('abort', () => lost.resolve(), { once: true });
      const answer = await link.start(listener);
      if (answer.ok) {
        told.connects++;
        await lost.promise;
      }
      await link.stop();
    }
    return told;
  }

  it.each([4, 5] as const)('is not fought but told of, version %d', async (protocolVersion) => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const speed = 5;
    const link = mqttLink(broker.url, VALUES, { protocolVersion }, { clock: createFastClock(speed) });
    const rival = mqtt.connect(broker.url, { clientId: 'plantroom-broker', reconnectPeriod: 20, protocolVersion });
    onTestFinished(() => rival.endAsync(true));
    const seconds = 20;
    const told = await keepGoing(link, AbortSignal.timeout((seconds * 1000) / speed));
    // Three to find out without a word of the broker, then at most one in five seconds.
    expect(told.connects).toBeLessThanOrEqual(3 + seconds / 5);
    expect(told.connects).toBeGreaterThanOrEqual(3);
    expect(told.details.at(-1)).toContain('another client seems to use the client id plantroom-broker');
    expect(link.cautions[0]?.en).toContain('plantroom-broker');
    expect(link.cautions[0]?.zh).toContain('plantroom-broker');

    await rival.endAsync(true);
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
  });
});
