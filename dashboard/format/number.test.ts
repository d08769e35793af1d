import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatChange, formatEnergy, formatNumber, formatQuantity } from './number.ts';

describe('formatNumber', () => {
  it.each([
    [6.94, 1, '6.9'],
    [-10.04, 1, '−10.0'],
    [1184, 0, '1,184'],
    [1234567.891, 2, '1,234,567.89'],
    [-0.04, 1, '0.0'],
    [null, 1, '—'],
    [Number.NaN, 1, '—'],
    [Number.POSITIVE_INFINITY, 0, '—'],
  ])('%s with %s decimals is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  it('always reads back as the rounded number', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 3 }),
        (value, decimals) => {
          const back = Number(formatNumber(value, decimals).replaceAll(',', '').replace('−', '-'));
          expect(Math.abs(back)).toBe(Number(Math.abs(value).toFixed(decimals)));
        },
      ),
    );
  });
});

describe('units', () => {
  it('keeps the unit of a missing value', () => expect(formatQuantity(null, 1, '℃')).toBe('—\u2009℃'));
  it('needs none for a state', () => expect(formatQuantity(3, 0, '')).toBe('3'));
});

describe('formatEnergy', () => {
  it.each([
    [null, '—\u2009kWh'],
    [12.34, '12.3\u2009kWh'],
    [6100, '6,100\u2009kWh'],
    [412_345, '412.35\u2009MWh'],
  ])('%s kWh is %s', (kwh, text) => expect(formatEnergy(kwh)).toBe(text));
});

describe('formatChange', () => {
  it('writes the sign', () => {
    expect(formatChange(103.8, 100)).toBe('+3.8\u2009%');
    expect(formatChange(95, 100)).toBe('−5.0\u2009%');
  });
  it('compares with nothing as nothing', () => {
    expect(formatChange(5, null)).toBe('—');
    expect(formatChange(5, 0)).toBe('—');
  });
});
