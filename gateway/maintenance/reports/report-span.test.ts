import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { reportEntries, reportSpan } from './report-span.ts';

const SHANGHAI = new SiteCalendar('Asia/Shanghai');
const SIX = 18 * 60;

it('the daily report closes when the leads meet, the weekly one on Sunday, the monthly one with the month', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  expect(reportSpan('daily', '2026-11-22', SHANGHAI, SIX)).toMatchObject({
    startsAt: at('2026-11-21T18:00:00'),
    endsAt: at('2026-11-22T18:00:00'),
  });
  expect(reportSpan('weekly', '2026-11-16', SHANGHAI, SIX)).toMatchObject({
    startsAt: at('2026-11-16T00:00:00'),
    endsAt: at('2026-11-23T00:00:00'),
  });
  expect(reportSpan('monthly', '2026-11', SHANGHAI, SIX)).toMatchObject({ endsAt: at('2026-12-01T00:00:00') });
});

it.each([
  ['weekly', '2026-11-17'],
  ['daily', '2026-02-30'],
  ['monthly', '2026-13'],
  ['daily', 'today'],
] as const)('there is no %s report of %s', (kind, period) => {
  expect(reportSpan(kind, period, SHANGHAI, SIX)).toBeUndefined();
});

const zones = ['Asia/Shanghai', 'Europe/London', 'America/New_York'].map((zone) => new SiteCalendar(zone));

it('reports of a kind follow each other without a gap and without an overlap, whatever the clocks do', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2032, 0) }),
      fc.constantFrom(...zones),
      (now, calendar) => {
        const entries = reportEntries(calendar, now, SIX);
        for (const kind of ['daily', 'weekly', 'monthly'] as const) {
          const own = entries.filter((one) => one.kind === kind);
          expect(own.length).toBeGreaterThanOrEqual(8);
          expect(own[0]!.startsAt).toBeLessThanOrEqual(now);
          for (const [n, one] of own.entries()) if (n > 0) expect(one.endsAt).toBe(own[n - 1]!.startsAt);
        }
      },
    ),
    { numRuns: 50 },
  );
});
