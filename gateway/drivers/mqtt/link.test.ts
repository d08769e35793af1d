import { createServer, type Server } from 'node:net';
import { Aedes } from 'aedes';
import mqtt from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../tests/harness/free-port.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { isMosquittoMissing, startMosquitto } from '../../../tests/harness/mosquitto.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { QUALITY } from '../../domain/quality.ts';
import { systemClock } from '../../observability/system-clock.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DriverDevice, SubscribedLink } from '../../ports/driver.ts';
import type { Logger } from '../../ports/logger.ts';
import { addressSchema, type MqttAddress } from './address.ts';
import { mqttDriver } from './driver.ts';
import { connectionSchema, type MqttDevice } from './schemas.ts';

type Device = DriverDevice<MqttDevice, MqttAddress>;

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A device on `topic` whose points, numbered from `first`, lie at `paths`. */
function device(topic: string, first: number, paths: readonly string[], settings: Partial<MqttDevice> = {}): Device {
  const points = paths.map((path, offset) => ({
    index: first + offset,
    tag: `${topic}.${path}`,
    address: addressSchema.parse(path === '' ? {} : { path }),
    periodMs: 5_000,
    writable: false,
  }));
  return { id: `${topic}@${first}`, config: { topic, ...settings }, points };
}

function linkTo(
  url: string,
  devices: readonly Device[],
  more: Partial<{ config: object; clock: Clock; logger: Logger }> = {},
) {
  const link = mqttDriver.create({
    connectionId: 'broker',
    config: connectionSchema.parse({ url, ...more.config }),
    devices,
    clock: more.clock ?? systemClock,
    logger: more.logger ?? silentLogger,
    stateFolder: undefined,
  }) as SubscribedLink;
  endings.push(() => link.stop());
  return link;
}

/** Publishes on a connection of its own, as a sensor would. */
async function sensor(url: string, version: 4 | 5 = 4) {
  const client = await mqtt.connectAsync(url, { reconnectPeriod: 0, protocolVersion: version });
  endings.push(() => client.endAsync(true));
  return (topic: string, message: unknown, retain = false) =>
    client.publishAsync(topic, Buffer.isBuffer(message) ? message : JSON.stringify(message), { qos: 1, retain });
}

const started = { ok: true };

