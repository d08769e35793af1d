import { expect, test } from 'vitest';
import type { WireSheetColumn } from '../../data/sheet-api.ts';
import { FILL_REASON, readEntries, readNumber } from './read-entries.ts';

const column = (key: string, type: WireSheetColumn['type']): WireSheetColumn => ({
  ...{ key, title: { en: key, zh: key }, unit: '', digits: 0, type, fill: 'hand', byHand: true },
  ...{
    equals: null,
    normal: null,
    options: [],
    required: true,
    onFail: type === 'check' ? 'order' : null,
    standing: false,
  },
});
const COLUMNS = [column('p', 'number'), column('joints', 'check'), column('note', 'text')];

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test('an empty field is no entry', () => {
  expect(readEntries(formOf({ p: ' 4,5 ', note: '' }), COLUMNS)).toEqual({
    ok: true,
    entries: [{ column: 'p', value: 4.5, remark: null, order: false }],
  });
});

test('× needs a remark, and opens an order only where it is asked for', () => {
  expect(readEntries(formOf({ joints: 'fault' }), COLUMNS)).toEqual({
    ok: false,
    wrong: new Map([['joints', 'remark']]),
  });
  const full = { joints: 'fault', 'joints remark': 'burnt smell', 'joints order': 'on' };
  expect(readEntries(formOf(full), COLUMNS)).toMatchObject({
    ok: true,
    entries: [{ remark: 'burnt smell', order: true }],
  });
  expect(readEntries(formOf({ ...full, joints: 'ok' }), COLUMNS)).toMatchObject({ entries: [{ order: false }] });
});

test.each([
  ['12', 12],
  ['−3.5', -3.5],
  ['0,25', 0.25],
  ['1e3', undefined],
  ['12 kPa', undefined],
  ['', undefined],
])('%s is %s', (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test('what stands in for telemetry needs one reason, which goes with each value', () => {
  const unread = new Set(['p']);
  expect(readEntries(formOf({ p: '4' }), COLUMNS, unread)).toEqual({
    ok: false,
    wrong: new Map([[FILL_REASON, 'remark']]),
  });
  expect(readEntries(formOf({ p: '4', [FILL_REASON]: 'meter silent' }), COLUMNS, unread)).toEqual({
    ok: true,
    entries: [{ column: 'p', value: 4, remark: 'meter silent', order: false }],
  });
  expect(readEntries(formOf({ joints: 'ok' }), COLUMNS, unread)).toMatchObject({ ok: true });
});
