import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SiteCalendar } from '../calendar-days.ts';
import { firstWindow, nextWindow, overdueAt, soonAt } from './run-duties.ts';

const days = new SiteCalendar('Asia/Shanghai');
const at = (text: string): number => Date.parse(`${text}+08:00`);
const TUESDAYS = { everyDays: 7, weekday: 2 };
const FORTNIGHT = { everyDays: 15, weekday: null };

test('on a weekday the first is the next such day, today included', () => {
  const wednesday = firstWindow(TUESDAYS, days, at('2026-11-18T10:00:00'), undefined);
  expect(wednesday).toEqual({
    opensAt: at('2026-11-24T00:00:00'),
    dueAt: at('2026-11-25T00:00:00'),
    closesAt: at('2026-12-01T00:00:00'),
  });
  expect(firstWindow(TUESDAYS, days, at('2026-11-24T10:00:00'), undefined)).toEqual(wednesday);
  expect(nextWindow(TUESDAYS, days, wednesday, at('2026-11-24T10:00:00')).opensAt).toBe(at('2026-12-01T00:00:00'));
});

test('otherwise it is due so many days after the run before', () => {
  const first = firstWindow(FORTNIGHT, days, at('2026-11-18T10:00:00'), at('2026-11-10T09:00:00'));
  expect(first.dueAt).toBe(at('2026-11-26T00:00:00'));
  const metAt = at('2026-11-20T11:00:00');
  expect(nextWindow(FORTNIGHT, days, first, metAt)).toMatchObject({ opensAt: metAt, dueAt: at('2026-12-06T00:00:00') });
});

test('after a whole interval without a run the next is overdue at once', () => {
  const first = firstWindow(FORTNIGHT, days, at('2026-11-01T10:00:00'), undefined);
  const next = nextWindow(FORTNIGHT, days, first, undefined);
  expect(next.dueAt).toBe(first.closesAt);
  expect(next.closesAt).toBe(days.endOf(days.dayAt(first.closesAt - 1) + 15));
});

test('it is told in the morning', () => {
  const window = firstWindow(TUESDAYS, days, at('2026-11-18T10:00:00'), undefined);
  expect(soonAt(window, 1, days)).toBe(at('2026-11-23T08:00:00'));
  expect(overdueAt(window)).toBe(at('2026-11-25T08:00:00'));
});

test('windows follow each other without a gap, whatever was met and wherever the clocks are changed', () => {
  const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York');
  const rules = fc.record({
    everyDays: fc.constantFrom(7, 14, 15, 31),
    weekday: fc.option(fc.integer({ min: 1, max: 7 }), { nil: null }),
  });
  const shares = fc.array(fc.option(fc.double({ min: 0.01, max: 1, noNaN: true }), { nil: undefined }), {
    maxLength: 20,
  });
  const starts = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });
  fc.assert(
    fc.property(zones, rules, starts, shares, (zone, rule, start, met) => {
      const calendar = new SiteCalendar(zone);
      let window = firstWindow(rule, calendar, start, undefined);
      for (const share of met) {
        expect(window.opensAt).toBeLessThanOrEqual(window.dueAt);
        expect(window.dueAt).toBeLessThan(window.closesAt + 1);
        const metAt = share === undefined ? undefined : window.opensAt + share * (window.closesAt - window.opensAt);
        const next = nextWindow(rule, calendar, window, metAt);
        expect(next.opensAt).toBe(rule.weekday === null ? (metAt ?? window.closesAt) : window.closesAt);
        window = next;
      }
    }),
  );
});
