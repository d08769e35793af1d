import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { timeFormatOf } from './time-format.ts';
import { TimeLine } from './time-line.ts';

const auto = timeFormatOf('auto')!;
const NOON = Date.UTC(2026, 0, 5, 12);

test('reads a time however it is usually written', () => {
  const wall = { kind: 'wall', ms: NOON };
  for (const text of ['2026-01-05 12:00', '2026-01-05T12:00:00', '2026/1/5 12:00:00', '2026.01.05 12:00:00.000'])
    expect(auto(text)).toEqual(wall);
  const instant = { kind: 'instant', ms: NOON };
  for (const text of ['2026-01-05T12:00:00Z', '2026-01-05T20:00:00+08:00', '2026-01-05 07:00-0500'])
    expect(auto(text)).toEqual(instant);
  expect(timeFormatOf('DD.MM.YYYY HH:mm')?.('5.1.2026 12:00')).toEqual(wall);
  expect(timeFormatOf('s')?.('1767614400')).toEqual(instant);
  expect(timeFormatOf('ms')?.('1767614400000')).toEqual(instant);
  expect(auto('2026-01-04 24:00')).toEqual({ kind: 'wall', ms: Date.UTC(2026, 0, 5) });
});

test('a day or an hour that never was is no time', () => {
  for (const text of ['2026-02-30', '2026-13-01', '2026-00-10', '2026-01-05 25:00', '2026-01-05 24:01', 'soon', ''])
    expect(auto(text)).toBeUndefined();
  expect(timeFormatOf('HH:mm')).toBeUndefined();
  expect(timeFormatOf('YYYY-MM-DD YYYY')).toBeUndefined();
});

test('reads back every moment that is written as ISO 8601', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (ms) => {
      expect(auto(new Date(ms).toISOString())).toEqual({ kind: 'instant', ms });
    }),
  );
});

test('rows through an hour that comes twice are put in order, one that never was is refused', () => {
  const line = new TimeLine(auto, new ZoneOffsets('Europe/London'));
  const times = [
    '2019-10-27 00:30',
    '2019-10-27 01:00',
    '2019-10-27 01:30',
    '2019-10-27 01:00',
    '2019-10-27 01:30',
    '2019-10-27 02:00',
  ];
  const read = times.map((text) => line.next(text));
  expect(read.map((time) => time.ok && (time.ms - Date.UTC(2019, 9, 26, 23, 30)) / 1_800_000)).toEqual([
    0, 1, 2, 3, 4, 5,
  ]);
  expect(read.map((time) => time.ok && time.isAmbiguous)).toEqual([false, true, true, true, true, false]);
  expect(line.next('2019-10-27 02:00')).toMatchObject({ ok: true, order: 'same' });
  expect(line.next('2019-10-26 02:00')).toMatchObject({ ok: true, order: 'before' });
  expect(line.next('2020-03-29 01:30')).toEqual({ ok: false, reason: 'skipped-hour' });
});

test('half-hourly local times of any year give every instant once, in order', () => {
  const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai');
  fc.assert(
    fc.property(zones, fc.integer({ min: 2000, max: 2030 }), (zone, year) => {
      const offsets = new ZoneOffsets(zone);
      const line = new TimeLine(auto, offsets);
      const start = Date.UTC(year, 0, 1);
      for (let ms = start; ms < start + 366 * 86_400_000; ms += 1_800_000)
        expect(line.next(offsets.text(ms).slice(0, 19))).toMatchObject({ ok: true, ms });
    }),
    { numRuns: 8 },
  );
});
