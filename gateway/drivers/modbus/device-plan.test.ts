import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusTime } from './bus-time.ts';
import { type TestPoint, testDevice } from './device.fixtures.ts';
import { loadOf, type PlannedRead, planDevice } from './device-plan.ts';
import { atomsOf } from './fields.ts';
import { NOTHING_LEARNED, type TableKnowledge } from './holes.ts';
import type { Table } from './schemas.ts';

const TCP: BusTime = { requestMs: 5, registerMs: 0.02, bitMs: 0.00125 };
const SLOW_LINE: BusTime = { requestMs: 28, registerMs: 2.3, bitMs: 0.15 };

interface Setup {
  readonly points: readonly TestPoint[];
  readonly settings?: object;
  readonly busTime?: BusTime;
  readonly known?: Partial<Record<Table, Partial<TableKnowledge>>>;
}

function planOf({ points, settings = {}, busTime = TCP, known = {} }: Setup): PlannedRead[] {
  const device = testDevice(points, settings);
  const knowledge = new Map(
    Object.entries(known).map(([table, one]) => [table as Table, { ...NOTHING_LEARNED, ...one }]),
  );
  return planDevice({ id: 'd', config: device.config, atoms: atomsOf(device), knowledge, busTime });
}

const holding = (register: number, more: object = {}): TestPoint => ({ table: 'holding', register, ...more });
const coil = (register: number, more: object = {}): TestPoint => ({ table: 'coil', register, ...more });
const ranges = (plan: readonly PlannedRead[]): [number, number, number][] =>
  plan.map(({ start, end, periodMs }) => [start, end, periodMs]);

