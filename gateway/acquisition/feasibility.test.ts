import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeLine, type Question } from './feasibility.ts';

const question = (estimateMs: number, periodMs: number): Question => ({
  ...{ estimateMs, periodMs },
  description: `${estimateMs} of ${periodMs}`,
});

/** Whether a deadline is missed when the questions are released on their grids from these phases on, in whole ms. */
function isLate(questions: readonly Question[], phases: readonly number[], horizonMs: number): boolean {
  const due = [...phases];
  for (let now = 0; now < horizonMs; ) {
    const deadlines = questions.map(({ periodMs }, i) => (due[i]! <= now ? due[i]! + periodMs : Infinity));
    const first = Math.min(...deadlines);
    if (first === Infinity) {
      now = Math.min(...due);
      continue;
    }
    const next = deadlines.indexOf(first);
    now += questions[next]!.estimateMs;
    if (now > first) return true;
    due[next]! += questions[next]!.periodMs;
  }
  return false;
}

const anyLine = fc
  .array(fc.record({ periodMs: fc.constantFrom(20, 50, 100, 200, 500, 700), cost: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((list) => list.map(({ cost, periodMs }) => question(cost, periodMs)));

test('what is accepted on a serial line is never late, whatever the phases', () => {
  fc.assert(
    fc.property(anyLine, fc.array(fc.nat(700), { minLength: 8, maxLength: 8 }), (questions, phases) => {
      fc.pre(judgeLine(questions, true).kind !== 'impossible');
      const own = questions.map((_, i) => phases[i]!);
      expect(isLate(questions, own, 20_000)).toBe(false);
      expect(
        isLate(
          questions,
          questions.map(() => 0),
          20_000,
        ),
      ).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('what is refused is late in some order of events: nothing is refused that would have worked', () => {
  fc.assert(
    fc.property(anyLine, (questions) => {
      fc.pre(judgeLine(questions, true).kind === 'impossible');
      // The worst: one has just begun, with a millisecond to spare for that, when everything else becomes due.
      const begun = questions.map((_, first) => ({
        questions: questions.map((one, i) => (i === first ? question(one.estimateMs + 1, one.periodMs) : one)),
        phases: questions.map((_, i) => (i === first ? 0 : 1)),
      }));
      const orders = [{ questions, phases: questions.map(() => 0) }, ...begun];
      expect(orders.some((order) => isLate(order.questions, order.phases, 3_000_000))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('an overloaded serial line is refused with the arithmetic', () => {
  const questions = Array.from({ length: 38 }, () => question(37.6, 1000));
  expect(judgeLine(questions, true)).toMatchObject({ kind: 'impossible', requests: 38, requestsPerSecond: 38 });
  expect(judgeLine(questions, true).text).toBe(
    '38 requests, 38.0 per second, line busy 142.9 %: IMPOSSIBLE, they take 1.43 s of every second ' +
      '(37.6 of 1000 alone 37.6 ms every 1 s); read less often, split the line, or raise the baud rate',
  );
});

test('a line with time to spare is refused if a long question makes a frequent one late', () => {
  const { kind, text } = judgeLine([question(300, 10_000), question(20, 250)], true);
  expect(kind).toBe('impossible');
  expect(text).toBe(
    '2 requests, 4.1 per second, line busy 11.0 %: IMPOSSIBLE, what is due within 250 ms cannot wait for 300 of 10000 ' +
      '(300 ms + 20 ms is more than 250 ms); read less often, split the line, or raise the baud rate',
  );
});

test('a line without a fixed speed is never refused, only warned about', () => {
  expect(judgeLine([question(300, 10_000), question(20, 250)], false).kind).toBe('fits');
  expect(judgeLine([question(1500, 1000)], false)).toMatchObject({ kind: 'tight', percent: 150 });
  expect(judgeLine([question(850, 1000)], false).text).toContain('no reserve');
});

test('nothing to ask is no load; a day beside half seconds is judged at once', () => {
  expect(judgeLine([], true)).toMatchObject({ kind: 'fits', percent: 0, requests: 0 });
  const begin = performance.now();
  judgeLine([question(400, 86_400_000), ...Array.from({ length: 50 }, () => question(9.99, 500))], true);
  expect(performance.now() - begin).toBeLessThan(500);
});
