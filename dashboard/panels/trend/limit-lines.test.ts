import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { WireLimit } from '../../data/config-api.ts';
import { limitLines, MOST_LIMITS } from './limit-lines.ts';

const limit = (tag: string | null, change: Partial<WireLimit> = {}): WireLimit => ({
  ...{ name: 'high', condition: 'P.high', kind: 'limit', title: { en: '', zh: '' }, tag, unit: 'A' },
  ...{ isEnabled: true, priority: 'P2', onDelay: '5s', offDelay: '0s', options: { high: 80, deadband: 2 } },
  ...{ optionNames: [], basis: '', own: {} },
  ...change,
});

it('draws the limits of the points shown, the most urgent first', () => {
  const all = [
    limit('P.b', { priority: 'P3', options: { low: 1, highHigh: 9 } }),
    limit('P.a'),
    limit('P.other'),
    limit(null),
  ];
  expect(limitLines(all, ['P.a', 'P.b'])).toEqual([
    { line: 0, value: 80, side: 'above', priority: 'P2' },
    { line: 1, value: 1, side: 'below', priority: 'P3' },
    { line: 1, value: 9, side: 'above', priority: 'P3' },
  ]);
});

it('leaves out what is switched off and what is no limit of the value', () => {
  expect(limitLines([limit('P.a', { isEnabled: false }), limit('P.a', { kind: 'rate-of-change' })], ['P.a'])).toEqual(
    [],
  );
});

it('draws one line where two alarms have the same limit: that of the more urgent', () => {
  expect(limitLines([limit('P.a', { priority: 'P4' }), limit('P.a', { priority: 'P1' })], ['P.a'])).toMatchObject([
    { priority: 'P1' },
  ]);
});

it('is bounded, and never drops an urgent one for one that is not', () => {
  const priority = fc.constantFrom('P1', 'P2', 'P3', 'P4') satisfies fc.Arbitrary<WireLimit['priority']>;
  const any = fc.array(fc.tuple(priority, fc.integer()), { maxLength: 60 });
  fc.assert(
    fc.property(any, (given) => {
      const all = given.map(([one, high]) => limit('P.a', { priority: one, options: { high } }));
      const drawn = limitLines(all, ['P.a']);
      expect(drawn.length).toBe(Math.min(MOST_LIMITS, new Set(given.map(([, high]) => high)).size));
      expect(drawn.map(({ priority: one }) => one)).toEqual(drawn.map(({ priority: one }) => one).toSorted());
    }),
  );
});