describe.skipIf(isMosquittoMissing)('against mosquitto', () => {
  it.each([4, 5] as const)('live messages become readings, version %d', async (protocolVersion) => {
    const broker = await startMosquitto();
    endings.push(broker.stop);
    const link = linkTo(
      broker.url,
      [
        device('room/R01', 0, ['temperature', 'battery', 'missing'], { time: 'time' }),
        device('room/R01', 3, ['humidity']),
      ],
      { config: { protocolVersion } },
    );
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);

    const publish = await sensor(broker.url, protocolVersion);
    const time = new Date(Date.now() - 2_000).toISOString();
    await publish('room/R01', { temperature: 23.4, battery: true, humidity: 48, time });
    await heard.until(() => heard.latest.size === 4);

    expect(heard.latest.get(0)).toEqual({ value: 23.4, quality: QUALITY.good, sourceTime: Date.parse(time) });
    expect(heard.value(1)).toBe(1);
    expect(heard.quality(2)).toBe(QUALITY['bad-decode']);
    expect(heard.value(3)).toBe(48);
    expect(heard.signs.get('room/R01@0')).toBe(1);
    expect(heard.flushes).toBe(1);
  });

  it('a retained message is marked by its age and is no sign of life', async () => {
    const broker = await startMosquitto();
    endings.push(broker.stop);
    const publish = await sensor(broker.url);
    const old = new Date(Date.now() - 3_600_000).toISOString();
    await publish('old', { v: 1, time: old }, true);
    await publish('fresh', { v: 2, time: new Date().toISOString() }, true);
    await publish('ageless', { v: 3 }, true);

    const link = linkTo(broker.url, [
      device('old', 0, ['v'], { time: 'time' }),
      device('fresh', 1, ['v'], { time: 'time' }),
      device('ageless', 2, ['v']),
    ]);
    const heard = new RecordingListener();
    await link.start(heard);
    await heard.until(() => heard.latest.size === 3);

    expect(heard.latest.get(0)).toEqual({ value: 1, quality: QUALITY['uncertain-old'], sourceTime: Date.parse(old) });
    expect(heard.quality(1)).toBe(QUALITY.good);
    expect(heard.quality(2)).toBe(QUALITY['uncertain-old']);
    expect([...heard.signs.keys()]).toEqual(['link']);

    await publish('ageless', { v: 4 }, true);
    await heard.until(() => heard.value(2) === 4);
    expect(heard.quality(2)).toBe(QUALITY.good);
    expect(heard.signs.get('ageless@2')).toBe(1);
  });

  it('a message that cannot be read spoils only its own device, an oversized one nothing', async () => {
    const broker = await startMosquitto();
    endings.push(broker.stop);
    const link = linkTo(broker.url, [
      device('a', 0, ['v']),
      device('b', 1, ['v']),
      device('c', 2, [''], { payload: 'plain' }),
    ]);
    const heard = new RecordingListener();
    await link.start(heard);
    const publish = await sensor(broker.url);
    await publish('a', Buffer.alloc(70_000, '1'));
    await publish('a', Buffer.from([0xff, 0x00, 0x7b]));
    await publish('b', { v: 7 });
    await publish('c', Buffer.from('-3.5'));
    await heard.until(() => heard.latest.size === 3);

    expect(heard.quality(0)).toBe(QUALITY['bad-decode']);
    expect(heard.value(1)).toBe(7);
    expect(heard.value(2)).toBe(-3.5);
    expect(heard.readings).toBe(3);
    expect(link.describe().at(-1)).toBe('1 messages too large, 1 not understood');
  });

  it('a wrong password is a refusal with the reason in it', async () => {
    const broker = await startMosquitto({ config: 'allow_anonymous false' });
    endings.push(broker.stop);
    const link = linkTo(broker.url, [device('a', 0, ['v'])], { config: { username: 'u', password: 'wrong' } });
    const answer = await link.start(new RecordingListener());
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
    expect(JSON.stringify(answer)).toMatch(/not authorized/i);
    expect(JSON.stringify(answer)).not.toContain('wrong');
  });

  it('the broker is killed: lost once; back again: all values return', async () => {
    const broker = await startMosquitto();
    const link = linkTo(broker.url, [device('a', 0, ['v']), device('b', 1, ['v'])]);
    const first = new RecordingListener();
    await link.start(first);
    await broker.kill();
    await first.until(() => first.losses.length > 0);
    expect(await link.start(new RecordingListener())).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });

    const again = await startMosquitto({ port: broker.port });
    endings.push(again.stop);
    const second = new RecordingListener();
    expect(await link.start(second)).toEqual(started);
    const publish = await sensor(again.url);
    await publish('a', { v: 1 });
    await publish('b', { v: 2 });
    await second.until(() => second.latest.size === 2);
    expect(first.losses).toHaveLength(1);
    expect(second.losses).toEqual([]);
  });

  it('two clients with one id throw each other out: said once, as a hint', async () => {
    const broker = await startMosquitto();
    endings.push(broker.stop);
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warn: (_, message) => void warnings.push(message) };
    const link = linkTo(broker.url, [device('a', 0, ['v'])], { logger });
    for (let round = 0; round < 3; round++) {
      const heard = new RecordingListener();
      await link.start(heard);
      const rival = await mqtt.connectAsync(broker.url, { clientId: 'plantroom-broker', reconnectPeriod: 0 });
      await heard.until(() => heard.losses.length === 1);
      await rival.endAsync(true);
    }
    expect(warnings.filter((text) => text.includes('client id'))).toHaveLength(1);
  });

  it('the broker gives signs of life though nobody publishes', async () => {
    const broker = await startMosquitto();
    endings.push(broker.stop);
    const link = linkTo(broker.url, [device('a', 0, ['v'])], { config: { keepalive: '1s' } });
    const heard = new RecordingListener();
    await link.start(heard);
    const atStart = heard.signs.get('link') ?? 0;
    await heard.until(() => (heard.signs.get('link') ?? 0) > atStart);
    expect(link.silenceLimitMs).toBe(5_000);
    expect(heard.losses).toEqual([]);
  });
});

