import { expect, it } from 'vitest';
import { addDays, siteDays } from './site-days.ts';

const HOUR = 3_600_000;

it('counts over months and years', () => {
  expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1)]).toEqual(['2027-01-01', '2028-02-29']);
});

it('has days of 23 and 25 hours where clocks are put forward and back', () => {
  const spring = siteDays('2026-03-28', 3, 'Europe/London').map(({ startMs, endMs }) => (endMs - startMs) / HOUR);
  const autumn = siteDays('2026-10-24', 3, 'Europe/London').map(({ startMs, endMs }) => (endMs - startMs) / HOUR);
  expect([spring, autumn]).toEqual([
    [24, 23, 24],
    [24, 25, 24],
  ]);
});

it('leaves no moment between two days', () => {
  const days = siteDays('2026-01-01', 400, 'America/New_York');
  for (let i = 1; i < days.length; i++) expect(days[i]?.startMs).toBe(days[i - 1]?.endMs);
});
