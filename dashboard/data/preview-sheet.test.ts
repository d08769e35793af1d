import { expect, test } from 'vitest';
import type { WaitingDeed } from './deed-queue.ts';
import { entriesOf, previewSheet } from './preview-sheet.ts';
import type { WireSheet } from './sheet-api.ts';

const SLOT = Date.parse('2026-01-05T02:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();

const column = (key: string) => ({ key, required: true, fill: key === 'room.t' ? 'auto' : 'hand' });
const cell = (key: string, typed?: number) => ({
  ...{ column: key, auto: null, former: [], remark: null, order: null, marks: [] },
  hand:
    typed === undefined
      ? null
      : { value: typed, by: 'li', at: iso(SLOT), via: 'screen', isLate: false, deviceAt: null },
});

/** As much of a sheet as is looked at. */
const sheet = {
  id: 7,
  form: { blocks: [{ columns: ['room.t', 'room.noise', 'room.door'].map(column) }] },
  rows: [
    { id: 'slot-1', lateAt: iso(SLOT + 1_800_000), open: 2, cells: [cell('room.t'), cell('room.door', 1)] },
    { id: 'slot-2', lateAt: iso(SLOT), open: 2, cells: [] },
  ],
} as unknown as WireSheet;

const deed = (row: string, column: string, value: number | string, doneAt = SLOT): WaitingDeed => ({
  ...{ id: `${row} ${column}`, path: '/log-sheets/7/fill', doneAt },
  body: { row, entries: [{ column, value, remark: 'by lamp light', order: false }] },
});

test('what waits stands in its cells, and less is open', () => {
  const shown = previewSheet(sheet, [deed('slot-1', 'room.noise', 'ok'), deed('slot-1', 'room.t', 27)], 'wang');
  const [first, second] = shown.rows;
  expect(first?.open).toBe(1);
  expect(first?.cells.find((one) => one.column === 'room.noise')?.hand).toMatchObject({
    value: 'ok',
    by: 'wang',
    via: 'phone',
  });
  expect(first?.cells.find((one) => one.column === 'room.t')).toMatchObject({
    remark: 'by lamp light',
    hand: { value: 27 },
  });
  expect(second).toBe(sheet.rows[1]);
});

test('a cell that somebody has filled stays as it is; what came after its time is late', () => {
  const shown = previewSheet(
    sheet,
    [deed('slot-1', 'room.door', 'ok'), deed('slot-2', 'room.noise', 'ok', SLOT + 1)],
    'wang',
  );
  expect(shown.rows[0]?.cells.find((one) => one.column === 'room.door')?.hand?.value).toBe(1);
  expect(shown.rows[1]?.cells[0]?.hand?.isLate).toBe(true);
});

test('without anything waiting it is the sheet itself', () => {
  expect(
    previewSheet(sheet, entriesOf([{ ...deed('slot-1', 'room.noise', 'ok'), path: '/rounds/7/fill' }], 7), 'wang'),
  ).toBe(sheet);
});
