import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinOverlapping, type PlanLimits, planReads, type ReadWindow, type Span } from './read-plan.ts';

const FREE: PlanLimits = { longest: 125, requestCost: 5, registerCost: 0.02, forbidden: [], cuts: [] };

function isLegal(group: readonly Span[], limits: PlanLimits): boolean {
  const start = Math.min(...group.map((span) => span.start));
  const end = Math.max(...group.map((span) => span.end));
  const touches = limits.forbidden.some((f) => f >= start && f < end);
  const crosses = limits.cuts.some((c) => c > start && c < end);
  return end - start <= limits.longest && !touches && !crosses;
}

const span = (space: number) =>
  fc.record({ start: fc.nat(space), length: fc.integer({ min: 1, max: 4 }) }).map(({ start, length }) => ({
    start,
    end: start + length,
  }));

const problem = (most: number) =>
  fc
    .record({
      spans: fc.array(span(60), { minLength: 1, maxLength: most }),
      longest: fc.integer({ min: 4, max: 40 }),
      requestCost: fc.integer({ min: 1, max: 30 }),
      registerCost: fc.integer({ min: 0, max: 3 }),
      holes: fc.array(fc.nat(64), { maxLength: 6 }),
      cuts: fc.array(fc.nat(64), { maxLength: 3 }),
    })
    .map(({ spans, holes, cuts, ...rest }) => {
      const inside = (at: number): boolean => spans.some((s) => at >= s.start && at < s.end);
      const splits = (at: number): boolean => spans.some((s) => at > s.start && at < s.end);
      const forbidden = holes.filter((h) => !inside(h)).sort((a, b) => a - b);
      const limits = { ...rest, forbidden, cuts: cuts.filter((c) => !splits(c)).sort((a, b) => a - b) };
      return { spans, limits };
    });

test('every span is answered whole by exactly one legal request', () => {
  fc.assert(
    fc.property(problem(40), ({ spans, limits }) => {
      const windows = planReads(spans, limits);
      const answered = windows.flatMap((w) => w.members).sort((a, b) => a - b);
      expect(answered).toEqual(spans.map((_, i) => i));
      for (const window of windows) expectSound(window, spans, limits);
    }),
  );
});

function expectSound(window: ReadWindow, spans: readonly Span[], limits: PlanLimits): void {
  const members = window.members.map((i) => spans[i]!);
  expect(window.start).toBe(Math.min(...members.map((m) => m.start)));
  expect(window.end).toBe(Math.max(...members.map((m) => m.end)));
  expect(isLegal([window], limits)).toBe(true);
}

test('the last register of the table does not wrap', () => {
  const windows = planReads(
    [
      { start: 65_534, end: 65_536 },
      { start: 0, end: 1 },
    ],
    FREE,
  );
  expect(windows.map(({ start, end }) => [start, end])).toEqual([
    [0, 1],
    [65_534, 65_536],
  ]);
});

test('the DSE map and the PAC3200 map need the requests a person would choose', () => {
  const at = (...starts: number[]): Span[] => starts.map((start) => ({ start, end: start + 2 }));
  expect(planReads(at(1, 3, 5, 13, 15, 55, 65, 801, 809), FREE)).toHaveLength(2);
  expect(planReads(at(1024, 1030, 1044, 1062, 1408, 1536, 1800), FREE)).toHaveLength(4);
});

test('a thousand spans are planned quickly', () => {
  const spans = Array.from({ length: 1000 }, (_, i) => ({ start: i * 7, end: i * 7 + 2 }));
  const begin = performance.now();
  planReads(spans, FREE);
  expect(performance.now() - begin).toBeLessThan(50);
});

test('joined blocks do not overlap and cover the same addresses', () => {
  fc.assert(
    fc.property(fc.array(span(40), { maxLength: 30 }), (spans) => {
      const blocks = joinOverlapping(spans);
      const covered = (list: readonly Span[]): number[] =>
        [...new Set(list.flatMap((s) => Array.from({ length: s.end - s.start }, (_, k) => s.start + k)))].sort(
          (a, b) => a - b,
        );
      expect(covered(blocks)).toEqual(covered(spans));
      for (let i = 1; i < blocks.length; i++) expect(blocks[i]!.start).toBeGreaterThanOrEqual(blocks[i - 1]!.end);
    }),
  );
});
