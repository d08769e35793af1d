import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CounterIncrement } from '../ports/historian.ts';
import { type EnergyInput, energyReport, type IncrementsByTag } from './report.ts';

const title = { en: 'x', zh: 'x' };
const buckets = { bucket: 'hour' as const, current: [0, 10, 20], previous: [-20, -10] };

const incrementOf = (bucketStartMs: number, increment: number, coverage: number): CounterIncrement => ({
  ...{ point: 0, bucketStartMs, increment, coverage, known: coverage, estimated: 0, quality: 'measured' },
});

function increments(
  table: Record<string, readonly (readonly [start: number, kwh: number, coverage: number])[]>,
): IncrementsByTag {
  return new Map(
    Object.entries(table).map(([tag, rows]) => [
      tag,
      new Map(
        rows.map(([bucketStartMs, increment, coverage]) => [
          bucketStartMs,
          incrementOf(bucketStartMs, increment, coverage),
        ]),
      ),
    ]),
  );
}

const input = (change: Partial<EnergyInput>): EnergyInput => ({
  period: 'today',
  buckets,
  current: new Map(),
  previous: new Map(),
  total: undefined,
  systems: [],
  ...change,
});

test('a system is the sum of its meters, and what the incomers have more is unmetered', () => {
  const report = energyReport(
    input({
      current: increments({
        in: [
          [0, 100, 1],
          [10, 50, 1],
        ],
        a: [
          [0, 40, 1],
          [10, 20, 1],
        ],
        b: [
          [0, 50, 1],
          [10, 25, 1],
        ],
      }),
      previous: increments({ in: [[-20, 80, 1]], a: [[-20, 30, 1]], b: [[-20, 40, 1]] }),
      total: { id: 'total', title, meters: ['in'] },
      systems: [{ id: 's', title, meters: ['a', 'b'] }],
    }),
  );
  expect(report.systems[0]).toMatchObject({ kwh: 135, previousKwh: 70, coverage: 1 });
  expect(report.unmetered).toMatchObject({ kwh: 15, previousKwh: 10 });
});

test('a bucket without one of its meters has no figure and says so in the coverage', () => {
  const report = energyReport(
    input({
      current: increments({
        a: [
          [0, 40, 1],
          [10, 20, 1],
        ],
        b: [[0, 50, 1]],
      }),
      systems: [{ id: 's', title, meters: ['a', 'b'] }],
    }),
  );
  expect(report.systems[0]!.buckets.map((bucket) => bucket.kwh)).toEqual([90, null]);
  expect(report.systems[0]!.coverage).toBe(0.5);
  expect(report.unmetered).toBeNull();
});

test('a gap whose total is known has a figure, which is estimated; what is suspect is said to be so', () => {
  const gap: CounterIncrement = { ...incrementOf(0, 30, 0), known: 1, estimated: 30, quality: 'estimated' };
  const odd: CounterIncrement = { ...incrementOf(10, 5, 1), quality: 'suspect' };
  const current = new Map([
    [
      'a',
      new Map([
        [0, gap],
        [10, odd],
      ]),
    ],
  ]);
  const [system] = energyReport(input({ current, systems: [{ id: 's', title, meters: ['a'] }] })).systems;
  expect(system).toMatchObject({ kwh: 35, estimatedKwh: 30, quality: 'suspect', coverage: 0.5, meters: ['a'] });
  expect(system!.buckets.map(({ quality }) => quality)).toEqual(['estimated', 'suspect']);
});

test('without any reading the figure is missing, not zero', () => {
  const report = energyReport(input({ systems: [{ id: 's', title, meters: ['a'] }] }));
  expect([report.total.kwh, report.systems[0]!.kwh, report.systems[0]!.previousKwh]).toEqual([null, null, null]);
});

test('systems and unmetered always add up to the total', () => {
  const kwh = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(kwh, kwh, kwh, (all, a, b) => {
      const rows = (values: readonly number[]) =>
        [
          [0, values[0]!, 1],
          [10, values[1]!, 1],
        ] as const;
      const report = energyReport(
        input({
          current: increments({ in: rows(all), a: rows(a), b: rows(b) }),
          total: { id: 'total', title, meters: ['in'] },
          systems: ['a', 'b'].map((id) => ({ id, title, meters: [id] })),
        }),
      );
      const sum = report.systems.reduce((total, system) => total + system.kwh!, report.unmetered!.kwh!);
      expect(Math.abs(sum - report.total.kwh!)).toBeLessThan(1e-6);
    }),
  );
});
