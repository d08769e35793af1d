import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { fakeHistorian, startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { BatchBuilder, copyBatch } from '../../domain/sample.ts';
import { CursorStore } from '../../historian/log/cursor-store.ts';
import { SampleLog } from '../../historian/log/sample-log.ts';
import { PointRegister } from '../../historian/point-register.ts';
import type { HistorianPoint } from '../../historian/settings.ts';
import { PasswordHasher } from '../../http/password.ts';
import { runCommand } from '../cli.fixtures.ts';
import type { CommandContext } from '../command.ts';

const START = Date.UTC(2026, 0, 5);
const point = (index: number): HistorianPoint => ({
  ...{ index, tag: `P-${index}.flow`, kind: 'number', unit: '', equipment: `P-${index}`, equipmentClass: 'pump' },
  ...{ area: 'plant', name: 'flow', deadband: 0 },
});

/** The data folder of a gateway that is running: its files are open for writing. */
async function runningFolder() {
  const data = await tempFolder();
  const file = { folder: join(data, 'history'), clock: new ManualClock(START + 3_600_000), logger: silentLogger };
  const register = new PointRegister(file);
  register.register([point(0), point(1)]);
  const log = new SampleLog(file);
  onTestFinished(() => {
    register.close();
    log.close();
  });
  return { data, log, file };
}

/** Batch n holds a good sample of one point and a bad one of the other, n seconds after the start. */
function commit(log: SampleLog, from: number, to: number): void {
  const entries = Array.from({ length: to - from + 1 }, (_, i) => {
    const batch = new BatchBuilder();
    batch.add(1, from + i, 0, START + (from + i) * 1_000);
    batch.add(2, Number.NaN, 129, START + (from + i) * 1_000);
    return { seq: from + i, samples: copyBatch(batch) };
  });
  log.commit('s', entries);
}

const run = (data: string, line: readonly string[], more: Partial<CommandContext> = {}) =>
  runCommand(['log', ...line, '--data', data], { clock: new ManualClock(START + 3_600_000), ...more });

test('inspect tells positions, sinks and losses beside a running gateway', async () => {
  const { data, log } = await runningFolder();
  commit(log, 1, 10);
  const place = (id: number) => ({ id, samples: id });
  const state = { lanes: { tail: place(2), liveFrom: place(4), live: place(9) }, evicted: 3, lastStoredAt: START };
  new CursorStore(log.database).save('influx', state);
  log.evict({
    upToId: 1,
    marks: new BatchBuilder(),
    losses: [{ kind: 'evicted', sink: 'influx', from: START, to: START + 5, samples: 3 }],
  });
  const { code, out } = await run(data, ['inspect', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    ...{ ok: true, oldest: { position: 2 }, newest: { id: 10, all: 20, usable: 10 }, samples: 18, damagedRecords: 0 },
    cursors: [{ sink: 'influx', batch: 2, behindSamples: 3, evictedSamples: 3, lastStoredAt: START }],
    losses: [{ kind: 'evicted', sink: 'influx', samples: 3 }],
    newestLosses: [{ kind: 'evicted', sink: 'influx', samples: 3, from: START }],
  });
  const text = (await run(data, ['inspect'])).out;
  expect(text).toContain('positions 2 to 10, 18 samples');
  expect(text).toMatch(/influx +2 +3 +3/);
});

test('a folder without a log, or of another version, is refused with a reason', async () => {
  const empty = await tempFolder();
  expect(await run(empty, ['inspect'])).toMatchObject({ code: 1, err: expect.stringContaining('there is no') });
  mkdirSync(join(empty, 'history'));
  writeFileSync(join(empty, 'history', 'log.sqlite'), '');
  expect(await run(empty, ['inspect'])).toMatchObject({ code: 1, err: expect.stringContaining('older version') });
  const { data, log } = await runningFolder();
  log.database.exec('PRAGMA user_version = 77');
  expect(await run(data, ['inspect'])).toMatchObject({ code: 1, err: expect.stringContaining('newer version') });
  log.database.exec('PRAGMA user_version = 2');
});

test('export gives the samples of a range in order of arrival, and where it ended', async () => {
  const { data, log } = await runningFolder();
  commit(log, 1, 5);
  const range = ['--from', '2026-01-05T00:00:02Z', '--to', '2026-01-05T08:00:04+08:00'];
  expect(await run(data, ['export', ...range])).toEqual({
    code: 0,
    out: [
      'tag,time,value,quality',
      'P-0.flow,2026-01-05T00:00:02.000Z,2,good',
      'P-1.flow,2026-01-05T00:00:02.000Z,,bad-timeout',
      'P-0.flow,2026-01-05T00:00:03.000Z,3,good',
      'P-1.flow,2026-01-05T00:00:03.000Z,,bad-timeout\r',
    ].join('\r\n'),
    err: 'position 5',
  });
  commit(log, 6, 6);
  const more = await run(data, ['export', '--json', '--after', '5']);
  expect(more.out.split('\n').map((line) => JSON.parse(line))).toEqual([
    { tag: 'P-0.flow', time: '2026-01-05T00:00:06.000Z', value: 6, quality: 'good' },
    { tag: 'P-1.flow', time: '2026-01-05T00:00:06.000Z', value: null, quality: 'bad-timeout' },
  ]);
});

test('an interrupted export goes on exactly where it ended, damaged records left out and told', async () => {
  const { data, log } = await runningFolder();
  commit(log, 1, 3_000);
  log.database.exec("UPDATE batches SET bytes = x'00' WHERE id = 2990");
  const stop = new AbortController();
  const first: string[] = [];
  const print = (text: string) => {
    first.push(text);
    stop.abort();
  };
  const { code, err } = await run(data, ['export'], { print, signal: stop.signal });
  expect(code).toBe(1);
  const position = /^position (\d+)$/m.exec(err)?.[1];
  const second = await run(data, ['export', '--after', String(position)]);
  expect(second.err).toBe('1 damaged records were left out\nposition 3000');
  const rows = [...first, second.out]
    .join('\n')
    .split(/\r?\n/)
    .filter((row) => row.startsWith('P-0'));
  const values = rows.map((row) => Number(row.split(',')[2]));
  expect(values).toEqual(Array.from({ length: 3_000 }, (_, i) => i + 1).filter((n) => n !== 2990));
});

test('options that are not understood say what is', async () => {
  const { data } = await runningFolder();
  for (const option of [
    ['--from', 'yesterday'],
    ['--to', '2026'],
    ['--format', 'xml'],
    ['--after', '-1x'],
  ]) {
    const { code, err } = await run(data, ['export', `${option[0]}=${option[1]}`]);
    expect([code, err]).toEqual([2, expect.stringContaining('allowed')]);
  }
});

test('replay asks the running gateway', async () => {
  const asked: [string, number][] = [];
  const historian = fakeHistorian();
  const replay = async (sink: string, from: number) => {
    asked.push([sink, from]);
    return { sink, from, samples: 12 };
  };
  const web = await startFakeWeb({ historian: { ...historian, upkeep: { ...historian.upkeep, replay } } });
  onTestFinished(() => web.http.close());
  const account = web.accounts.accounts.get('engineer')!;
  const passwordHash = await new PasswordHasher(randomBytes).hash('long enough for anybody');
  web.accounts.accounts.set('engineer', { ...account, passwordHash });
  const line = ['log', 'replay', '--url', await web.http.listen(), '--user', 'engineer', '--sink', 'influx', '--from'];
  const env = { PLANTROOM_PASSWORD: 'long enough for anybody' };
  const clock = new ManualClock(START + 3_600_000);
  expect(await runCommand([...line, '1h'], { env, clock })).toMatchObject({
    code: 0,
    out: expect.stringContaining('12'),
  });
  expect(asked).toEqual([['influx', START]]);
  expect(await runCommand([...line, 'soon'], { env, clock })).toMatchObject({ code: 2 });
});
