import type { TaskDeed } from '../../data/maintenance-api.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';
import { readNumber } from './months.ts';

export type FilledItem = Extract<TaskDeed, { step: 'fill' }>['answers'][number];

const RESULTS = ['ok', 'fault', 'none'] as const;

/** The items of which a result was chosen; the gateway says what is missing of each. */
export function readItems(form: FormData, items: readonly { readonly id: string }[]): FilledItem[] {
  return items.flatMap(({ id }) => {
    const result = RESULTS.find((one) => one === textOf(form, `result ${id}`));
    if (!result) return [];
    const value = readNumber(textOf(form, `value ${id}`)) ?? null;
    return [{ item: id, result, value, note: textOf(form, `note ${id}`) || null }];
  });
}
