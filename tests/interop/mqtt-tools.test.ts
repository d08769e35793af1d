import { describe, expect, it, onTestFinished } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { mqttDriver } from '../../gateway/drivers/mqtt/driver.ts';
import type { BrowseRow, TestRow } from '../../gateway/ports/driver-tools.ts';
import { createFastClock } from '../harness/fast-clock.ts';
import { freePort } from '../harness/free-port.ts';
import { isMosquittoMissing, startMosquitto } from '../harness/mosquitto.ts';
import { mqttContext, mqttLink, otherClient } from '../harness/mqtt-link.ts';
import { RecordingListener } from '../harness/recording-listener.ts';

const { test, browse } = mqttDriver.tools!;
const DEVICES = [
  { id: 'a', config: { topic: 'room/a' }, addresses: [{ path: 't' }, { path: 'mode', text: true }] },
  { id: 'b', config: { topic: 'room/b', payload: 'hex' }, addresses: [{ offset: 0, type: 'u16' }] },
  { id: 'c', config: { topic: 'room/c' }, addresses: [{ path: 't' }] },
];
const never = new AbortController().signal;

async function broker(): Promise<{ url: string; publish(topic: string, text: string): Promise<unknown> }> {
  const mosquitto = await startMosquitto();
  onTestFinished(mosquitto.stop);
  const sensor = await otherClient(mosquitto.url);
  return { url: mosquitto.url, publish: (topic, text) => sensor.publishAsync(topic, text, { qos: 1, retain: true }) };
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

describe.skipIf(isMosquittoMissing)('testing points', () => {
  it('shows message, value and the other byte orders, beside the running gateway; what stays silent is said', async () => {
    const { url, publish } = await broker();
    const gateway = new RecordingListener();
    await mqttLink(url, DEVICES, { statusTopic: 'status' }).start(gateway);
    await publish('room/a', '{"t":21.5,"mode":"AUTO"}');
    await publish('room/b', '0102');
    const clock = createFastClock(10);
    const rows: TestRow[] = await all(test(mqttContext(url, DEVICES, { statusTopic: 'status' }, { clock }), never));
    expect(rows.map(({ tag, raw, value }) => [tag, raw, value])).toEqual([
      ['a.0', '{"t":21.5,"mode":"AUTO"}', 21.5],
      ['a.1', '{"t":21.5,"mode":"AUTO"}', 'AUTO'],
      ['b.0', '0102', 258],
      ['c.0', null, null],
    ]);
    expect(rows[2]!.alternatives).toEqual([{ label: 'DCBA', value: 513 }]);
    expect(rows[3]).toMatchObject({ quality: QUALITY['bad-waiting'], detail: 'no message came' });
    expect(gateway.losses).toEqual([]);
  });

  it('ends as soon as every point has spoken, and at the signal', async () => {
    const { url, publish } = await broker();
    await publish('room/c', '{"t":1}');
    const began = performance.now();
    expect(await all(test(mqttContext(url, DEVICES.slice(2)), never))).toHaveLength(1);
    expect(await all(test(mqttContext(url, DEVICES), AbortSignal.timeout(100)))).toHaveLength(4);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('a broker that cannot be reached is a coded failure', async () => {
    const context = mqttContext(`mqtt://127.0.0.1:${await freePort()}`, DEVICES);
    await expect(all(test(context, never))).rejects.toMatchObject({ code: 'FIELD_UNREACHABLE' });
  });
});

describe.skipIf(isMosquittoMissing)('browsing topics', () => {
  const context = (url: string, signal = never) => ({ ...mqttContext(url, []), clock: createFastClock(20), signal });

  it('lists each topic once with what it holds, deep ones as folders, at most so many', async () => {
    const { url, publish } = await broker();
    await publish('site/a', '{"t":1}');
    await publish('site/b', '23.5');
    await publish('site/c', 'text');
    await publish('site/d/e/f', '1');
    await publish('site/d/e/g', '2');
    await publish('other', '1');
    const rows: BrowseRow[] = await all(browse!(context(url), 'site/#', 2, 100));
    const shown = rows.map(({ path, kind, dataType, value }) => [path, kind, dataType, value]);
    expect(shown.toSorted()).toEqual([
      ['site/a', 'variable', 'json', '{"t":1}'],
      ['site/b', 'variable', 'number', '23.5'],
      ['site/c', 'variable', 'text', 'text'],
      ['site/d', 'folder', null, null],
    ]);
    expect(await all(browse!(context(url), undefined, 9, 3))).toHaveLength(3);
    expect(await all(browse!(context(url, AbortSignal.abort()), undefined, 9, 3))).toEqual([]);
  });

  it('a filter the broker does not take is a coded failure', async () => {
    const { url } = await broker();
    await expect(all(browse!(context(url), 'a/#/b', 9, 9))).rejects.toMatchObject({ code: 'FIELD_UNREACHABLE' });
  });
});
