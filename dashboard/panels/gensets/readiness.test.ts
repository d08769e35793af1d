import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Check,
  type ControllerReading,
  inAuto,
  judgeReadiness,
  noLockout,
  type ReadController,
  readinessOf,
  withinBand,
} from './readiness.ts';

const reading = (value: number | null, more: Partial<ControllerReading> = {}): ControllerReading => ({
  ...{ tag: 'G1.x', value, kind: 'number', states: null, normal: null },
  ...more,
});
const words = (all: Readonly<Record<number, string>>): ControllerReading['states'] =>
  Object.fromEntries(Object.entries(all).map(([value, en]) => [value, { en, zh: en }]));
const MODES = { kind: 'enum', states: words({ 0: 'stop', 1: 'auto', 4: 'auto, manual restore' }) } as const;
const ALARMS = {
  kind: 'enum',
  states: words({ 1: 'not active', 2: 'warning', 3: 'shutdown', 4: 'electrical trip' }),
} as const;

describe('a set', () => {
  it('is ready only when every item is fresh and passes', () => {
    const verdict = (...checks: Check[]) => readinessOf(checks.map((check) => ({ check })));
    expect(verdict('pass')).toBe('ready');
    expect(verdict('pass', 'unknown')).toBe('unknown');
    expect(verdict('fail', 'unknown')).toBe('notReady');
    expect(verdict()).toBe('unknown');
  });

  it('is never ready while anything of it is old', () => {
    const full: Readonly<Record<string, ControllerReading>> = {
      mode: reading(1, MODES),
      fuel_pct: reading(80, { normal: [70, 100] }),
      batt_v: reading(27, { normal: [26, 28] }),
      coolant_t: reading(60, { normal: [35, 95] }),
      low_oil: reading(1, ALARMS),
    };
    expect(readinessOf(judgeReadiness((name) => full[name]))).toBe('ready');
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(full)), (old) => {
        const read: ReadController = (name) => (name === old ? { ...full[name]!, value: null } : full[name]);
        expect(readinessOf(judgeReadiness(read))).toBe('unknown');
      }),
    );
  });

  it('has the same items in the same order whatever its controller tells', () => {
    expect(judgeReadiness(() => undefined).map(({ id, check }) => [id, check])).toEqual([
      ['auto', 'unknown'],
      ['fuel', 'unknown'],
      ['battery', 'unknown'],
      ['coolant', 'unknown'],
      ['lockout', 'unknown'],
    ]);
  });
});

describe('an item', () => {
  it('passes inside its normal band', () => {
    const inBand = (value: number | null): Check => withinBand(reading(value, { normal: [50, 100] }));
    expect([inBand(60), inBand(46), inBand(null), withinBand(reading(60)), withinBand(undefined)]).toEqual([
      ...['pass', 'fail', 'unknown', 'unknown', 'unknown'],
    ]);
  });

  it('knows the automatic mode by its word, or by a flag', () => {
    expect([1, 4, 0, null].map((value) => inAuto(reading(value, MODES)))).toEqual(['pass', 'pass', 'fail', 'unknown']);
    expect([inAuto(reading(1, { kind: 'boolean' })), inAuto(reading(0, { kind: 'boolean' }))]).toEqual([
      'pass',
      'fail',
    ]);
    expect(inAuto(undefined)).toBe('unknown');
  });

  it('knows a lock-out among the alarms, and claims none while one of them is silent', () => {
    const alarms = (...values: (number | null)[]): Check => noLockout(values.map((value) => reading(value, ALARMS)));
    expect([alarms(1, 2), alarms(1, 3), alarms(null, 4), alarms(1, null), alarms()]).toEqual([
      ...['pass', 'fail', 'fail', 'unknown', 'unknown'],
    ]);
    expect(noLockout([reading(1, { kind: 'boolean' })])).toBe('fail');
  });
});
