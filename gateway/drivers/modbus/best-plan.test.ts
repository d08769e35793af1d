import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DevicePlanInput, planDevice } from './device-plan.ts';
import { atomsOf } from './fields.ts';
import type { TableKnowledge } from './holes.ts';
import type { Span } from './read-plan.ts';
import { addressSchema, deviceSchema } from './schemas.ts';

const MAPS = 10_000;
const MOST_ATOMS = 12;
const SPACE = 70;

/** What a device is asked for and what it refuses, as random as it gets. */
interface Case {
  readonly points: readonly { register: number; type: string; group: string | null }[];
  readonly unsupported: readonly Span[];
  readonly cuts: readonly number[];
  readonly cap: number | null;
  readonly maxRegisters: number;
  readonly requestMs: number;
  readonly registerMs: number;
}

const LENGTH: Readonly<Record<string, number>> = { u16: 1, f32: 2, u64: 4 };

const anyCase: fc.Arbitrary<Case> = fc.integer({ min: 1, max: MOST_ATOMS }).chain((most) =>
  fc.record({
    points: fc.array(
      fc.record({
        register: fc.nat(SPACE),
        type: fc.constantFrom('u16', 'f32', 'u64'),
        group: fc.constantFrom(null, null, null, null, 'a', 'b'),
      }),
      { minLength: most, maxLength: most },
    ),
    unsupported: fc.array(
      fc.record({ start: fc.nat(SPACE), length: fc.integer({ min: 1, max: 3 }) }).map(({ start, length }) => ({
        start,
        end: start + length,
      })),
      { maxLength: 4 },
    ),
    cuts: fc.array(fc.nat(SPACE), { maxLength: 3 }),
    cap: fc.option(fc.integer({ min: 4, max: 40 })),
    maxRegisters: fc.constantFrom(80, 125),
    requestMs: fc.integer({ min: 1, max: 40 }),
    registerMs: fc.constantFrom(0, 0.02, 1, 2.3),
  }),
);

function inputOf({ points, unsupported, cuts, cap, maxRegisters, requestMs, registerMs }: Case): DevicePlanInput {
  const config = deviceSchema.parse({ maxRegisters });
  const atoms = atomsOf({
    id: 'd',
    config,
    points: points.map(({ register, type, group }, index) => ({
      index,
      tag: `X.p${index}`,
      address: addressSchema.parse({ table: 'holding', register, type, ...(group ? { group } : {}) }),
      periodMs: 1000,
      writable: false,
    })),
  });
  const known: TableKnowledge = {
    cap: cap ?? undefined,
    cuts: [...new Set(cuts)].sort((a, b) => a - b),
    searches: [],
    unsupported,
    isRefused: false,
  };
  const busTime = { requestMs, registerMs, bitMs: 0 };
  return { id: 'd', config, atoms, knowledge: new Map([['holding', known]]), busTime };
}

/** What must be read whole, worked out from the case alone: a point, or all points of a group. */
function wholesOf({ points }: Case): Span[] {
  const byKey = new Map<string, { start: number; end: number }>();
  points.forEach(({ register, type, group }, i) => {
    const key = group ?? `point ${i}`;
    const known = byKey.get(key) ?? { start: register, end: register };
    known.start = Math.min(known.start, register);
    known.end = Math.max(known.end, register + LENGTH[type]!);
    byKey.set(key, known);
  });
  return [...byKey.values()];
}

const best = new Float64Array(2 ** MOST_ATOMS);
const groupCost = new Float64Array(2 ** MOST_ATOMS);

/** Tries every way to share the wholes out over requests, without assuming any order. */
function cheapest(wholes: readonly Span[], isAllowed: (start: number, end: number) => boolean, cost: Case): number {
  const sets = 2 ** wholes.length;
  for (let set = 1; set < sets; set++) {
    let start = Number.POSITIVE_INFINITY;
    let end = 0;
    for (let i = 0; i < wholes.length; i++) {
      if (!(set & (1 << i))) continue;
      start = Math.min(start, wholes[i]!.start);
      end = Math.max(end, wholes[i]!.end);
    }
    const isAlone = (set & (set - 1)) === 0;
    const isLegal = isAlone || isAllowed(start, end);
    groupCost[set] = isLegal ? cost.requestMs + cost.registerMs * (end - start) : Number.POSITIVE_INFINITY;
  }
  best[0] = 0;
  for (let set = 1; set < sets; set++) {
    const lowest = set & -set;
    const rest = set ^ lowest;
    let least = Number.POSITIVE_INFINITY;
    for (let other = rest; ; other = (other - 1) & rest) {
      least = Math.min(least, groupCost[lowest | other]! + best[rest ^ other]!);
      if (other === 0) break;
    }
    best[set] = least;
  }
  return best[sets - 1]!;
}

/** A whole that lies in a refused range is asked for by itself, seldom; the others are what the plan is judged by. */
function cheapestOf(one: Case): number {
  const wholes = wholesOf(one);
  const isRefused = (span: Span): boolean => one.unsupported.some((u) => u.start <= span.start && span.end <= u.end);
  const wanted = wholes.filter((span) => !isRefused(span));
  const isWanted = (at: number): boolean => wanted.some(({ start, end }) => at >= start && at < end);
  const forbidden = Array.from({ length: SPACE + 8 }, (_, at) => at).filter(
    (at) => !isWanted(at) && one.unsupported.some(({ start, end }) => at >= start && at < end),
  );
  const longest = Math.min(one.maxRegisters, one.cap ?? one.maxRegisters);
  const isAllowed = (start: number, end: number): boolean =>
    end - start <= longest &&
    !forbidden.some((at) => at >= start && at < end) &&
    !one.cuts.some((cut) => cut > start && cut < end);
  return wanted.length === 0 ? 0 : cheapest(wanted, isAllowed, one);
}

test('10,000 random maps cost what the best of all plans costs', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const reads = planDevice(inputOf(one)).filter((read) => read.periodMs === 1000);
      const cost = reads.reduce((sum, read) => sum + read.estimateMs, 0);
      expect(cost).toBeCloseTo(cheapestOf(one), 6);
    }),
    { numRuns: MAPS, seed: 20_260_105 },
  );
});
