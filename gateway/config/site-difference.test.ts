import { expect, test } from 'vitest';
import { exampleSite } from '../../tests/harness/builders.ts';
import { differenceOf, movesOf } from './site-difference.ts';

test('a connection is kept when its driver would be told the same, wherever its points are counted now', () => {
  const before = exampleSite(['a', 'b', 'c']);
  const grown = exampleSite(['x', 'a', 'b', 'c']);
  const difference = differenceOf(before, grown);
  expect(difference).toMatchObject({
    ...{ kept: ['line-a', 'line-b', 'line-c'], added: ['line-x'], changed: [], removed: [] },
    ...{ pointsAdded: 1, pointsRemoved: 0 },
  });
  expect([...movesOf(before, grown, difference)]).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  const shrunk = exampleSite(['c', 'b']);
  expect(differenceOf(before, shrunk)).toMatchObject({ kept: ['line-c', 'line-b'], changed: [], removed: ['line-a'] });
  expect([...movesOf(before, shrunk, differenceOf(before, shrunk))]).toEqual([
    [1, 1],
    [2, 0],
  ]);
});

test('what acts above the field does not touch a link; what a driver is told does', () => {
  const before = exampleSite(['a', 'b']);
  const renamed = {
    ...before,
    points: before.points.map((point) => ({ ...point, unit: 'kW', deadband: 2, scale: 3 })),
  };
  expect(differenceOf(before, renamed).kept).toEqual(['line-a', 'line-b']);
  const slower = {
    ...before,
    points: before.points.map((point) => (point.tag === 'a' ? { ...point, periodMs: 9000 } : point)),
  };
  expect(differenceOf(before, slower)).toMatchObject({ kept: ['line-b'], changed: ['line-a'] });
  const moved = { ...before, addresses: before.addresses.map((address, i) => (i === 1 ? { register: 99 } : address)) };
  expect(differenceOf(before, moved)).toMatchObject({ kept: ['line-a'], changed: ['line-b'] });
  expect(differenceOf(before, { ...before, writable: new Set([0]) }).changed).toEqual(['line-a']);
});
