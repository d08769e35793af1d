import { expect, it } from 'vitest';
import { createSiteTime, msOf } from './site-time.ts';

const shanghai = createSiteTime('Asia/Shanghai');
const at = Date.UTC(2026, 10, 21, 20, 8, 13);

it('writes the time of the site, not of the browser', () => {
  expect(shanghai.clock(at)).toBe('04:08:13');
  expect(shanghai.minute(at)).toBe('04:08');
  expect(createSiteTime('Europe/Berlin').clock(at)).toBe('21:08:13');
});

it('writes midnight as 00', () => expect(shanghai.clock(Date.UTC(2026, 10, 21, 16, 0, 5))).toBe('00:00:05'));

it('adds the day when it is not today', () => {
  expect(shanghai.stamp(at, at + 60_000)).toBe('04:08:13');
  expect(shanghai.stamp(at, at + 86_400_000)).toBe('11-22 04:08');
  expect(shanghai.stamp(null, at)).toBe('—');
  expect(shanghai.brief(at, at + 60_000)).toBe('04:08');
  expect(shanghai.brief(at, at + 86_400_000)).toBe('11-22 04:08');
});

it('reads the instants of the wire', () => {
  expect(msOf('2026-11-21T20:08:13Z')).toBe(at);
  expect(msOf(null)).toBeNull();
});
