import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BusTime } from './bus-time.ts';
import { hasDrifted, LineCost } from './line-cost.ts';

const PRIOR: BusTime = { requestMs: 5, registerMs: 0.02, bitMs: 0.00125 };
const SECOND = 1000;

/** Evenly spread numbers in [0, 1) from a seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Line {
  readonly truth: BusTime;
  readonly registers: readonly number[];
  readonly bits: readonly number[];
  /** Share of the time by which an answer is late at most; every tenth answer is late by a second. */
  readonly noise: number;
}

/** Answers every second for ten minutes. */
function learn(cost: LineCost, { truth, registers, bits, noise }: Line, seed = 1, from = 0): number {
  const random = randomFrom(seed);
  const late = (ms: number): number => ms * (1 + noise * (random() - 0.5)) + (random() < 0.1 ? 1000 : 0);
  let now = from;
  for (let cycle = 0; cycle < 600; cycle++, now += SECOND) {
    for (const n of registers) cost.add('registers', n, late(truth.requestMs + truth.registerMs * n), now);
    for (const n of bits) cost.add('bits', n, late(truth.requestMs + truth.bitMs * n), now);
  }
  return now;
}

/** Lengths spread over at least 40 registers. */
const spreadLengths = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 40, max: 65 }), fc.array(fc.integer({ min: 1, max: 125 })))
  .map(([first, step, others]) => [...new Set([first, first + step, ...others.slice(0, 4)])]);

const anyLine = fc.record({
  truth: fc.record({
    requestMs: fc.double({ min: 1, max: 100, noNaN: true }),
    registerMs: fc.double({ min: 0.2, max: 3, noNaN: true }),
    bitMs: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
  }),
  registers: spreadLengths,
  bits: fc.constant([16, 800]),
});

test('costs are recovered from answers one in ten of which is late, whatever was expected', () => {
  fc.assert(
    fc.property(anyLine, (line) => {
      const cost = new LineCost(PRIOR);
      const now = learn(cost, { ...line, noise: 0 });
      const found = cost.estimate(now);
      for (const n of [...line.registers, 60]) {
        const wanted = line.truth.requestMs + n * line.truth.registerMs;
        expect(Math.abs(found.requestMs + n * found.registerMs - wanted)).toBeLessThan(0.1 * wanted + 0.3);
      }
      expect(Math.abs(found.registerMs - line.truth.registerMs)).toBeLessThan(0.2 * line.truth.registerMs + 0.02);
    }),
    { numRuns: 100 },
  );
});

test('noise of a tenth leaves the slope within a fifth', () => {
  const truth = { requestMs: 28, registerMs: 2.3, bitMs: 0.15 };
  for (let seed = 1; seed <= 20; seed++) {
    const cost = new LineCost(PRIOR);
    const now = learn(cost, { truth, registers: [4, 20, 60, 100], bits: [], noise: 0.1 }, seed);
    const found = cost.estimate(now);
    expect(found.registerMs).toBeGreaterThan(0.8 * truth.registerMs);
    expect(found.registerMs).toBeLessThan(1.2 * truth.registerMs);
    expect(Math.abs(found.requestMs - truth.requestMs)).toBeLessThan(0.3 * truth.requestMs);
  }
});

test('no cost is ever negative, whatever times are measured', () => {
  const sample = fc.record({
    kind: fc.constantFrom<'registers' | 'bits'>('registers', 'bits'),
    count: fc.integer({ min: 1, max: 2000 }),
    tookMs: fc.double({ min: 0, max: 2000, noNaN: true }),
    after: fc.nat(3_600_000),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 100 }), (samples) => {
      const cost = new LineCost(PRIOR);
      let now = 0;
      for (const { kind, count, tookMs, after } of samples) {
        now += after;
        cost.add(kind, count, tookMs, now);
        const { requestMs, registerMs, bitMs } = cost.estimate(now);
        expect(requestMs).toBeGreaterThan(0);
        expect(registerMs).toBeGreaterThanOrEqual(0);
        expect(bitMs).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 200 },
  );
});

test('with one length only, the slope stays what it was held to be and the rest is the fixed part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 125 }), fc.double({ min: 10, max: 500, noNaN: true }), (count, tookMs) => {
      const cost = new LineCost(PRIOR);
      for (let now = 0; now < 600 * SECOND; now += SECOND) cost.add('registers', count, tookMs, now);
      const found = cost.estimate(600 * SECOND);
      expect(found.requestMs + count * found.registerMs).toBeCloseTo(tookMs, 3);
      expect(found.registerMs).toBeCloseTo(PRIOR.registerMs, 3);
      expect(found.bitMs).toBe(PRIOR.bitMs);
    }),
  );
});

test('the estimate is the prior until there are five answers of one length', () => {
  const cost = new LineCost(PRIOR);
  for (let answers = 0; answers < 5; answers++) {
    expect(cost.estimate(0)).toEqual(PRIOR);
    cost.add('registers', 20, 60, 0);
  }
  expect(cost.estimate(0).requestMs).toBeCloseTo(59.6, 3);
});

test('lengths no longer read fade, and no more than sixteen of a kind are kept', () => {
  const cost = new LineCost(PRIOR);
  for (let n = 1; n <= 60; n++) for (let i = 0; i < 5; i++) cost.add('registers', n, 5 + 3 * n, 0);
  const day = 86_400_000;
  for (let i = 0; i < 20; i++) cost.add('registers', 100, 50, day);
  const found = cost.estimate(day);
  expect(found.requestMs + 100 * found.registerMs).toBeCloseTo(50, 3);
});

test('a device that becomes slower is followed', () => {
  const cost = new LineCost(PRIOR);
  const line = { registers: [4, 80], bits: [], noise: 0.05 };
  const now = learn(cost, { ...line, truth: { requestMs: 10, registerMs: 0.3, bitMs: 0 } });
  const later = learn(cost, { ...line, truth: { requestMs: 40, registerMs: 1.2, bitMs: 0 } }, 2, now);
  const found = cost.estimate(later);
  expect(Math.abs(found.requestMs - 40)).toBeLessThan(6);
  expect(Math.abs(found.registerMs - 1.2)).toBeLessThan(0.24);
});

test('a drift of a fifth of any cost counts, less does not', () => {
  const planned = { requestMs: 10, registerMs: 1, bitMs: 0.1 };
  expect(hasDrifted(planned, { requestMs: 11.9, registerMs: 0.81, bitMs: 0.1 })).toBe(false);
  expect(hasDrifted(planned, { ...planned, requestMs: 12.1 })).toBe(true);
  expect(hasDrifted(planned, { ...planned, registerMs: 0.79 })).toBe(true);
  expect(hasDrifted(planned, { ...planned, bitMs: 0.13 })).toBe(true);
});
