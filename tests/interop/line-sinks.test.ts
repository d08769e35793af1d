import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../harness/eventually.ts';
import { createFastClock } from '../harness/fast-clock.ts';
import { countInfluxValues, createInfluxdb } from '../harness/influxdb.ts';
import { LineRig } from '../harness/line-rig.ts';
import { countVictoriaValues, createVictoriametrics } from '../harness/victoriametrics.ts';

const SPEED = 20;
const LIMIT_MS = 30_000;
const HOUR_MS = 3_600_000;
const influxdb = await createInfluxdb();
const victoria = await createVictoriametrics();

afterAll(async () => {
  await influxdb?.remove();
  await victoria?.remove();
});

const until = (what: string, look: () => Promise<boolean> | boolean): Promise<true> =>
  eventually(async () => (await look()) || undefined, LIMIT_MS, what);

/** Whole seconds, so that each sample has a moment of its own. */
const moment = (agoMs: number): number => Math.floor((Date.now() - agoMs) / 1_000) * 1_000;

describe.skipIf(!influxdb)('InfluxDB 1.6', () => {
  const server = influxdb!;

  async function start(database: string) {
    await server.start();
    onTestFinished(() => server.kill());
    const clock = createFastClock(SPEED);
    const settings = { id: 'influx', kind: 'influxdb', url: server.url, database } as const;
    return { rig: await LineRig.start({ settings, clock }), clock };
  }

  const query = (text: string, database = ''): Promise<Response> =>
    fetch(`${server.url}/query?db=${database}&q=${encodeURIComponent(text)}`, { method: 'POST' });
  const count = (database: string) => countInfluxValues(server.url, database, 'm');

  test('a field with another type costs its own values only; they are stored when the cause is gone', async () => {
    await server.start();
    const at = moment(60_000);
    await query('CREATE DATABASE "typed"');
    const line = `m,area=plant\\ room,equipment=E,site=s f1="a text" ${at - 1}`;
    await fetch(`${server.url}/write?db=typed&precision=ms`, { method: 'POST', body: line });
    const { rig } = await start('typed');
    rig.commit(at, 40);
    await until('half of it is set aside', () => rig.sink.status().quarantinedSamples === 20);
    await until('all is dealt with', () => rig.sink.status().behindSamples === 0);
    expect(rig.sink.status()).toMatchObject({ storedSamples: 20, lostSamples: 0, expiredSamples: 0 });
    expect(await count('typed')).toBe(21);
    const [first] = rig.cursors.quarantine.list({ limit: 1 });
    expect(first).toMatchObject({ sink: 'influx', point: 1, timeMs: at, value: 0 });
    expect(first?.reason).toContain('field type conflict');

    await query('DROP MEASUREMENT m', 'typed');
    expect(rig.cursors.quarantine.retry({ sink: 'influx' })).toBe(20);
    rig.sink.repeating.retryQuarantined();
    await until('they are stored', async () => (await count('typed')) === 20);
    expect(rig.sink.status().quarantinedSamples).toBe(20);
    await until('they leave the quarantine', () => rig.sink.status().quarantinedSamples === 0);
    expect(rig.sink.status()).toMatchObject({ storedSamples: 40, lastError: null });
  });

  test('what is older than the retention policy is counted as expired and not kept', async () => {
    await server.start();
    await query('CREATE DATABASE "short" WITH DURATION 1h');
    const { rig } = await start('short');
    rig.commit(moment(30 * HOUR_MS), 30);
    rig.commit(moment(60_000), 10);
    await until('all is dealt with', () => rig.sink.status().behindSamples === 0);
    expect(rig.sink.status()).toMatchObject({ storedSamples: 10, expiredSamples: 30, quarantinedSamples: 0 });
    expect(await count('short')).toBe(10);
  });

  test('a replay gives back what the server has lost, and changes no count', async () => {
    const { rig } = await start('lost');
    const from = moment(2 * 60_000);
    rig.commit(from, 60);
    await until('all is stored', () => rig.sink.status().behindSamples === 0);
    await query('DROP MEASUREMENT m', 'lost');
    expect(await count('lost')).toBe(0);
    expect(rig.sink.repeating.repeatFrom(from)).toEqual({ sink: 'influx', from, samples: 60 });
    await until('all is there again', async () => (await count('lost')) === 60);
    await until('the replay ends', () => rig.sink.status().repeatingSamples === undefined);
    expect(rig.sink.status()).toMatchObject({ storedSamples: 60, behindSamples: 0 });
  });
});

describe.skipIf(!victoria)('VictoriaMetrics', () => {
  const server = victoria!;

  async function start() {
    await server.start();
    onTestFinished(() => server.kill());
    const settings = { id: 'victoria', kind: 'victoriametrics', url: server.url, database: 'plant' } as const;
    return LineRig.start({ settings, clock: createFastClock(SPEED) });
  }

  test('what it acknowledges and drops is noticed, sent again and set aside; the others are proven', async () => {
    const rig = await start();
    rig.commit(moment(60_000), 50);
    rig.commit(Date.UTC(1999, 0, 1), 4);
    rig.commit(moment(8_000), 6);
    await until('all is acknowledged', () => rig.sink.status().behindSamples === 0);
    await until('the loss is noticed', () => rig.sink.status().lastError?.includes('sent again') ?? false);
    await until('it is set aside', () => rig.sink.status().quarantinedSamples === 4);
    expect(rig.sink.status().storedSamples).toBe(56);
    expect(await countVictoriaValues(server.url, 'm_f.')).toBe(56);
    expect(rig.cursors.quarantine.list({ limit: 9 })[0]?.reason).toContain('does not have it');
    await until('the log may go', () => rig.sink.safeId === 3);

    rig.cursors.quarantine.retry({ sink: 'victoria' });
    rig.sink.repeating.retryQuarantined();
    const isKept = () => rig.cursors.quarantine.list({ limit: 9 }).every(({ isRetrying }) => !isRetrying);
    await until('no proof: they stay', isKept);
    expect(rig.sink.status().quarantinedSamples).toBe(4);
  });
});
