import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counted, countSeries } from './count-series.ts';
import { HOUR, MINUTE, plainRule, riseOf, seriesOf, type Told } from './counters.fixtures.ts';
import type { Declaration } from './declaration.ts';
import { spreadOverEdges } from './spread.ts';

/** What may happen to a meter between one reading and the next. */
type Happening = 'none' | 'swap' | 'reset';

interface Leg {
  readonly happening: Happening;
  /** The readings after it, by the time since the one before and what was used in it. */
  readonly steps: readonly { readonly ms: number; readonly used: number }[];
}

const MODULUS = 1_000;
const rule = { ...plainRule, rollover: MODULUS, maxPerHour: 600 };

const step = fc
  .record({
    ms: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 1_000, max: 5 * MINUTE }) },
      fc.integer({ min: 11 * MINUTE, max: 3 * HOUR }),
    ),
    rate: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ ms, rate }) => ({ ms, used: Math.round(Math.min(40, (rate * ms) / HOUR) * 100) / 100 }));
const leg: fc.Arbitrary<Leg> = fc.record({
  happening: fc.constantFrom<Happening>('none', 'swap', 'reset'),
  steps: fc.array(step, { minLength: 4, maxLength: 30 }),
});

/** A meter as it is: what it shows, what it should have counted, what people declare about it. */
function live(legs: readonly Leg[], from: number) {
  const told: Told[] = [];
  const declarations: Declaration[] = [];
  let [at, shown, counted] = [0, from, 0];
  for (const { happening, steps } of legs) {
    for (const [i, { ms, used }] of steps.entries()) {
      const isHere = i === 0 && told.length > 0;
      if (isHere && happening === 'swap') {
        const atMs = at + Math.ceil(ms / 2);
        const finalReading = shown + used / 2;
        declarations.push({ kind: 'replacement', id: told.length, atMs, finalReading, startReading: 300 });
        shown = 300 + used / 2;
        counted += used;
      } else if (isHere && happening === 'reset' && shown < 0.9 * MODULUS && isTold(shown, steps)) {
        // The meter started again from 0 right after its last reading.
        shown = used;
        counted += used;
      } else {
        shown += used;
        if (shown >= MODULUS) shown -= MODULUS;
        counted += used;
      }
      at += ms;
      told.push([at, shown]);
    }
  }
  return { told, declarations, counted: counted - (legs[0]?.steps[0]?.used ?? 0) };
}

/** Within three readings the register is not back where it was: nobody could tell such a reset from a wrong reading. */
const isTold = (shown: number, steps: Leg['steps']): boolean =>
  shown > Math.max(50, 1 + steps.slice(0, 3).reduce((sum, { used }) => sum + used, 0));

const legs = fc.array(leg, { minLength: 1, maxLength: 6 });

/** Random order and repetitions: late and doubled readings are put in their place before anything is counted. */
const arrival = fc.array(fc.nat(), { maxLength: 40 });

test('what is counted through roll-overs, resets, declared swaps, gaps, repetitions and any order of arrival is what was used', () => {
  fc.assert(
    fc.property(legs, fc.integer({ min: 0, max: MODULUS - 1 }), arrival, (life, from, picks) => {
      const { told, declarations, counted } = live(life, from);
      const shuffled = [...told.toReversed(), ...picks.map((pick) => told[pick % told.length]!)];
      const result = countSeries({ rule, before: undefined, declarations }, seriesOf(shuffled));
      expect(riseOf(result)).toBeCloseTo(counted, 6);
    }),
    { numRuns: 500 },
  );
});

/** Differences that are no plain counting. */
const adjusted = ({ corrections }: Counted): number =>
  corrections
    .filter(({ kind }) => kind === 'rollover' || kind === 'reset' || kind === 'replacement' || kind === 'jump')
    .reduce((sum, { increment, before, after }) => sum + increment - (after - before), 0);

const anything = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 30 * HOUR }),
    fc.oneof(fc.integer({ min: 0, max: 1_200 }), fc.constant(Number.NaN)),
  ),
  { maxLength: 60 },
);
const said: fc.Arbitrary<Declaration> = fc.oneof(
  fc.record({
    ...{ kind: fc.constant('replacement' as const), id: fc.nat(), atMs: fc.integer({ min: 0, max: 30 * HOUR }) },
    ...{ finalReading: fc.integer({ min: 0, max: 1_200 }), startReading: fc.integer({ min: 0, max: 1_200 }) },
  }),
  fc.record({
    ...{ kind: fc.constant('jump' as const), id: fc.nat(), atMs: fc.integer({ min: 0, max: 30 * HOUR }) },
    isAccepted: fc.boolean(),
  }),
);

test('whatever is read and declared, the buckets of any partition add up to the difference of the readings and the corrections', () => {
  const cuts = fc.array(fc.integer({ min: 0, max: 30 * HOUR }), { maxLength: 12 });
  fc.assert(
    fc.property(anything, fc.array(said, { maxLength: 4 }), cuts, fc.boolean(), (told, list, inner, isPlausible) => {
      const declarations = [...list].sort((a, b) => a.atMs - b.atMs);
      const series = seriesOf(told);
      const first = [...series.time].findIndex((_, i) => !Number.isNaN(series.value[i]!));
      const counted = countSeries({ rule: isPlausible ? rule : plainRule, before: undefined, declarations }, series);
      fc.pre(first >= 0 && counted.end !== undefined);
      const [begin, end] = [{ time: series.time[first]!, value: series.value[first]! }, counted.end!.accepted];
      const difference = end.value - begin.value + adjusted(counted);
      expect(riseOf(counted)).toBeCloseTo(difference, 6);
      expect(counted.segments.every(({ rise }) => rise >= 0)).toBe(true);
      const edges = [...new Set([-1, ...inner, 30 * HOUR + 1])].sort((a, b) => a - b);
      const buckets = spreadOverEdges(counted.segments, edges);
      expect(buckets.rise.reduce((a, b) => a + b, 0)).toBeCloseTo(difference, 6);
      expect(buckets.knownMs.reduce((a, b) => a + b, 0)).toBeCloseTo(end.time - begin.time, 3);
    }),
    { numRuns: 1_000 },
  );
});

test('readings counted in any two parts give what they give in one', () => {
  fc.assert(
    fc.property(anything, fc.array(said, { maxLength: 3 }), fc.nat(), (told, list, pick) => {
      const declarations = [...list].sort((a, b) => a.atMs - b.atMs);
      const ordered = seriesOf(told);
      const all = Array.from(ordered.time, (time, i): Told => [time, ordered.value[i]!]);
      const cut = all.length === 0 ? 0 : pick % (all.length + 1);
      const input = { rule, declarations };
      const whole = countSeries({ ...input, before: undefined }, ordered);
      const head = countSeries({ ...input, before: undefined }, seriesOf(all.slice(0, cut)));
      const tail = countSeries({ ...input, before: head.end }, seriesOf(all.slice(cut)));
      expect(tail.end).toEqual(whole.end);
      expect([...head.segments, ...tail.segments]).toEqual(whole.segments);
    }),
    { numRuns: 500 },
  );
});
