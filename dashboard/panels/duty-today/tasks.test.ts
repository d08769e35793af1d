import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WireClock } from '../../format/order-clock.ts';
import { type DutyWork, tasksOf } from './tasks.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const END = NOW + 10 * HOUR;
const name = (en: string) => ({ en, zh: en });
const iso = (ms: number): string => new Date(ms).toISOString();

const sheet = (id: number, toFill: number, late: number, next: number | null) => ({
  ...{ id, title: name('log'), subjectName: name('LV room'), toFill, late },
  nextAt: next === null ? null : iso(next),
});
const round = (id: number, lateAt: number) => ({ id, title: name('round'), lateAt, closesAt: lateAt + HOUR });
const clock = (dueMs: number): WireClock => ({
  ...{ name: 'arrive', state: 'running', limitMs: 2 * HOUR, elapsedMs: HOUR, dueAt: iso(dueMs) },
  ...{ stoppedAt: null, breachedAt: null },
});
const order = (id: number, dueMs: number | null) => ({
  ...{ id, title: name('order') },
  sla: dueMs === null ? null : { clocks: [clock(dueMs)] },
});
const ids = (work: Partial<DutyWork>): string[] =>
  tasksOf({ sheets: [], rounds: [], orders: [], ...work }, NOW, END).map(({ kind, id }) => `${kind} ${id}`);

describe('the work of today', () => {
  it('begins with what is late, goes on with what waits, ends with what is still to come', () => {
    const sheets = [sheet(1, 0, 0, NOW + HOUR), sheet(2, 3, 1, null), sheet(3, 2, 0, null)];
    const rounds = [round(4, NOW + 2 * HOUR), round(5, NOW - HOUR)];
    const orders = [order(6, NOW - 2 * HOUR), order(7, NOW + HOUR / 2)];
    expect(ids({ sheets, rounds, orders })).toEqual([
      ...['order 6', 'round 5', 'sheet 2', 'round 4', 'sheet 3', 'order 7', 'sheet 1'],
    ]);
  });

  it('leaves out what nobody waits for today', () => {
    const sheets = [sheet(1, 0, 0, null), sheet(2, 0, 0, END + HOUR)];
    expect(ids({ sheets, orders: [order(3, null), order(4, END + HOUR)] })).toEqual([]);
  });

  it('never hides what is late behind what is not', () => {
    const offset = fc.integer({ min: -20, max: 20 }).map((hours) => NOW + hours * HOUR);
    const work = fc.record({
      sheets: fc.array(fc.tuple(fc.nat(3), fc.nat(1), offset).map(([fill, late, next]) => sheet(1, fill, late, next))),
      rounds: fc.array(offset.map((at) => round(2, at))),
      orders: fc.array(offset.map((at) => order(3, at))),
    });
    fc.assert(
      fc.property(work, (all) => {
        const late = tasksOf(all, NOW, END).map(({ isLate }) => isLate);
        expect(late).toEqual(late.toSorted((a, b) => Number(b) - Number(a)));
      }),
    );
  });
});