describe('several scan classes', () => {
  test('a slow point inside a range that is read for faster ones costs nothing and keeps its rate', () => {
    const plan = planOf({ points: [holding(0), holding(4), holding(2, { periodMs: 60_000 })], busTime: SLOW_LINE });
    expect(ranges(plan)).toEqual([[0, 5, 1000]]);
    expect(plan[0]!.every).toEqual([1, 1, 60]);
  });

  test('a slow point beside a fast range joins it only if that saves line time in the long run', () => {
    const points = (periodMs: number): TestPoint[] => [holding(0), holding(6, { periodMs })];
    // Every second 6 registers more (13.8 ms) against 30.3 ms every 2 s, which is 15.15 ms a second; or every 3 s.
    expect(ranges(planOf({ points: points(2000), busTime: SLOW_LINE }))).toEqual([[0, 7, 1000]]);
    expect(ranges(planOf({ points: points(3000), busTime: SLOW_LINE }))).toEqual([
      [0, 1, 1000],
      [6, 7, 3000],
    ]);
    expect(ranges(planOf({ points: points(30_000) }))).toEqual([[0, 7, 1000]]);
  });

  test('of several fast requests the one that gains most takes the slow one in', () => {
    const points = [holding(0), holding(40), holding(44, { periodMs: 5000 })];
    const plan = planOf({ points, busTime: { requestMs: 28, registerMs: 1, bitMs: 0 } });
    expect(ranges(plan)).toEqual([
      [0, 1, 1000],
      [40, 45, 1000],
    ]);
  });

  test('the plan never takes more of the line than a plan for each class by itself', () => {
    const point = fc.record({
      register: fc.nat(200),
      periodMs: fc.constantFrom(1000, 5000, 60_000),
      type: fc.constantFrom('u16', 'f32'),
    });
    const cost = fc.constantFrom(TCP, SLOW_LINE);
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 25 }), cost, (points, busTime) => {
        const addresses = points.map((one) => holding(one.register, one));
        const together = planOf({ points: addresses, busTime });
        const apart = [1000, 5000, 60_000].flatMap((periodMs) =>
          planOf({ points: addresses.filter((one) => one.periodMs === periodMs), busTime }),
        );
        expect(loadOf(together, busTime)).toBeLessThanOrEqual(loadOf(apart, busTime) + 1e-9);
        expect(together.flatMap((read) => read.points).sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
        for (const read of together) {
          read.fields.forEach((field, i) => {
            expect(field.start >= read.start && field.end <= read.end).toBe(true);
            expect(read.every[i]! * read.periodMs).toBeLessThanOrEqual(field.periodMs);
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('pointAddresses', () => {
  const settings = { pointAddresses: true };

  test('every point is asked for by itself, overlapping or not', () => {
    const points = [holding(0x30, { type: 'f32' }), holding(0x31, { type: 'f32' }), holding(0x31), holding(0x32)];
    expect(ranges(planOf({ points, settings }))).toEqual([
      [0x30, 0x32, 1000],
      [0x31, 0x33, 1000],
      [0x31, 0x32, 1000],
      [0x32, 0x33, 1000],
    ]);
  });

  test('two values out of the very same range are one question', () => {
    const points = [holding(7, { bits: [0, 1] }), holding(7, { bits: [1, 1], periodMs: 5000 })];
    expect(planOf({ points, settings }).map((read) => [read.points, read.every])).toEqual([
      [
        [0, 1],
        [1, 5],
      ],
    ]);
  });

  test('what is refused at one length says nothing of another', () => {
    const points = [holding(0x30, { type: 'f32' }), holding(0x31)];
    const known = { holding: { unsupported: [{ start: 0x30, end: 0x32 }] } };
    expect(ranges(planOf({ points, settings, known }))).toEqual([
      [0x31, 0x32, 1000],
      [0x30, 0x32, 3_600_000],
    ]);
  });

  test('a group is a mistake', () => {
    const points = [holding(1, { group: 'g' }), holding(2, { group: 'g' })];
    expect(() => planOf({ points, settings })).toThrow('cannot be read as a group');
  });
});

describe('bitBase', () => {
  test('every read of bits begins there, registers stay as they are', () => {
    const points = [coil(20), coil(9, { periodMs: 5000 }), holding(50)];
    const plan = planOf({ points, settings: { bitBase: 0 } });
    expect(ranges(plan)).toEqual([
      [0, 21, 1000],
      [50, 51, 1000],
    ]);
    expect(plan[0]!.positions).toEqual([20, 9]);
  });

  test('a bit before it, or further than one request reaches, is a mistake', () => {
    expect(() => planOf({ points: [coil(3)], settings: { bitBase: 8 } })).toThrow('lies before bitBase 8');
    expect(() => planOf({ points: [coil(100)], settings: { bitBase: 0, maxBits: 64 } })).toThrow('do not fit');
  });

  test('a refused bit and all that lie behind it are asked for by themselves', () => {
    const points = [coil(0), coil(3), coil(9)];
    const known = { coil: { unsupported: [{ start: 9, end: 10 }] } };
    expect(ranges(planOf({ points, settings: { bitBase: 0 }, known }))).toEqual([
      [0, 4, 1000],
      [0, 10, 3_600_000],
    ]);
  });
});

test('devices without block reads are asked one value at a time, at any cost', () => {
  const points = [holding(0), holding(1), holding(2, { type: 'f32' })];
  expect(ranges(planOf({ points, settings: { blockReads: false } }))).toHaveLength(3);
});

test('a value longer than a learned limit is still asked for, alone', () => {
  const points = [holding(0, { type: 'f64' }), holding(1), holding(4)];
  expect(ranges(planOf({ points, known: { holding: { cap: 2 } } }))).toEqual([
    [0, 4, 1000],
    [1, 2, 1000],
    [4, 5, 1000],
  ]);
});

test('a thousand points of three classes are planned quickly', () => {
  const periods = [1000, 5000, 60_000];
  const points = Array.from({ length: 1000 }, (_, i) => holding(i * 7, { type: 'f32', periodMs: periods[i % 3]! }));
  const begin = performance.now();
  expect(planOf({ points, busTime: SLOW_LINE }).flatMap((read) => read.points)).toHaveLength(1000);
  expect(performance.now() - begin).toBeLessThan(500);
});
