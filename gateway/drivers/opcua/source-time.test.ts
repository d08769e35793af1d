import fc from 'fast-check';
import { expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import { sourceTime, waitedMs } from './source-time.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const DAY_MS = 86_400_000;
const at = (offset: number): Date => new Date(NOW + offset);

it.each([
  { name: 'the source timestamp comes first', source: at(-5), server: at(-3), time: NOW - 5 },
  { name: 'then the server timestamp', source: null, server: at(-3), time: NOW - 3 },
  { name: 'then the moment of arrival', source: undefined, server: null, time: NOW },
  { name: 'the year 1601 means there is none', source: new Date(Date.UTC(1601, 0, 1)), server: at(-3), time: NOW - 3 },
  { name: 'an invalid date means there is none', source: new Date(Number.NaN), server: at(-3), time: NOW - 3 },
  { name: 'an old change stays old', source: at(-400 * DAY_MS), server: at(0), time: NOW - 400 * DAY_MS },
  { name: 'up to a day ahead is believed', source: at(DAY_MS), server: at(0), time: NOW + DAY_MS },
])('$name', ({ source, server, time }) => {
  expect(sourceTime({ source, server }, NOW)).toEqual({ time, quality: QUALITY.good });
});

it('more than a day ahead is a broken clock', () => {
  expect(sourceTime({ source: at(DAY_MS + 1), server: at(0) }, NOW)).toEqual({
    time: NOW,
    quality: QUALITY['uncertain-clock'],
  });
});

it('is always a number, never more than a day ahead', () => {
  fc.assert(
    fc.property(fc.option(fc.date({ noInvalidDate: false })), fc.option(fc.date()), (source, server) => {
      const { time } = sourceTime({ source, server }, NOW);
      expect(time).toBeLessThanOrEqual(NOW + DAY_MS);
    }),
  );
});

it.each([
  { name: 'since the server last knew it to be right', source: at(-90), server: at(-40), published: at(0), waited: 40 },
  {
    name: 'since the source said it, where the server does not tell',
    source: at(-90),
    server: null,
    published: at(0),
    waited: 90,
  },
  { name: 'not at all, where nothing tells', source: null, server: null, published: at(0), waited: 0 },
  { name: 'not at all, where the notification has no time', source: at(-90), server: null, published: null, waited: 0 },
  { name: 'not at all, where a time lies ahead', source: null, server: at(20), published: at(0), waited: 0 },
])('a value waited $name', ({ source, server, published, waited }) => {
  expect(waitedMs({ source, server }, published)).toBe(waited);
});
