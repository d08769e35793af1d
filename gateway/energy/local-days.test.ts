import { afterEach, expect, test } from 'vitest';
import { CounterBench } from '../../tests/harness/counter-bench.ts';
import { periodAt } from './period.ts';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

const benches: CounterBench[] = [];
afterEach(() => {
  for (const bench of benches.splice(0)) bench.close();
});

/** The clocks change on the second of three days; the meter counts one kWh an hour without a break. */
test.each([
  ['Europe/London', '2026-03-30T00:00:00+01:00', 23],
  ['Europe/London', '2026-10-26T00:00:00Z', 25],
  ['America/New_York', '2026-03-09T00:00:00-04:00', 23],
  ['America/New_York', '2026-11-02T00:00:00-05:00', 25],
  ['Asia/Shanghai', '2026-03-30T00:00:00+08:00', 24],
])('in %s the local day before %s has %i hours, in hours as in one', async (zone, end, hours) => {
  const endMs = at(end);
  const bench = new CounterBench(endMs - 3 * 24 * HOUR);
  benches.push(bench);
  const count = (3 * 24 * HOUR + 4 * HOUR) / (5 * 60_000);
  const first = endMs - 3 * 24 * HOUR - 2 * HOUR;
  bench.write(Array.from({ length: count }, (_, i) => [first + i * 5 * 60_000 + 1_234, 100 + (i * 5) / 60] as const));
  await bench.do('settle');
  const day = periodAt('today', endMs - 1, zone).current.map((edge) => (edge === endMs - 1 ? endMs : edge));
  expect(day).toHaveLength(hours + 1);
  const byHour = await bench.increments(day);
  for (const { increment, coverage, quality } of byHour) {
    expect(increment).toBeCloseTo(1, 6);
    expect([coverage, quality]).toEqual([1, 'measured']);
  }
  const [whole] = await bench.increments([day[0]!, endMs]);
  expect(whole!.increment).toBeCloseTo(hours, 6);
});
