import { afterEach, describe, expect, test } from 'vitest';
import { CounterBench } from '../../../tests/harness/counter-bench.ts';
import type { MeterExchange } from '../../ports/historian.ts';
import { DAY_MS } from '../limits.ts';
import { HOUR, MINUTE, type Told } from './counters.fixtures.ts';

const START = Date.UTC(2026, 0, 5);
const SWAP = START + 10 * HOUR;

const benches: CounterBench[] = [];
afterEach(() => {
  for (const bench of benches.splice(0)) bench.close();
});

/** A meter read every five minutes for two days; `shown` gives what it shows. */
function newBench(shown: (atMs: number) => number, change: ConstructorParameters<typeof CounterBench>[1] = {}) {
  const bench = new CounterBench(START, { maxPerHour: 120, ...change });
  benches.push(bench);
  const times = Array.from({ length: 2 * 288 }, (_, i) => START + i * 5 * MINUTE);
  bench.write(times.map((at): Told => [at, shown(at)]));
  return bench;
}

/** 12 kWh an hour; at 10:00 the old meter (5 120) gives way to a new one that starts at 40. */
const swapped = (at: number): number =>
  at <= SWAP ? 5_000 + (12 * (at - START)) / HOUR : 40 + (12 * (at - SWAP)) / HOUR;

const exchange: MeterExchange = {
  ...{ tag: 'F01.e_import', atMs: SWAP + 20 * MINUTE, finalReading: 5_120, startReading: 40 },
  ...{ serialBefore: 'A1', serialAfter: 'B2', note: 'display dead', by: 'kim' },
};
const day = [START, START + DAY_MS];
const used = async (bench: CounterBench): Promise<number> => (await bench.increments(day))[0]!.increment;
const corrections = (bench: CounterBench) => bench.desk.corrections(['F01.e_import'], START, START + 2 * DAY_MS);

describe('an exchange of the meter', () => {
  test('is found by itself, as suspect, and counted in full once a person declares it', async () => {
    const bench = newBench(swapped);
    await bench.do('settle');
    expect(await corrections(bench)).toMatchObject([
      { kind: 'replacement', before: 5_120, increment: 0, quality: 'suspect', declaredBy: null },
    ]);
    expect(await used(bench)).toBeCloseTo(287, 6);
    const declared = await bench.desk.replace(exchange);
    expect(declared).toMatchObject({ tag: 'F01.e_import', finalReading: 5_120, declaredBy: 'kim', undoneAt: null });
    expect(declared.at).toBeGreaterThanOrEqual(SWAP);
    expect(declared.at).toBeLessThan(SWAP + 5 * MINUTE);
    expect(await used(bench)).toBeCloseTo(288, 6);
    expect(await corrections(bench)).toMatchObject([
      { kind: 'replacement', before: 5_120, after: 40, quality: 'measured', declaredBy: 'kim', note: 'display dead' },
    ]);
    await bench.do('settle');
    expect(await used(bench)).toBeCloseTo(288, 6);
  });

  test('declared twice is declared once, and can be taken back', async () => {
    const bench = newBench(swapped);
    const first = await bench.desk.replace(exchange);
    expect(await bench.desk.replace(exchange)).toEqual(first);
    expect(await bench.desk.replacements(undefined)).toEqual([first]);
    const undone = await bench.desk.undo(first.id, 'lee');
    expect(undone).toMatchObject({ id: first.id, undoneBy: 'lee' });
    expect(await bench.desk.undo(first.id, 'lee')).toEqual(undone);
    expect(await used(bench)).toBeCloseTo(287, 6);
    expect((await bench.desk.replace(exchange)).id).not.toBe(first.id);
    expect(await bench.desk.replacements('F01.e_import')).toHaveLength(2);
  });

  test.each([
    ['METER_FINAL_REFUSED', { finalReading: 5_060 }],
    ['METER_FINAL_REFUSED', { finalReading: 9_000 }],
    ['METER_START_REFUSED', { startReading: 60 }],
    ['METER_START_REFUSED', { startReading: -900 }],
    ['METER_TIME_REFUSED', { atMs: START + 30 * DAY_MS }],
    ['POINT_NOT_FOUND', { tag: 'F01.p_total' }],
    ['POINT_NOT_FOUND', { tag: 'nonsense' }],
  ])('is refused as %s when it does not fit: %o', async (code, change) => {
    const bench = newBench(swapped);
    await expect(bench.desk.replace({ ...exchange, ...change })).rejects.toMatchObject({ code });
    expect(await bench.desk.replacements(undefined)).toEqual([]);
  });

  test('is refused where another is declared', async () => {
    const bench = newBench(swapped);
    await bench.desk.replace(exchange);
    const other = { ...exchange, note: 'again' };
    await expect(bench.desk.replace(other)).rejects.toMatchObject({ code: 'METER_TIME_REFUSED' });
  });

  test('holds for readings that come late', async () => {
    const bench = newBench((at) => (Math.abs(at - SWAP) < 2 * HOUR ? Number.NaN : swapped(at)));
    await bench.desk.replace({ ...exchange, atMs: SWAP });
    const before = await used(bench);
    await bench.do('settle');
    bench.write([
      [SWAP - HOUR + 1, swapped(SWAP - HOUR + 1)],
      [SWAP + HOUR + 1, swapped(SWAP + HOUR + 1)],
    ]);
    expect(before).toBeCloseTo(288, 6);
    expect(await used(bench)).toBeCloseTo(288, 6);
    await bench.do('settle');
    expect(await used(bench)).toBeCloseTo(288, 6);
  });

  test('an unknown one cannot be taken back', async () => {
    await expect(newBench(swapped).desk.undo(99, 'lee')).rejects.toMatchObject({ code: 'METER_REPLACEMENT_NOT_FOUND' });
  });
});

