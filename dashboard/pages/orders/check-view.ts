import { isAsked, openItems } from '../../../gateway/domain/work-order-checklist.ts';
import type { ChecklistItem } from '../../../gateway/domain/work-order-content.ts';
import type { Transition, WireOrder } from '../../data/order-api.ts';

export type WireAnswer = WireOrder['answers'][number];
export type CheckNeed = 'answer' | 'comment' | 'photo';

/** One item as it stands now. */
export interface CheckRow {
  readonly item: ChecklistItem;
  readonly answer: WireAnswer | undefined;
  /** What is missing before the work can be called done. */
  readonly needs: CheckNeed | undefined;
}

/** The items that are asked now, in the order of the list. */
export function checkRows(order: Pick<WireOrder, 'checklist' | 'answers'>): readonly CheckRow[] {
  const answers = order.answers.map((answer) => ({ ...answer, at: Date.parse(answer.at) }));
  const needs = new Map(openItems(order.checklist, answers).map((open) => [open.item.id, open.needs]));
  return order.checklist
    .filter((item) => isAsked(item, order.checklist, answers))
    .map((item) => ({
      item,
      answer: order.answers.find((one) => one.item === item.id),
      needs: needs.get(item.id),
    }));
}

/** How many are answered as they should be, of how many. */
export function checkCount(rows: readonly CheckRow[]): { readonly done: number; readonly all: number } {
  return { done: rows.filter(({ answer, needs }) => answer && !needs).length, all: rows.length };
}

export type Filled = NonNullable<Transition['answers']>[number];

/** What an item wants to be, `4.2 to 6.5 MPa`; empty where it does not say. */
export function rangeOf({ min, max, unit }: Pick<ChecklistItem, 'min' | 'max' | 'unit'>): string {
  if (min === null && max === null) return '';
  const bounds = min === null ? `≤ ${max}` : max === null ? `≥ ${min}` : `${min} – ${max}`;
  return unit === '' ? bounds : `${bounds}\u2009${unit}`;
}

/** A number as people type it, with a comma or a point; undefined for what is none. */
export function readNumber(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.').replace('−', '-'));
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}
