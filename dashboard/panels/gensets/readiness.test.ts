import { expect, it } from 'vitest';
import { inAuto, noLockout, readinessOf, withinBand } from './readiness.ts';

it('is ready only when every item is fresh and passes', () => {
  expect(readinessOf([{ id: 'auto', check: 'pass' }])).toBe('ready');
  expect(
    readinessOf([
      { id: 'auto', check: 'pass' },
      { id: 'fuel', check: 'unknown' },
    ]),
  ).toBe('unknown');
  expect(
    readinessOf([
      { id: 'auto', check: 'fail' },
      { id: 'fuel', check: 'unknown' },
    ]),
  ).toBe('notReady');
  expect(readinessOf([])).toBe('unknown');
});

it('judges the items', () => {
  expect([
    withinBand(60, [50, 100]),
    withinBand(46, [50, 100]),
    withinBand(null, [50, 100]),
    withinBand(60, null),
  ]).toEqual(['pass', 'fail', 'unknown', 'unknown']);
  expect([noLockout([1, 2, 15]), noLockout([1, 3]), noLockout([1, null]), noLockout([])]).toEqual([
    'pass',
    'fail',
    'unknown',
    'unknown',
  ]);
  expect([inAuto(1), inAuto(0), inAuto(null)]).toEqual(['pass', 'fail', 'unknown']);
});
