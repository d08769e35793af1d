import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QUALITY } from '../domain/quality.ts';
import { ranksAtLeast, role } from '../domain/role.ts';
import { valueFor, type WriteRule } from '../domain/write-rule.ts';
import { judgeWrite, type WriteRequest, type WriteState, waitFor } from './judge-write.ts';

const RULE: WriteRule = {
  point: 0,
  range: [5, 15],
  step: 0.1,
  values: undefined,
  everyMs: 600_000,
  role: 'engineer',
  when: [{ point: 1, tag: 'CH-1.local', in: [0] }],
  verifyWithinMs: 5000,
  deadband: 0.1,
  scale: 0.1,
  offset: 0,
};
const good = (value: number) => ({ value, quality: QUALITY.good });
const STATE: WriteState = { present: good(7), when: [good(0)], isBusy: false, lastAttemptAt: undefined };
const REQUEST: WriteRequest = { role: 'engineer', value: 6.5, seen: 7 };
const NOW = 1_000_000;

interface Change {
  readonly rule?: Partial<WriteRule>;
  readonly state?: Partial<WriteState>;
  readonly request?: Partial<WriteRequest>;
}

function judge({ rule, state, request }: Change = {}): string {
  const outcome = judgeWrite({ ...RULE, ...rule }, { ...STATE, ...state }, { ...REQUEST, ...request }, NOW);
  return outcome.ok ? `send ${outcome.value}` : outcome.code;
}

