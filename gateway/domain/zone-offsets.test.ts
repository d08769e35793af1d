import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { ZoneOffsets } from './zone-offsets.ts';

const ZONES = ['UTC', 'Asia/Shanghai', 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const moments = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2037, 0) });
const zones = new Map(ZONES.map((zone) => [zone, new ZoneOffsets(zone)]));

test('is what Temporal says, at any time in any zone', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...ZONES), (ms, zone) => {
      const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
      expect(zones.get(zone)!.at(ms)).toBe(offsetNanoseconds / 1e6);
    }),
  );
});

test('every instant is among those of its local time, and its text is the instant', () => {
  fc.assert(
    fc.property(moments, fc.constantFrom(...ZONES), (ms, zone) => {
      const offsets = zones.get(zone)!;
      expect(offsets.instants(ms + offsets.at(ms))).toContain(ms);
      expect(Date.parse(offsets.text(ms))).toBe(ms);
    }),
  );
});

test('an hour that is left out has no instant, one that comes twice has two', () => {
  const london = zones.get('Europe/London')!;
  expect(london.instants(Date.UTC(2019, 2, 31, 1, 30))).toEqual([]);
  expect(london.instants(Date.UTC(2019, 9, 27, 1, 30))).toEqual([
    Date.UTC(2019, 9, 27, 0, 30),
    Date.UTC(2019, 9, 27, 1, 30),
  ]);
  expect(london.text(Date.UTC(2019, 6, 1))).toBe('2019-07-01T01:00:00.000+01:00');
});

test('a zone that does not exist is refused', () => {
  expect(() => new ZoneOffsets('Mars/Olympus')).toThrow(RangeError);
});
