import { expect, test } from 'vitest';
import { exampleForm, exampleSheet } from '../../../tests/harness/sheets-bench.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { wantedSheets } from './wanted-sheets.ts';

const zone = new ZoneOffsets('Asia/Shanghai');
const settings = { reviewBy: 600, catchUpDays: 7 };
/** 10:10 of Monday 5 January 2026 in Shanghai. */
const NOW = Date.UTC(2026, 0, 5, 2, 10);
const datesOf = (last: string | undefined, now = NOW, plan = exampleSheet()) =>
  wantedSheets(plan, last, settings, zone, now).map(({ day, slots }) => `${day.date} ${slots.length}`);

test('the first sheet begins with what can still be filled', () => {
  expect(datesOf(undefined)).toEqual(['2026-01-05 7']);
});

test('after a day there is the next one, a quarter of an hour before its first slot', () => {
  expect(datesOf('2026-01-05')).toEqual([]);
  expect(datesOf('2026-01-05', Date.UTC(2026, 0, 5, 15, 44))).toEqual([]);
  expect(datesOf('2026-01-05', Date.UTC(2026, 0, 5, 15, 45))).toEqual(['2026-01-06 12']);
});

test('days that were slept through are made, as far back as the site says', () => {
  expect(datesOf('2026-01-02')).toEqual(['2026-01-03 12', '2026-01-04 12', '2026-01-05 12']);
  expect(datesOf('2025-11-02')).toHaveLength(8);
});

test('a weekly sheet is there on its day alone, to be reviewed by the next morning', () => {
  const weekly = exampleSheet({ days: [2], form: exampleForm({ slots: [600] }) });
  const [sheet] = wantedSheets(weekly, '2026-01-01', settings, zone, NOW + 86_400_000);
  expect(sheet?.day.date).toBe('2026-01-06');
  expect(new Date(sheet!.reviewDueAt).toISOString()).toBe('2026-01-07T02:00:00.000Z');
});
