import type { CardField, CardFields } from '../../../gateway/domain/duty/equipment/equipment-card.ts';
import type { CardDeeds } from '../../data/register-api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';
import { textOf } from '../../panels/form-dialog/read-text.ts';

/** What was typed, or the fields that cannot stand like that. */
export type ReadForm<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

/** The fields of a card in the order they are written, and how each is typed. */
export const CARD_FIELDS: readonly {
  readonly name: CardField;
  readonly kind: 'line' | 'passage' | 'date' | 'number' | 'grade';
}[] = [
  { name: 'number', kind: 'line' },
  { name: 'serial', kind: 'line' },
  { name: 'madeOn', kind: 'date' },
  { name: 'commissionedOn', kind: 'date' },
  { name: 'originalValue', kind: 'number' },
  { name: 'switchPosition', kind: 'line' },
  { name: 'responsible', kind: 'line' },
  { name: 'contractor', kind: 'line' },
  { name: 'contractorPhone', kind: 'line' },
  { name: 'warrantyUntil', kind: 'date' },
  { name: 'cycleDays', kind: 'number' },
  { name: 'inspectionDueOn', kind: 'date' },
  { name: 'criticality', kind: 'grade' },
  { name: 'ratedData', kind: 'passage' },
  { name: 'lubricants', kind: 'passage' },
  { name: 'wearParts', kind: 'passage' },
];

const DATE = /^\d{4}-\d\d-\d\d$/;

/** Reads a card: only what is different from what it says now; emptied fields are nobody's knowledge any more. */
export function readCard(form: FormData, now: CardFields): ReadForm<Pick<CardDeeds['change'], 'fields' | 'reason'>> {
  const wrong = new Set<string>();
  const changed: Record<string, string | number | null> = {};
  let isOverwriting = false;
  for (const { name, kind } of CARD_FIELDS) {
    const text = textOf(form, name);
    const value = text === '' ? null : kind === 'number' ? Number(text.replace(',', '.')) : text;
    if (kind === 'date' && text !== '' && (!DATE.test(text) || Number.isNaN(Date.parse(text)))) wrong.add(name);
    if (typeof value === 'number' && (!Number.isFinite(value) || value < 0)) wrong.add(name);
    if (value === now[name]) continue;
    changed[name] = value;
    isOverwriting ||= now[name] !== null;
  }
  const reason = textOf(form, 'reason');
  if (Object.keys(changed).length === 0) wrong.add('nothing');
  if (isOverwriting && reason.length < LEAST_REASON) wrong.add('reason');
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, value: { fields: changed, reason: reason || null } };
}

const LEAST_REASON = 3;
const ENTRY_KINDS = ['fault', 'repair', 'part', 'rebuild', 'inspection', 'other'] as const;
const DOCUMENT_KINDS = ['manual', 'drawing', 'certificate', 'contract', 'photo', 'other'] as const;

/** Reads a line of history; its time is of the site and has passed. */
export function readEntry(
  form: FormData,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): ReadForm<CardDeeds['write-entry']> {
  const wrong = new Set<string>();
  const at = readSiteEntry(textOf(form, 'at'), timeZone);
  if (at === undefined || at > now) wrong.add('at');
  const text = textOf(form, 'text');
  if (text === '') wrong.add('text');
  const order = Number(textOf(form, 'order') || 0);
  if (!Number.isInteger(order) || order < 0) wrong.add('order');
  const kind = ENTRY_KINDS.find((one) => one === textOf(form, 'kind')) ?? 'other';
  const value = { kind, at: new Date(at ?? 0).toISOString(), text, order: order > 0 ? order : null };
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, value };
}

/** Reads a paper: a file that was sent, or an address. */
export function readDocument(form: FormData, sha256: string | undefined): ReadForm<CardDeeds['attach-document']> {
  const wrong = new Set<string>();
  const title = textOf(form, 'title');
  const url = textOf(form, 'url');
  if (title === '') wrong.add('title');
  if (sha256 === undefined && !/^https?:\/\/\S+$/.test(url)) wrong.add('url');
  const kind = DOCUMENT_KINDS.find((one) => one === textOf(form, 'kind')) ?? 'other';
  const kept = sha256 === undefined ? { sha256: null, url } : { sha256, url: null };
  return wrong.size > 0 ? { ok: false, wrong } : { ok: true, value: { kind, title, ...kept } };
}
