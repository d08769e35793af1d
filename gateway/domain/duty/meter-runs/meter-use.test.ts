import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleMeterRun } from '../../../../tests/harness/fake-rounds.ts';
import type { MeterLine } from './meter-run.ts';
import { chargesOf, portions, totalsOf } from './meter-totals.ts';
import { consumption, derived, oddUse } from './meter-use.ts';

const [main, shop, cafe] = exampleMeterRun().body.lines as [MeterLine, MeterLine, MeterLine];
const plain = { how: 'hand' as const, factor: 1, rollover: null, replaced: [], counted: null };

test('use is the difference times the multiplier, over a roll-over and over an exchange', () => {
  expect(consumption({ ...plain, last: 100, reading: 112, factor: 20 })).toBe(240);
  expect(consumption({ ...plain, last: 99_990, reading: 12, rollover: 100_000 })).toBe(22);
  const replaced = [{ finalReading: 130, startReading: 5, at: 0 }];
  expect(consumption({ ...plain, last: 100, reading: 12, replaced, factor: 20 })).toBe(740);
  expect(consumption({ ...plain, last: null, reading: 12 })).toBeNull();
  expect(consumption({ ...plain, last: 100, reading: 90 })).toBe(-10);
});

test('a counter of telemetry is counted by the historian; without its figure the registers say', () => {
  const read = { ...shop, last: 100, auto: { value: 150, at: 0, reason: null } };
  expect(derived({ ...read, counted: 61 }, 0.3, 1)).toMatchObject({ how: 'auto', reading: 150, use: 61 });
  expect(derived(read, 0.3, 1)).toMatchObject({ how: 'auto', reading: 150, use: 50 });
});

test('what is typed is never negative in sum: any way of cutting a roll-over gives the same use', () => {
  const property = fc.property(fc.nat(99_999), fc.nat(40_000), fc.nat(40_000), (start, first, second) => {
    const at = (n: number): number => (start + n) % 100_000;
    const use = (from: number, to: number) =>
      consumption({ ...plain, last: at(from), reading: at(to), rollover: 100_000 });
    expect((use(0, first) ?? 0) + (use(first, first + second) ?? 0)).toBe(first + second);
  });
  fc.assert(property);
});

test('odd is what is far from the usual and from the run before; ten times as much always is', () => {
  expect(oddUse(-1, 100, 100, 0.3)).toEqual(['negative']);
  expect(oddUse(1000, 100, 100, 0.3)).toEqual(['above-usual']);
  expect(oddUse(60, 100, 100, 0.3)).toEqual(['below-usual']);
  expect(oddUse(0, 100, 100, 0.3)).toEqual(['stopped']);
  expect(oddUse(160, 100, 150, 0.3)).toEqual([]);
  expect(oddUse(120, 100, 100, 0.3)).toEqual([]);
  expect(oddUse(5, null, null, 0.3)).toEqual([]);
});

test('telemetry goes on counting for a meter that was only looked at, and a difference is said', () => {
  const hand = { value: 120, photo: null, note: 'x', by: 'wang', at: 0, receivedAt: 0 };
  const looked = derived({ ...shop, last: 100, auto: { value: 150, at: 0, reason: null }, hand }, 0.3, 1);
  expect(looked).toMatchObject({ how: 'auto', reading: 150, odd: ['differs-from-meter'] });
  const missing = derived({ ...shop, last: 100, auto: { value: null, at: null, reason: 'no-data' }, hand }, 0.3, 1);
  expect(missing).toMatchObject({ how: 'hand', reading: 120, use: 20 });
});

const withUse = (line: MeterLine, use: number | null): MeterLine => ({
  ...line,
  use,
  reading: use,
  how: use === null ? null : 'hand',
});

test('what is behind a main meter is compared with it; with a reading missing nothing is', () => {
  const lines = [withUse(main, 1000), withUse(shop, 600), withUse(cafe, 380)];
  expect(totalsOf({ lines, loss: [-1, 5] })).toMatchObject({
    read: 3,
    balances: [{ parent: 'main', main: 1000, behind: 980, lossPercent: 2, isOdd: false }],
  });
  const above = totalsOf({ lines: [withUse(main, 1000), withUse(shop, 700), withUse(cafe, 380)], loss: [-1, 5] });
  expect(above.balances[0]).toMatchObject({ lossPercent: -8, isOdd: true });
  const holes = totalsOf({ lines: [withUse(main, 1000), withUse(shop, null), withUse(cafe, 380)], loss: [-1, 5] });
  expect(holes).toMatchObject({ missing: ['shop'], balances: [{ behind: null, lossPercent: null, isOdd: false }] });
});

test('what belongs to everybody is shared out by use', () => {
  const hall = { ...withUse(main, 100), meter: 'hall', isPublic: true };
  const charges = chargesOf({ lines: [withUse(shop, 300), withUse(cafe, 100), hall], share: 'by-use' });
  expect(charges.map(({ consumer, own, shared }) => [consumer, own, shared])).toEqual([
    ['Shop', 300, 75],
    ['Café', 100, 25],
  ]);
  expect(chargesOf({ lines: [withUse(shop, 300), hall], share: 'none' })[0]).toMatchObject({ shared: 0 });
});

test('portions add up to the hundredth, whatever the weights, and nobody gets a cent more than his part', () => {
  const weights = fc.array(fc.float({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
  const property = fc.property(fc.integer({ min: 0, max: 1e8 }), weights, (hundredths, parts) => {
    const total = hundredths / 100;
    const given = portions(total, parts);
    const sum = parts.reduce((a, b) => a + b, 0);
    if (sum === 0) return expect(given.every((value) => value === 0)).toBe(true);
    expect(Math.round(given.reduce((a, b) => a + b, 0) * 100)).toBe(hundredths);
    for (const [at, value] of given.entries())
      expect(Math.abs(value - (total * parts[at]!) / sum)).toBeLessThan(0.0201);
  });
  fc.assert(property);
});
