import type { SheetEntryWish, WireSheetColumn } from '../../data/sheet-api.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

/** What was typed into a slot, or the fields that cannot stand like that. */
export type ReadEntries =
  | { readonly ok: true; readonly entries: readonly SheetEntryWish[] }
  | { readonly ok: false; readonly wrong: ReadonlyMap<string, 'number' | 'remark'> };

const LEAST_REMARK = 3;
/** Field of the reason for readings that telemetry lacks; one for all of them. */
export const FILL_REASON = 'fill reason';

/**
 * Reads the form of a slot: a field that was left empty is no entry, × needs a remark where the form says so, and what stands in
 * for telemetry (`unread`) needs a reason.
 */
export function readEntries(
  form: FormData,
  columns: readonly WireSheetColumn[],
  unread: ReadonlySet<string> = new Set(),
): ReadEntries {
  const wrong = new Map<string, 'number' | 'remark'>();
  const reason = textOf(form, FILL_REASON);
  const entries = columns.flatMap((column): SheetEntryWish[] => {
    const text = textOf(form, column.key);
    if (text === '') return [];
    const value = column.type === 'number' ? readNumber(text) : text;
    const isStandIn = unread.has(column.key);
    const remark = textOf(form, `${column.key} remark`) || (isStandIn ? reason : '');
    if (isStandIn && reason.length < LEAST_REMARK) wrong.set(FILL_REASON, 'remark');
    const isFault = column.type === 'check' && value === 'fault';
    if (value === undefined) wrong.set(column.key, 'number');
    if (isFault && column.onFail !== null && remark.length < LEAST_REMARK) wrong.set(column.key, 'remark');
    const order = isFault && textOf(form, `${column.key} order`) === 'on';
    return value === undefined ? [] : [{ column: column.key, value, remark: remark === '' ? null : remark, order }];
  });
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, entries };
}

/** A number with a point or a comma; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  const plain = text.replace(/[−–]/g, '-').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
