import { describe, expect, test } from 'vitest';
import { attributesOf, type ResolvedAttributes } from './alarm-attributes.ts';
import type { AlarmAttributes } from './alarm-schema.ts';
import { alarmSection, alarmSettingsOf } from './alarm-section.ts';

const site = alarmSection.parse({});
const HOUR_MS = 3_600_000;
const of = (priority: 'P1' | 'P2' | 'P3' | 'P4', written: AlarmAttributes = {}): ResolvedAttributes =>
  attributesOf(written, priority, site);

describe('what an alarm has that says nothing', () => {
  test.each([
    ['P1', 0, { afterMs: HOUR_MS / 2, times: Number.MAX_SAFE_INTEGER }, { when: 'active' }, 'required'],
    ['P2', 5000, { afterMs: 2 * HOUR_MS, times: 3 }, { when: 'active' }, 'required'],
    ['P3', 30_000, { afterMs: 8 * HOUR_MS, times: 3 }, { when: 'active-for', ms: 900_000 }, 'required'],
    ['P4', 60_000, undefined, { when: 'count', count: 3, windowMs: 24 * HOUR_MS }, 'auto'],
  ] as const)('%s', (priority, holdMs, reAlarm, order, acknowledgement) => {
    expect(of(priority)).toMatchObject({ holdMs, order, acknowledgement, class: 'equipment', latching: false });
    expect(of(priority).reAlarm).toEqual(reAlarm);
    expect(of(priority).chatter).toEqual({ count: 3, windowMs: 60_000, holdOffMs: 300_000, releaseMs: 600_000 });
  });

  test.each([
    ['safety', 0, false, 'note-required'],
    ['regulatory', HOUR_MS, true, 'note-required'],
    ['equipment', 8 * HOUR_MS, true, 'required'],
    ['comfort', 24 * HOUR_MS, true, 'required'],
    ['energy', 24 * HOUR_MS, true, 'required'],
    ['diagnostic', 72 * HOUR_MS, true, 'required'],
  ] as const)('class %s', (kind, longestShelfMs, suppressible, acknowledgement) => {
    expect(of('P2', { class: kind })).toMatchObject({ longestShelfMs, suppressible, acknowledgement });
  });
});

test('comfort opens no order by itself; safety is neither held back nor shelved, whatever is written', () => {
  expect(of('P2', { class: 'comfort' }).order).toEqual({ when: 'never' });
  expect(of('P2', { class: 'comfort', order: 'active' }).order).toEqual({ when: 'active' });
  expect(of('P3', { class: 'safety', hold: '5m', longestShelf: '8h' })).toMatchObject({ holdMs: 0, longestShelfMs: 0 });
});

test('the site’s own numbers come before those of the house, the alarm’s before the site’s', () => {
  const own = alarmSection.parse({ hold: { P3: '10s' }, chatter: { count: 5 }, orders: { P3: 'never' } });
  expect(attributesOf({}, 'P3', own)).toMatchObject({
    holdMs: 10_000,
    order: { when: 'never' },
    chatter: { count: 5 },
  });
  const written = { hold: '1s', chatter: { window: '2m' }, reAlarm: 'never' } as const;
  const mine = attributesOf(written, 'P3', own);
  expect(mine).toMatchObject({ holdMs: 1000, chatter: { count: 5, windowMs: 120_000, holdOffMs: 300_000 } });
  expect(mine.reAlarm).toBeUndefined();
});

test('a flood begins above ten and ends below five in ten minutes', () => {
  expect(alarmSettingsOf(site)).toEqual({
    flood: { start: 10, end: 5, windowMs: 600_000 },
    standingAfterMs: 24 * HOUR_MS,
    journalKeptMs: 1827 * 24 * HOUR_MS,
  });
  expect(alarmSection.safeParse({ flood: { start: 5, end: 6 } }).success).toBe(false);
  expect(alarmSection.safeParse({ journalKept: '365d' }).success).toBe(true);
  expect(alarmSection.safeParse({ journalKept: '364d' }).success).toBe(false);
});
