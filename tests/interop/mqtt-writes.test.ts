import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { WriteResult } from '../../gateway/ports/driver.ts';
import { dynamicSecurity, isDynamicSecurityMissing } from '../harness/dynamic-security.ts';
import { isMosquittoMissing, startMosquitto } from '../harness/mosquitto.ts';
import { mqttLink, otherClient } from '../harness/mqtt-link.ts';
import { RecordingListener } from '../harness/recording-listener.ts';

const DEVICE = {
  id: 'd',
  config: { topicTemplate: 'heating/{id}', id: 'h1' },
  addresses: [
    { path: 'setpoint', set: { topic: '{base}/set', key: 'setpoint' } },
    { path: 'power', words: { ON: 1, OFF: 0 }, set: { topic: '{base}/power', payload: 'plain' } },
    { path: 'readOnly' },
  ],
};

/** A started link, a thermostat that obeys as `obey` says, and what it was told. */
async function site(protocolVersion: 4 | 5, obey: (topic: string, text: string) => object | undefined) {
  const broker = await startMosquitto();
  onTestFinished(broker.stop);
  const link = mqttLink(broker.url, [DEVICE], { protocolVersion });
  const heard = new RecordingListener();
  await link.start(heard);
  const device = await otherClient(broker.url);
  const told: string[] = [];
  device.on('message', (topic, payload, { retain, qos }) => {
    told.push(`${topic} ${payload.toString()} qos ${qos}${retain ? ' retained' : ''}`);
    const state = obey(topic, payload.toString());
    if (state) void device.publishAsync('heating/h1', JSON.stringify(state), { qos: 1 });
  });
  await device.subscribeAsync(['heating/h1/set', 'heating/h1/power'], { qos: 1 });
  const write = (point: number, raw: number, verifyWithinMs = 2_000, expiresInMs = 5_000): Promise<WriteResult> =>
    link.write({ device: 'd', point, raw, expiresAt: systemClock.monotonicMs() + expiresInMs, verifyWithinMs });
  return { broker, link, heard, told, write, device };
}

describe.skipIf(isMosquittoMissing).each([4, 5] as const)('a value is set, version %d', (version) => {
  it('and shown by the device itself', async () => {
    const { told, write } = await site(version, (topic, text) =>
      topic.endsWith('/set') ? JSON.parse(text) : { power: text },
    );
    expect(await write(0, 21.5)).toEqual({ kind: 'verified', readBack: 21.5 });
    expect(await write(1, 0)).toEqual({ kind: 'verified', readBack: 0 });
    expect(told).toEqual(['heating/h1/set {"setpoint":21.5} qos 1', 'heating/h1/power OFF qos 1']);
  });

  it('but another one is shown, or none', async () => {
    const { write } = await site(version, (topic) => (topic.endsWith('/set') ? { setpoint: 18 } : undefined));
    expect(await write(0, 21.5, 500)).toEqual({ kind: 'differs', readBack: 18 });
    expect(await write(1, 1, 200)).toMatchObject({ kind: 'unverified' });
  });

  it('or not at all', async () => {
    const { broker, link, heard, told, write } = await site(version, () => undefined);
    expect(await write(2, 1)).toMatchObject({ kind: 'refused' });
    expect(await write(1, 5)).toMatchObject({ kind: 'refused' });
    expect(await write(9, 1)).toMatchObject({ kind: 'refused' });
    expect(await write(0, 1, 500, 0)).toMatchObject({ kind: 'unsent', detail: expect.stringContaining('expired') });
    await broker.kill();
    await heard.until(() => heard.losses.length === 1);
    expect(await write(0, 1)).toEqual({ kind: 'unsent', detail: 'not connected to the broker' });
    await link.stop();
    expect(await write(0, 1)).toMatchObject({ kind: 'unsent' });
    expect(told).toEqual([]);
  });

  it('never later: what was refused while the broker was away is not sent when it is back', async () => {
    const { broker, link, heard, write } = await site(version, () => undefined);
    await broker.kill();
    await heard.until(() => heard.losses.length === 1);
    await write(0, 99);
    await link.stop();
    const again = await startMosquitto({ port: broker.port });
    onTestFinished(again.stop);
    const device = await otherClient(again.url);
    const told: string[] = [];
    device.on('message', (_, payload) => told.push(payload.toString()));
    await device.subscribeAsync('#', { qos: 1 });
    const second = new RecordingListener();
    await link.start(second);
    await device.publishAsync('heating/h1', '{"setpoint":20}', { qos: 1 });
    await second.until(() => second.value(0) === 20);
    expect(told).toEqual(['{"setpoint":20}']);
  });
});

describe.skipIf(isMosquittoMissing)('the broker', () => {
  it.skipIf(isDynamicSecurityMissing)('says no: known with version 5, not known with 3.1.1', async () => {
    const user = { username: 'gateway', password: 'right', subscribe: ['#'], publish: ['other/#'] };
    const broker = await startMosquitto(dynamicSecurity(user));
    onTestFinished(broker.stop);
    for (const protocolVersion of [4, 5]) {
      const link = mqttLink(broker.url, [DEVICE], { protocolVersion, username: 'gateway', password: 'right' });
      await link.start(new RecordingListener());
      const expiresAt = systemClock.monotonicMs() + 5_000;
      const result = await link.write({ device: 'd', point: 0, raw: 1, expiresAt, verifyWithinMs: 100 });
      expect(result.kind).toBe(protocolVersion === 5 ? 'refused' : 'unverified');
      await link.stop();
    }
  });

  it('cannot make our own message look like the answer of the device', async () => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const echoing = { id: 'e', config: { topic: 'e' }, addresses: [{ set: { topic: '{base}' } }] };
    for (const protocolVersion of [4, 5]) {
      const link = mqttLink(broker.url, [echoing], { protocolVersion });
      await link.start(new RecordingListener());
      const expiresAt = systemClock.monotonicMs() + 5_000;
      const result = await link.write({ device: 'e', point: 0, raw: 1, expiresAt, verifyWithinMs: 200 });
      expect(result.kind).toBe(protocolVersion === 5 ? 'unverified' : 'refused');
      await link.stop();
    }
  });
});