describe('a jump', () => {
  const jumped = (at: number): number => 5_000 + (12 * (at - START)) / HOUR + (at > SWAP ? 700 : 0);
  const decision = { tag: 'F01.e_import', atMs: SWAP + 5 * MINUTE, note: 'was read on site', by: 'kim' };

  test('is left out until a person decides, and the last word counts', async () => {
    const bench = newBench(jumped);
    await bench.do('settle');
    expect(await used(bench)).toBeCloseTo(287, 6);
    expect(await corrections(bench)).toMatchObject([{ kind: 'jump', decision: 'open', quality: 'suspect' }]);
    const accepted = await bench.desk.decide({ ...decision, isAccepted: true });
    expect(accepted).toMatchObject({ decision: 'accepted', declaredBy: 'kim', increment: expect.closeTo(701) });
    expect(await used(bench)).toBeCloseTo(988, 6);
    const rejected = await bench.desk.decide({ ...decision, isAccepted: false });
    expect(rejected).toMatchObject({ decision: 'rejected', increment: 0, quality: 'estimated' });
    await bench.do('settle');
    expect(await used(bench)).toBeCloseTo(287, 6);
    expect(await corrections(bench)).toEqual([rejected]);
  });

  test('can be decided before the next readings agree', async () => {
    const bench = newBench(jumped);
    const later = START + 2 * DAY_MS;
    bench.write([[later, 9_000]]);
    expect((await bench.desk.corrections(['F01.e_import'], later - 1, later + 1)).at(-1)).toMatchObject({
      kind: 'jump',
      decision: 'open',
      after: 9_000,
    });
    const { increment } = await bench.desk.decide({ ...decision, atMs: later, isAccepted: true });
    expect(increment).toBeGreaterThan(2_000);
  });

  test('that did not happen cannot be decided', async () => {
    const wrong = { ...decision, atMs: START, isAccepted: true };
    await expect(newBench(jumped).desk.decide(wrong)).rejects.toMatchObject({ code: 'COUNTER_JUMP_NOT_FOUND' });
  });
});

test('the power beside a counter explains what a limit that is too low would not, and shows when the register is stuck', async () => {
  const power = (bench: CounterBench) =>
    bench.writePower(Array.from({ length: 288 }, (_, i): Told => [START + i * 5 * MINUTE, 12]));
  const explained = newBench((at) => (12 * (at - START)) / HOUR, { maxPerHour: 1, power: 'F01.p_total' });
  power(explained);
  expect((await explained.increments([START, START + 12 * HOUR]))[0]!.increment).toBeCloseTo(144, 6);
  const stuck = newBench((at) => (12 * (Math.min(at, SWAP) - START)) / HOUR, { power: 'F01.p_total' });
  power(stuck);
  const found = (await corrections(stuck)).filter(({ kind }) => kind === 'stuck');
  expect(found).toMatchObject([{ startAt: SWAP, quality: 'suspect', increment: 0 }]);
  expect((await stuck.increments([SWAP, SWAP + HOUR]))[0]).toMatchObject({
    increment: 0,
    quality: 'suspect',
    known: 1,
  });
});
