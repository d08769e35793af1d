import type { WorkOrderKind } from '../../../gateway/domain/work-order.ts';
import type { OrderDraft, RepairRequest } from '../../data/order-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

export interface NewOrderSetting {
  readonly timeZone: string;
  readonly now: number;
}

/** What was typed, or the fields that cannot stand like that. */
export type ReadNew<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

const PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
const WAYS = ['phone', 'app', 'desk', 'visit', 'mail'] as const;
const LONGEST_TEXT = 400;

/** Reads a repair request: what, where, who. */
export function readRequest(form: FormData, setting: NewOrderSetting): ReadNew<RepairRequest> {
  const wrong = new Set<string>();
  const needed = (name: string): string => {
    const text = textOf(form, name);
    if (text === '') wrong.add(name);
    return text;
  };
  const value: RepairRequest = {
    ...{ item: needed('item').slice(0, LONGEST_TEXT), place: needed('place') },
    requester: { name: needed('name'), phone: textOf(form, 'phone'), via: oneOf(form, 'via', WAYS) },
    ...{ equipment: textOf(form, 'equipment') || null, priority: priorityOf(form) },
    appointmentAt: futureTime(form, 'appointmentAt', setting, wrong),
  };
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, value };
}

/** Reads an order somebody opens by hand. What the person types stands in both languages: it is a text of theirs. */
export function readDraft(
  form: FormData,
  kinds: readonly [WorkOrderKind, ...WorkOrderKind[]],
  setting: NewOrderSetting,
): ReadNew<OrderDraft> {
  const wrong = new Set<string>();
  const title = textOf(form, 'title').slice(0, LONGEST_TEXT);
  if (title === '') wrong.add('title');
  const description = textOf(form, 'description').slice(0, LONGEST_TEXT) || title;
  const kind = oneOf(form, 'kind', kinds);
  const [equipment, place] = [textOf(form, 'equipment') || null, textOf(form, 'place')];
  if (equipment === null && place === '') wrong.add('place');
  const deadlineAt = futureTime(form, 'deadlineAt', setting, wrong);
  if (kind === 'hazard' && deadlineAt === null) wrong.add('deadlineAt');
  const texts = { title: { en: title, zh: title }, description: { en: description, zh: description } };
  const value: OrderDraft = { kind, priority: priorityOf(form), ...texts, equipment, place, deadlineAt };
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, value };
}

const priorityOf = (form: FormData) => PRIORITIES.find((one) => one === textOf(form, 'priority')) ?? 'P3';

function oneOf<T extends string>(form: FormData, name: string, allowed: readonly [T, ...T[]]): T {
  return allowed.find((one) => one === textOf(form, name)) ?? allowed[0];
}

/** Empty: none. */
function futureTime(
  form: FormData,
  name: string,
  { timeZone, now }: NewOrderSetting,
  wrong: Set<string>,
): string | null {
  const text = textOf(form, name);
  if (text === '') return null;
  const ms = readSiteEntry(text, timeZone);
  if (ms === undefined || ms <= now) wrong.add(name);
  return new Date(ms ?? 0).toISOString();
}
