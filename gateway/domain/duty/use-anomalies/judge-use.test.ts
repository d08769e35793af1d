import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOfText, textOfDay, weekdayOfDay } from '../calendar-days.ts';
import { judgeUse, lastSpan, spansBefore } from './judge-use.ts';
import { useSpan } from './use-anomaly.ts';

const RULE = { share: 0.3 };
const TODAY = dayOfText('2026-03-04');
const texts = ({ start, end }: { readonly start: number; readonly end: number }) => [textOfDay(start), textOfDay(end)];

test('a day is compared with the same weekday, a week with weeks, a month with months', () => {
  expect(texts(lastSpan('day', TODAY))).toEqual(['2026-03-03', '2026-03-04']);
  expect(texts(lastSpan('week', TODAY))).toEqual(['2026-02-23', '2026-03-02']);
  expect(texts(lastSpan('month', TODAY))).toEqual(['2026-02-01', '2026-03-01']);
  expect(spansBefore('day', lastSpan('day', TODAY), 2).map(texts)).toEqual([
    ['2026-02-24', '2026-02-25'],
    ['2026-02-17', '2026-02-18'],
  ]);
  expect(spansBefore('month', lastSpan('month', TODAY), 2).map(texts)).toEqual([
    ['2026-01-01', '2026-02-01'],
    ['2025-12-01', '2026-01-01'],
  ]);
});

test('spans are whole, over and lie apart, whatever the day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), fc.constantFrom(...useSpan.options), (today, span) => {
      const last = lastSpan(span, today);
      expect(last.end).toBeLessThanOrEqual(today);
      if (span === 'week') expect(weekdayOfDay(last.start)).toBe(1);
      let later = last;
      for (const one of spansBefore(span, last, 5)) {
        expect(one.end).toBeLessThanOrEqual(later.start);
        expect(one.end).toBeGreaterThan(one.start);
        if (span === 'day') expect(weekdayOfDay(one.start)).toBe(weekdayOfDay(last.start));
        later = one;
      }
    }),
  );
});

test('more, less and nothing are told; what was seen before is usual', () => {
  const before = [100, 110, 90, 105];
  expect(judgeUse(150, before, RULE, 5)).toEqual({ verdict: 'above', usual: 102.5 });
  expect(judgeUse(40, before, RULE, 5)).toMatchObject({ verdict: 'below' });
  expect(judgeUse(0, before, RULE, 5)).toMatchObject({ verdict: 'stopped' });
  expect(judgeUse(125, before, RULE, 5)).toBeUndefined();
  expect(judgeUse(150, [...before, 160], RULE, 5)).toBeUndefined();
  expect(judgeUse(150, [100], RULE, 5)).toBeUndefined();
  expect(judgeUse(3, [1, 1, 1], RULE, 5)).toBeUndefined();
});

test('a use among those before is never told, and one further away is told when a nearer one is', () => {
  const uses = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(uses, fc.nat(), fc.double({ min: 0, max: 1e6, noNaN: true }), (before, pick, more) => {
      expect(judgeUse(before[pick % before.length]!, before, RULE, 0)).toBeUndefined();
      const above = Math.max(...before) + more;
      const judged = judgeUse(above, before, RULE, 0);
      if (judged) expect(judgeUse(above + 1, before, RULE, 0)).toMatchObject({ verdict: 'above' });
    }),
  );
});
