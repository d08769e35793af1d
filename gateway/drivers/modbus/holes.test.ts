import fc from 'fast-check';
import { expect, test } from 'vitest';
import { learnRefusal, learnSuccess, NOTHING_LEARNED, type TableKnowledge } from './holes.ts';
import { joinOverlapping, planReads, type ReadWindow, type Span } from './read-plan.ts';

interface FakeUnit {
  readonly fields: readonly Span[];
  readonly illegal: ReadonlySet<number>;
  readonly longest: number;
}

type Reply = 'answer' | 'address' | 'length';

const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

function planOf(unit: FakeUnit, known: TableKnowledge): ReadWindow[] {
  const supported = unit.fields.filter((field) => !known.unsupported.some((span) => contains(span, field)));
  const forbidden = known.unsupported.flatMap((span) =>
    Array.from({ length: span.end - span.start }, (_, i) => span.start + i),
  );
  const limits = { longest: Math.min(30, known.cap ?? 30), requestCost: 20, registerCost: 1, cuts: known.cuts };
  return planReads(supported, { ...limits, forbidden: forbidden.sort((a, b) => a - b) });
}

function replyOf(unit: FakeUnit, { start, end }: Span): Reply {
  if (end - start > unit.longest) return 'length';
  for (let at = start; at < end; at++) if (unit.illegal.has(at)) return 'address';
  return 'answer';
}

/** Reads until every request of the plan is answered; gives what was learned and the number of refusals on the way. */
function learnAll(unit: FakeUnit): { known: TableKnowledge; refusals: number } {
  let known = NOTHING_LEARNED;
  for (let refusals = 0; refusals < 500; refusals++) {
    const refused = planOf(unit, known).find((window) => replyOf(unit, window) !== 'answer');
    if (!refused) return { known, refusals };
    const reply = replyOf(unit, refused);
    const blocks = joinOverlapping(unit.fields.filter((field) => contains(refused, field)));
    known = learnRefusal(known, { ...refused, blocks }, reply === 'length' ? 'length' : 'address');
  }
  throw new Error('the search does not end');
}

/** Fields of one or two registers that do not overlap, with gaps; some registers are illegal. */
const fakeUnit = fc
  .record({
    shape: fc.array(fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 1,
      maxLength: 20,
    }),
    illegal: fc.array(fc.nat(60), { maxLength: 4 }),
    longest: fc.integer({ min: 2, max: 40 }),
  })
  .map(({ shape, illegal, longest }): FakeUnit => {
    let at = 0;
    const fields = shape.map(({ gap, length }) => {
      const start = at + gap;
      at = start + length;
      return { start, end: at };
    });
    return { fields, illegal: new Set(illegal), longest };
  });

test('what a unit refuses is found, and nothing else is given up', () => {
  fc.assert(
    fc.property(fakeUnit, (unit) => {
      const { known, refusals } = learnAll(unit);
      const bad = unit.fields.filter((field) => replyOf(unit, field) !== 'answer');
      const inAscent = [...known.unsupported].sort((a, b) => a.start - b.start);
      expect(inAscent).toEqual(bad);
      expect(refusals).toBeLessThan(150);
    }),
    { numRuns: 500 },
  );
});

test('one illegal register among 30 costs log₂ 30 splits and one refusal, and the rest is read in two requests', () => {
  const fields = Array.from({ length: 30 }, (_, i) => ({ start: i, end: i + 1 }));
  const { known, refusals } = learnAll({ fields, illegal: new Set([17]), longest: 125 });
  expect(known.unsupported).toEqual([{ start: 17, end: 18 }]);
  expect(known.cuts).toEqual([]);
  expect(refusals).toBeLessThanOrEqual(6);
  expect(planOf({ fields, illegal: new Set(), longest: 125 }, known)).toHaveLength(2);
});

test('a hole that may not be crossed separates two requests and costs no point', () => {
  const fields = [
    { start: 0, end: 2 },
    { start: 10, end: 12 },
  ];
  const { known, refusals } = learnAll({ fields, illegal: new Set([5]), longest: 125 });
  expect(known.unsupported).toEqual([]);
  expect(known.cuts).toEqual([10]);
  expect(refusals).toBe(1);
});

test('a unit that takes fewer registers than configured gets shorter requests at once', () => {
  const fields = Array.from({ length: 30 }, (_, i) => ({ start: i, end: i + 1 }));
  const { known, refusals } = learnAll({ fields, illegal: new Set(), longest: 8 });
  expect(known.cap).toBe(7);
  expect(refusals).toBe(2);
});

test('what is answered after all is no longer given up', () => {
  const read = { start: 4, end: 6, blocks: [{ start: 4, end: 6 }] };
  const given = learnRefusal(NOTHING_LEARNED, read, 'address');
  expect(learnSuccess(given, { start: 0, end: 2 })).toBe(given);
  expect(learnSuccess(given, read).unsupported).toEqual([]);
});

test('a refused table comes back with its first answer', () => {
  const read = { start: 0, end: 4, blocks: [{ start: 0, end: 4 }] };
  const refused = learnRefusal(NOTHING_LEARNED, read, 'table');
  expect(refused.isRefused).toBe(true);
  expect(learnRefusal(refused, read, 'table')).toBe(refused);
  expect(learnSuccess(refused, read).isRefused).toBe(false);
});
