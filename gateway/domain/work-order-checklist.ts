import type { ChecklistAnswer, ChecklistItem } from './work-order-content.ts';
import type { FilledItem } from './work-order-request.ts';

/** What somebody did not answer, or not enough. */
export interface OpenItem {
  readonly item: ChecklistItem;
  readonly needs: 'answer' | 'comment' | 'photo';
}

/** 2.2 − 2 is more than 0.2 to a computer. */
const ROUNDING = 1e-9;

/** An answer as it is kept, or why it is none: the words are for the caller of the interface. */
export function answerOf(
  item: ChecklistItem,
  filled: FilledItem,
  who: { readonly at: number; readonly by: string },
): ChecklistAnswer | string {
  const { value, note = null, file = null, live = null } = filled;
  const problem = valueProblem(item, value, file);
  if (problem) return `${item.id}: ${problem}`;
  const isBad = isBadValue(item, value);
  const isDoubtful =
    item.tolerance !== null &&
    live !== null &&
    typeof value === 'number' &&
    Math.abs(value - live) > item.tolerance + ROUNDING;
  return { item: item.id, value, note: note?.trim() || null, file, live, isBad, isDoubtful, ...who };
}

function valueProblem(item: ChecklistItem, value: FilledItem['value'], file: string | null): string | undefined {
  switch (item.kind) {
    case 'check':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'a number';
    case 'choice':
      return item.options.some(({ id }) => id === value)
        ? undefined
        : `one of ${item.options.map(({ id }) => id).join(', ')}`;
    case 'photo':
    case 'signature':
      return file === null ? 'a file' : undefined;
    case 'text':
    case 'scan':
      return typeof value === 'string' && value !== '' ? undefined : 'a text';
  }
}

function isBadValue({ kind, min, max }: ChecklistItem, value: FilledItem['value']): boolean {
  if (kind === 'check') return value === false;
  if (typeof value !== 'number') return false;
  return (min !== null && value < min) || (max !== null && value > max);
}

/** Answers with a newer one in place of an older of the same item. */
export function withAnswers(
  before: readonly ChecklistAnswer[],
  fresh: readonly ChecklistAnswer[],
): readonly ChecklistAnswer[] {
  const replaced = new Set(fresh.map(({ item }) => item));
  return [...before.filter(({ item }) => !replaced.has(item)), ...fresh];
}

/** Whether an item is to be answered at all, as the others are answered now. An item of a condition that is not met asks nothing. */
export function isAsked(
  { condition }: ChecklistItem,
  items: readonly ChecklistItem[],
  answers: readonly ChecklistAnswer[],
): boolean {
  // A chain cannot be longer than there are items, however they refer to each other.
  let next = condition;
  for (let depth = 0; next !== null && depth < items.length; depth += 1) {
    const { item: wanted, is } = next;
    const answer = answers.find(({ item }) => item === wanted);
    if (!answer || String(answer.value) !== is) return false;
    next = items.find(({ id }) => id === wanted)?.condition ?? null;
  }
  return true;
}

/** What is missing before the work can be called done, in the order of the list. */
export function openItems(items: readonly ChecklistItem[], answers: readonly ChecklistAnswer[]): readonly OpenItem[] {
  return items.flatMap((item): OpenItem[] => {
    if (!isAsked(item, items, answers)) return [];
    const answer = answers.find((one) => one.item === item.id);
    if (!answer) return item.required ? [{ item, needs: 'answer' }] : [];
    if (!answer.isBad) return [];
    if (item.onFail === 'comment' && answer.note === null) return [{ item, needs: 'comment' }];
    if (item.onFail === 'photo' && answer.file === null) return [{ item, needs: 'photo' }];
    return [];
  });
}

/** Nothing asked is unanswered, and nothing is bad. */
export const allPass = (items: readonly ChecklistItem[], answers: readonly ChecklistAnswer[]): boolean =>
  items.length > 0 && openItems(items, answers).length === 0 && answers.every(({ isBad }) => !isBad);

/** Bad answers of items that ask for an order of their own. */
export function findingsOf(
  items: readonly ChecklistItem[],
  answers: readonly ChecklistAnswer[],
): readonly { readonly item: ChecklistItem; readonly answer: ChecklistAnswer }[] {
  return items.flatMap((item) => {
    const answer = answers.find((one) => one.item === item.id && one.isBad);
    return answer && item.onFail === 'order' && isAsked(item, items, answers) ? [{ item, answer }] : [];
  });
}