describe('against a broker in the process', () => {
  async function startAedes(configure: (broker: Aedes) => void = () => {}) {
    const broker = await Aedes.createBroker();
    configure(broker);
    const server = createServer(broker.handle);
    const url = await listen(server);
    endings.push(async () => {
      server.close();
      await new Promise<void>((resolve) => broker.close(() => resolve()));
    });
    return { broker, url };
  }

  it('a refused topic is bad-unsupported, the others are read', async () => {
    const { url } = await startAedes((broker) => {
      broker.authorizeSubscribe = (_, subscription, done) =>
        done(null, subscription.topic === 'secret' ? null : subscription);
    });
    const link = linkTo(url, [device('secret', 0, ['v']), device('open', 1, ['v'])]);
    const heard = new RecordingListener();
    expect(await link.start(heard)).toEqual(started);
    expect(heard.quality(0)).toBe(QUALITY['bad-unsupported']);
    const publish = await sensor(url);
    await publish('open', { v: 5 });
    await heard.until(() => heard.value(1) === 5);
    expect(link.describe()).toContain('topic secret: 1 points, refused by the broker');
  });

  it('the line is cut: lost once, and nothing after stop', async () => {
    const { broker, url } = await startAedes();
    const link = linkTo(url, [device('a', 0, ['v'])]);
    const heard = new RecordingListener();
    await link.start(heard);
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    await heard.until(() => heard.losses.length === 1);
    await link.stop();
    await link.stop();
    expect(heard.losses).toHaveLength(1);
  });

  it('a stop that was asked for is not a loss', async () => {
    const { url } = await startAedes();
    const link = linkTo(url, [device('a', 0, ['v'])]);
    const heard = new RecordingListener();
    await link.start(heard);
    await link.stop();
    expect(heard.losses).toEqual([]);
    expect(await link.start(heard)).toEqual(started);
  });

  it('a listener that throws does not end the process or the link', async () => {
    const { url } = await startAedes();
    const errors: string[] = [];
    const link = linkTo(url, [device('a', 0, ['v'])], {
      logger: { ...silentLogger, error: (_, message) => void errors.push(message) },
    });
    const heard = new RecordingListener();
    let isFirst = true;
    const sink = {
      ...heard.sink,
      reading: (...reading: Parameters<typeof heard.sink.reading>) => {
        if (isFirst) {
          isFirst = false;
          throw new Error('thrown by the listener');
        }
        heard.sink.reading(...reading);
      },
    };
    await link.start({ sink, alive: (id) => heard.alive(id), lost: (detail) => heard.lost(detail) });
    const publish = await sensor(url);
    await publish('a', { v: 1 });
    await publish('a', { v: 2 });
    await heard.until(() => heard.value(0) === 2);
    expect(errors).toEqual(['a message could not be handled']);
  });
});

describe('without a broker', () => {
  it('nobody listens: refused, and may be tried again', async () => {
    const link = linkTo(`mqtt://127.0.0.1:${await freePort()}`, [device('a', 0, ['v'])]);
    for (let round = 0; round < 3; round++) {
      expect(await link.start(new RecordingListener())).toMatchObject({ ok: false, failure: { kind: 'link-lost' } });
    }
  });

  /** Accepts connections and never says a word. */
  async function startMute(): Promise<string> {
    const server = createServer((socket) => {
      socket.resume();
      endings.push(() => socket.destroy());
    });
    endings.push(() => server.close());
    return listen(server);
  }

  it('the broker accepts and stays silent: given up after its time', async () => {
    const clock = new ManualClock();
    const link = linkTo(await startMute(), [device('a', 0, ['v'])], { clock });
    const answer = link.start(new RecordingListener());
    await clock.advanceAsync(5_000);
    const stopped = link.stop();
    await clock.advanceAsync(2_000);
    await stopped;
    expect(await answer).toEqual({
      ok: false,
      failure: { kind: 'link-lost', detail: 'the broker did not answer in time' },
    });
    expect(clock.pending).toBe(0);
  });

  it('stop in the middle of a start ends the start', async () => {
    const link = linkTo(await startMute(), [device('a', 0, ['v'])]);
    const answer = link.start(new RecordingListener());
    await link.stop();
    expect(await answer).toMatchObject({ ok: false, failure: { detail: 'stopped' } });
  });
});

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`mqtt://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
    });
  });
}
