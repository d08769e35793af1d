import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePoint } from '../../../../tests/harness/builders.ts';
import { QUALITY } from '../../quality.ts';
import { equipmentTag, runSignalsOf } from '../test-runs/run-signal.ts';
import { type RunColumns, runningHours } from './running-hours.ts';

const HOUR = 3_600_000;

function columnsOf(
  rows: readonly { time: number; min: number; max: number; mean: number; good: number }[],
  columnMs = HOUR,
): RunColumns {
  const column = (read: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, read);
  return {
    ...{ columnMs, time: column(({ time }) => time), min: column(({ min }) => min), max: column(({ max }) => max) },
    ...{ mean: column(({ mean }) => mean), good: Float32Array.from(rows, ({ good }) => good) },
  };
}
const hour = (n: number, min: number, max: number, mean: number, good = 1) => ({
  time: n * HOUR,
  min,
  max,
  mean,
  good,
});

describe('running hours', () => {
  it('are the mean of a bit, where it is known', () => {
    const columns = columnsOf([
      hour(0, 1, 1, 1),
      hour(1, 0, 1, 0.25),
      hour(2, 0, 0, 0),
      hour(3, Number.NaN, Number.NaN, Number.NaN, 0),
    ]);
    expect(runningHours(columns, 'state', 0, 4 * HOUR)).toEqual({ hours: 1.25, coverage: 0.75, isEstimated: false });
  });

  it('of a machine that only tells its speed are worked out where it stopped within a column', () => {
    const columns = columnsOf([hour(0, 30, 50, 40), hour(1, 0, 50, 25), hour(2, 0, 0, 0)]);
    expect(runningHours(columns, 'turning', 0, 3 * HOUR)).toEqual({ hours: 1.5, coverage: 1, isEstimated: true });
  });

  it('come from samples that hold until the next one, within the range', () => {
    const rows = [
      { time: -HOUR, min: 1, max: 1, mean: 1, good: 1 },
      { time: 2 * HOUR, min: 0, max: 0, mean: 0, good: 1 },
      { time: 3 * HOUR, min: Number.NaN, max: Number.NaN, mean: Number.NaN, good: 0 },
    ];
    const { hours, coverage } = runningHours(columnsOf(rows, 0), 'state', 0, 4 * HOUR);
    expect([hours, coverage]).toEqual([2, 0.75]);
  });

  it('are never more than the time that is known', () => {
    const row = fc.record({
      ...{ min: fc.double({ min: 0, max: 60, noNaN: true }), rise: fc.double({ min: 0, max: 60, noNaN: true }) },
      good: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 48 }), fc.constantFrom('state', 'turning'), (rows, by) => {
        const columns = columnsOf(rows.map(({ min, rise, good }, i) => hour(i, min, min + rise, min + rise / 2, good)));
        const whole = rows.length * HOUR;
        const { hours, coverage } = runningHours(columns, by, 0, whole);
        expect(hours).toBeGreaterThanOrEqual(0);
        expect(hours).toBeLessThanOrEqual((coverage * whole) / HOUR + 1e-6);
        expect(coverage).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the tag of a machine', () => {
  const running = examplePoint({ name: 'running', kind: 'boolean' });
  const signals = runSignalsOf('pump', [running]);
  const good = (value: number) => ({ value, quality: QUALITY.good });

  it('follows telemetry, but repair comes first', () => {
    expect(equipmentTag(signals, good(1), false)).toBe('running');
    expect(equipmentTag(signals, good(0), false)).toBe('stopped');
    expect(equipmentTag(signals, good(1), true)).toBe('under-repair');
  });

  it('is unknown, never stopped, when nothing trusted is there', () => {
    expect(equipmentTag(signals, { value: 0, quality: QUALITY['bad-timeout'] }, false)).toBe('unknown');
    expect(equipmentTag(signals, undefined, false)).toBe('unknown');
    expect(equipmentTag(runSignalsOf('pump', []), good(1), false)).toBe('unknown');
  });

  it('of what does not run is in use', () => {
    expect(equipmentTag(runSignalsOf('breaker', [running]), good(0), false)).toBe('in-use');
  });

  it('comes from a running bit before a speed, and hours from a counter of hours', () => {
    const hours = examplePoint({ name: 'hours', kind: 'counter', unit: 'h' });
    const speed = examplePoint({ name: 'speed', unit: '%' });
    expect(runSignalsOf('pump', [speed, running, hours])).toMatchObject({
      ...{ state: { point: { name: 'running' }, by: 'state' }, hours: { name: 'hours' } },
    });
    expect(runSignalsOf('pump', [speed])).toMatchObject({ state: { by: 'turning' }, hours: undefined });
    expect(runSignalsOf('lift', [examplePoint({ name: 'hours', kind: 'number', unit: 'h' })]).hours).toBeUndefined();
  });
});
