import { afterEach, expect, test } from 'vitest';
import { HistoryBench, MINUTE, POWER, type Sample, START, START_DAY } from '../../../../tests/harness/history-bench.ts';
import { DAY_MS } from '../../limits.ts';
import { LEVELS } from './levels.ts';

const benches: HistoryBench[] = [];
afterEach(() => {
  for (const bench of benches.splice(0)) bench.remove();
});

const dense = (day: number): Sample[] =>
  Array.from({ length: 8_640 }, (_, i) => [1, START + day * DAY_MS + i * 10_000, day * 100 + (i % 50)]);

/** Two closed days, compacted. */
async function twoDays(): Promise<HistoryBench> {
  const bench = new HistoryBench();
  benches.push(bench);
  for (const day of [0, 1]) bench.write(dense(day));
  await bench.passTo(3);
  return bench;
}

const hours = async (bench: HistoryBench): Promise<number[]> => [
  ...(await bench.historian.query(POWER.tag, START, START + 2 * DAY_MS, 48)).max,
];

const spoil = (bench: HistoryBench, table: string, where: string): void =>
  bench.store.database.exec(`UPDATE ${table} SET bytes = zeroblob(30) WHERE ${where}`);

test('a block that cannot be read is set aside once; rollups and other days still answer', async () => {
  const bench = await twoDays();
  const expected = await hours(bench);
  spoil(bench, 'blocks', `day = ${START_DAY}`);
  const [first, second] = [0, 1].map((day) => START + day * DAY_MS);
  expect((await bench.historian.query(POWER.tag, first!, first! + 10 * MINUTE, 600)).max[0]).toBe(5);
  expect((await bench.historian.query(POWER.tag, second!, second! + 10 * MINUTE, 600)).max[0]).toBe(100);
  expect(await hours(bench)).toEqual(expected);
  expect(bench.historian.status()).toMatchObject({ damagedRows: 1 });
  await bench.reopen();
  expect(bench.historian.status()).toMatchObject({ damagedRows: 1 });
});

test('late samples for a day whose block is damaged do not take its rollups away', async () => {
  const bench = await twoDays();
  const expected = await hours(bench);
  spoil(bench, 'blocks', `day = ${START_DAY}`);
  bench.write([[1, START + MINUTE + 1, 7]]);
  await bench.settle();
  expect(await hours(bench)).toEqual(expected);
  expect(bench.historian.status()).toMatchObject({ damagedRows: 1 });
});

test.each(LEVELS)('a damaged rollup (%i min) is answered from the samples and made again', async (level) => {
  const bench = await twoDays();
  const expected = await hours(bench);
  const [whole] = bench.store.rollups.read(1, level, START_DAY, START_DAY);
  spoil(bench, 'rollups', `day = ${START_DAY} AND level = ${level}`);
  expect([...bench.store.rollups.read(1, level, START_DAY, START_DAY)]).toEqual([]);
  expect(await hours(bench)).toEqual(expected);
  await bench.settle();
  expect([...bench.store.rollups.read(1, level, START_DAY, START_DAY)]).toEqual([whole]);
  expect(bench.store.damage.count).toBe(1);
});

test('a damaged rollup of a day whose samples are gone is made from the next finer level', async () => {
  const bench = await twoDays();
  await bench.passTo(60);
  expect(bench.store.hasOnlyRollups(1, START_DAY)).toBe(true);
  const expected = await hours(bench);
  spoil(bench, 'rollups', `day = ${START_DAY} AND level = 60`);
  await hours(bench);
  expect(await hours(bench)).toEqual(expected);
});

test('where every level is damaged the others of the row still answer', async () => {
  const bench = await twoDays();
  spoil(bench, 'blocks', `day = ${START_DAY}`);
  spoil(bench, 'rollups', `day = ${START_DAY}`);
  const answer = await hours(bench);
  expect(answer.slice(0, 24).every((max) => Number.isNaN(max))).toBe(true);
  expect(answer.slice(24).every((max) => max === 149)).toBe(true);
});
