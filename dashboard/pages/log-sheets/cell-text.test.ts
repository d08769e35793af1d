import { expect, test } from 'vitest';
import type { WireSheetCell, WireSheetColumn, WireSheetRow } from '../../data/sheet-api.ts';
import { createSiteTime } from '../../format/site-time.ts';
import { cellText, fillable, isOdd } from './cell-text.ts';

const time = createSiteTime('Asia/Shanghai');
const column: WireSheetColumn = {
  ...{
    key: 'lv.u',
    title: { en: 'voltage', zh: '电压' },
    unit: 'V',
    digits: 0,
    type: 'number',
    fill: 'auto',
    byHand: true,
  },
  ...{ equals: null, normal: null, options: [], required: false, onFail: null, standing: false },
};
const row: WireSheetRow = {
  ...{ id: 'slot-0', kind: 'slot', at: '', opensAt: '', lateAt: '', closesAt: '', capturedAt: '2026-01-05T08:00:00Z' },
  ...{ stopped: false, standing: 'closed', open: 0, missed: 0, empty: 0, signature: null, cells: [] },
};
const auto = {
  value: 398,
  reason: null,
  sourceAt: null,
  uncertain: false,
  spread: null,
  spansSince: null,
  exchange: null,
};
const hand = { value: 385, by: 'li', at: '', via: 'screen' as const, isLate: false, deviceAt: null };
const cell: WireSheetCell = { column: 'lv.u', auto, hand: null, former: [], remark: null, order: null, marks: [] };
const shown = (
  change: Partial<WireSheetCell> | undefined,
  own: Partial<WireSheetColumn> = {},
  at: Partial<WireSheetRow> = {},
) => cellText({ ...column, ...own }, { ...row, ...at }, change && { ...cell, ...change }, 'zh', time);

test('telemetry and what was typed stand side by side, each with its sign', () => {
  expect(shown({})).toBe('398');
  expect(shown({ hand })).toBe('398 / 385†');
  expect(shown({ auto: null, hand })).toBe('385†');
  expect(shown({ auto: { ...auto, uncertain: true, spansSince: '2026-01-05T00:00:00Z' } })).toBe('~Σ398');
});

test('a missing value is a dash, never 0 and never blank; before its time the cell is blank', () => {
  expect(shown({ auto: { ...auto, value: null, reason: 'device-offline' } })).toBe('—');
  expect(shown(undefined)).toBe('—');
  expect(shown(undefined, { fill: 'hand', required: true })).toBe('—');
  expect(shown(undefined, {}, { capturedAt: null, standing: 'waiting' })).toBe('');
});

test('checks are signs that read without colour', () => {
  const check = { type: 'check', equals: 0 } as const;
  expect(shown({ auto: { ...auto, value: 0 } }, check)).toBe('√');
  expect(shown({ auto: { ...auto, value: 1 } }, check)).toBe('×');
  expect(shown({ auto: null, hand: { ...hand, value: 'none' } }, check)).toBe('○†');
  expect(isOdd({ ...column, ...check }, { ...cell, auto: { ...auto, value: 1 } })).toBe(true);
});

test('a machine that stands still is asked for nothing but standing values', () => {
  expect(shown({}, {}, { stopped: true })).toBe('/');
  const blocks = [{ per: 'slot', columns: [column, { ...column, key: 'lv.s', standing: true }] }];
  expect(fillable(blocks, { ...row, stopped: true }).map(({ key }) => key)).toEqual(['lv.s']);
});

test('a moment of the day is told in the time of the site', () => {
  expect(shown({ auto: { ...auto, value: Date.UTC(2026, 0, 5, 6, 15) } }, { type: 'time', fill: 'derived' })).toBe(
    '14:15',
  );
});
