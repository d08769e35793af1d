import { beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../../tests/harness/temp-folder.ts';
import { SampleLog } from '../../log/sample-log.ts';
import { keysOf, type WideLine } from '../influxdb/wide-lines.ts';
import { CHECK_AFTER_MS, StoredCheck } from './stored-check.ts';

const clock = new ManualClock();
let log: SampleLog;
/** What the server has. */
let stored: Set<string>;
let isMute = false;
let ripeId: number | undefined;

const lineAt = (timeMs: number): WideLine => ({ series: 'm', timeMs, fields: [{ point: 1, key: 'f', value: 1 }] });

beforeEach(async () => {
  log = new SampleLog({ folder: await tempFolder(), clock, logger: silentLogger });
  stored = new Set();
  isMute = false;
  for (let seq = 1; seq <= 6; seq++) {
    const samples = {
      ...{ length: 1, point: Uint32Array.of(1), value: Float64Array.of(1), quality: new Uint8Array(1) },
      sourceTime: Float64Array.of(seq),
    };
    log.commit('s', [{ seq, samples }]);
    stored.add(`1@${seq}`);
  }
  ripeId = 4;
});

const checkOf = (from = 0): StoredCheck =>
  new StoredCheck({
    ...{ sink: 'v', log, clock, logger: silentLogger, from, ripeId: () => ripeId },
    linesOf: (records) => records.flatMap(({ samples }) => Array.from(samples!.sourceTime, lineAt)),
    present: async (lines) => {
      if (isMute) throw new Error('no answer');
      return new Set([...keysOf(lines)].filter((key) => stored.has(key)));
    },
  });

test('only what was found counts as proven', async () => {
  const check = checkOf();
  expect(check.provenUpTo).toBe(0);
  expect(await check.step()).toEqual({ kind: 'idle' });
  expect([check.provenUpTo, check.problem]).toEqual([4, null]);
  ripeId = 6;
  expect((await check.step()).kind).toBe('idle');
  expect(check.provenUpTo).toBe(4);
  clock.advance(5_000);
  await check.step();
  expect(check.provenUpTo).toBe(6);
});

test('what is missing is sent again, and set aside when that has not helped', async () => {
  stored.delete('1@2');
  stored.delete('1@3');
  const check = checkOf();
  expect(await check.step()).toEqual({ kind: 'resend', lines: [lineAt(2), lineAt(3)] });
  expect(check.problem).toContain('2 acknowledged values are not there; sent again');
  stored.add('1@3');
  ripeId = 6;
  clock.advance(CHECK_AFTER_MS);
  expect(await check.step()).toMatchObject({ kind: 'missing', values: [{ point: 1, timeMs: 2, value: 1 }] });
  expect(check.provenUpTo).toBe(4);
  clock.advance(5_000);
  expect(await check.step()).toEqual({ kind: 'idle' });
  expect([check.provenUpTo, check.problem]).toEqual([6, null]);
});

test('what came back late was only late', async () => {
  stored.delete('1@2');
  const check = checkOf();
  expect((await check.step()).kind).toBe('resend');
  stored.add('1@2');
  clock.advance(CHECK_AFTER_MS);
  expect(await check.step()).toEqual({ kind: 'idle' });
  expect([check.provenUpTo, check.problem]).toEqual([4, null]);
});

test('a server that cannot be asked proves nothing; one that never can has to be believed', async () => {
  isMute = true;
  const check = checkOf();
  await expect(check.step()).rejects.toThrow('no answer');
  expect(await check.step()).toEqual({ kind: 'idle' });
  expect(check.provenUpTo).toBe(0);
  check.giveUp('404');
  expect(check.provenUpTo).toBe(Number.POSITIVE_INFINITY);
  isMute = false;
  check.reset(0);
  clock.advance(60_000);
  await check.step();
  expect(check.provenUpTo).toBe(4);
});

test('after doubts about the server everything from the safe place on is looked for again', async () => {
  const check = checkOf();
  await check.step();
  check.reset(2);
  expect(check.provenUpTo).toBe(2);
});
