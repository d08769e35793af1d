import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readSiteEntry, siteEntry } from './site-entry.ts';

it('reads what was typed in the zone of the site', () => {
  expect(readSiteEntry('2026-01-05 10:00', 'Asia/Shanghai')).toBe(Date.parse('2026-01-05T02:00:00Z'));
  expect(readSiteEntry(' 2026-07-05 9:30', 'Europe/London')).toBe(Date.parse('2026-07-05T08:30:00Z'));
});

it('takes the first of an hour that comes twice, and none that is left out', () => {
  expect(readSiteEntry('2026-10-25 01:30', 'Europe/London')).toBe(Date.parse('2026-10-25T00:30:00Z'));
  expect(readSiteEntry('2026-03-29 01:30', 'Europe/London')).toBeUndefined();
});

it.each(['', 'noon', '2026-01-05', '2026-13-05 10:00', '05.01.2026 10:00', '2026-01-05 25:00'])(
  'does not take "%s"',
  (text) => expect(readSiteEntry(text, 'Asia/Shanghai')).toBeUndefined(),
);

it('reads back what it wrote, but for the hour that comes twice', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe');
  const seconds = fc.integer({ min: 1_200_000_000, max: 2_400_000_000 });
  fc.assert(
    fc.property(seconds, zones, (second, zone) => {
      const written = siteEntry(second * 1000, zone);
      const read = readSiteEntry(written, zone)!;
      expect([0, 30, 60]).toContain((second - read / 1000) / 60);
      expect(siteEntry(read, zone)).toBe(written);
    }),
  );
});