describe('a write', () => {
  it.each<[what: string, change: Change, expected: string]>([
    ['in order is sent as the device takes it', {}, 'send 65'],
    ['at the lower end', { request: { value: 5 } }, 'send 50'],
    ['at the upper end', { request: { value: 15 } }, 'send 150'],
    [
      'with an offset',
      { rule: { range: [0, 40], scale: 0.01, offset: -273.15 }, request: { value: 20 } },
      'send 29315',
    ],
    ['below the range', { request: { value: 4.9 } }, 'WRITE_OUT_OF_RANGE'],
    ['above the range', { request: { value: 15.1 } }, 'WRITE_OUT_OF_RANGE'],
    ['between two steps', { request: { value: 6.55 } }, 'WRITE_OUT_OF_RANGE'],
    ['of nothing', { request: { value: Number.NaN } }, 'WRITE_OUT_OF_RANGE'],
    ['of infinity', { request: { value: Number.POSITIVE_INFINITY } }, 'WRITE_OUT_OF_RANGE'],
    ['of a state nobody has named', { rule: { values: [0, 1, 3] }, request: { value: 2 } }, 'WRITE_OUT_OF_RANGE'],
    ['by a lower role', { request: { role: 'operator' } }, 'WRITE_NOT_ALLOWED'],
    ['by a higher role', { request: { role: 'admin' } }, 'send 65'],
    ['while another is under way', { state: { isBusy: true } }, 'WRITE_BUSY'],
    ['a moment too soon', { state: { lastAttemptAt: NOW - 599_999 } }, 'WRITE_TOO_SOON'],
    ['at the earliest moment', { state: { lastAttemptAt: NOW - 600_000 } }, 'send 65'],
    [
      'against a stale value',
      { state: { present: { value: 7, quality: QUALITY['bad-stale'] } } },
      'WRITE_PRESENT_UNKNOWN',
    ],
    ['against a doubtful value', { state: { present: { value: 7, quality: 64 } } }, 'WRITE_PRESENT_UNKNOWN'],
    ['against no value', { state: { present: good(Number.NaN) } }, 'WRITE_PRESENT_UNKNOWN'],
    ['within the deadband of what was seen', { state: { present: good(7.1) } }, 'send 65'],
    ['when the present value has moved', { state: { present: good(7.2) } }, 'WRITE_PRESENT_CHANGED'],
    ['with a precondition that does not hold', { state: { when: [good(1)] } }, 'WRITE_PRECONDITION'],
    ['with a stale precondition', { state: { when: [{ value: 0, quality: 137 }] } }, 'WRITE_PRECONDITION'],
    ['with a precondition nobody has read', { state: { when: [] } }, 'WRITE_PRECONDITION'],
  ])('%s', (_, change, expected) => {
    expect(judge(change)).toBe(expected);
  });

  const rules = fc.record({
    low: fc.integer({ min: -500, max: 500 }),
    steps: fc.integer({ min: 1, max: 2000 }),
    step: fc.constantFrom(0.001, 0.01, 0.1, 0.25, 0.5, 1, 5),
    everyMs: fc.integer({ min: 0, max: 3_600_000 }),
    least: fc.constantFrom('engineer', 'supervisor', 'admin'),
    deadband: fc.constantFrom(0, 0.1, 1),
    wanted: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
    offset: fc.constantFrom(0, -273.15, 40),
  });
  const states = fc.record({
    present: fc.double({ min: -600, max: 12_000, noNaN: true }),
    moved: fc.constantFrom(0, 0, 0.05, 0.5, 2),
    quality: fc.constantFrom(0, 0, 0, 64, 137),
    condition: fc.integer({ min: 0, max: 3 }),
    conditionQuality: fc.constantFrom(0, 0, 129),
    isBusy: fc.constantFrom(false, false, false, true),
    ago: fc.option(fc.integer({ min: 0, max: 3_600_000 }), { nil: undefined }),
  });
  const asks = fc.record({ who: fc.constantFrom(...role.options), value: fc.double({ min: -600, max: 12_000 }) });

  function build(from: typeof rules extends fc.Arbitrary<infer T> ? T : never): WriteRule {
    const { low, steps, step, everyMs, least, deadband, wanted, offset } = from;
    const range = [low, low + steps * step] as const;
    const when = [{ point: 1, tag: 'CH-1.local', in: wanted }];
    return { ...RULE, range, step, everyMs, role: least as WriteRule['role'], deadband, when, scale: step, offset };
  }

  it('is never sent unless every condition holds, and what is sent lies in the range', () => {
    fc.assert(
      fc.property(rules, states, asks, fc.boolean(), fc.nat(), (shape, now, ask, onStep, pick) => {
        const rule = build(shape);
        const value = onStep ? rule.range[0] + (pick % (shape.steps + 1)) * rule.step : ask.value;
        const state: WriteState = {
          present: { value: now.present + now.moved, quality: now.quality },
          when: [{ value: now.condition, quality: now.conditionQuality }],
          isBusy: now.isBusy,
          lastAttemptAt: now.ago === undefined ? undefined : NOW - now.ago,
        };
        const outcome = judgeWrite(rule, state, { role: ask.who, value, seen: now.present }, NOW);
        const holds =
          ranksAtLeast(ask.who, rule.role) &&
          !now.isBusy &&
          (now.ago === undefined || now.ago >= rule.everyMs) &&
          now.quality === 0 &&
          now.conditionQuality === 0 &&
          shape.wanted.includes(now.condition);
        if (!outcome.ok) return holds && onStep ? ['WRITE_PRESENT_CHANGED'].includes(outcome.code) : true;
        expect(holds).toBe(true);
        const sent = valueFor(rule, outcome.value);
        expect(sent).toBeGreaterThanOrEqual(rule.range[0] - 1e-6);
        expect(sent).toBeLessThanOrEqual(rule.range[1] + 1e-6);
        expect(Math.abs(sent - value)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(value)));
        expect(now.moved).toBeLessThanOrEqual(rule.deadband + rule.step * 1e-5);
        return true;
      }),
      { numRuns: 2000 },
    );
  });

  it('can wait no longer than its rule says', () => {
    fc.assert(
      fc.property(rules, fc.nat({ max: 1e9 }), fc.nat({ max: 1e9 }), (shape, last, now) => {
        const wait = waitFor(build(shape), last, Math.max(last, now));
        return wait >= 0 && wait <= shape.everyMs;
      }),
    );
  });
});
