import type { MeterExchange } from '../../data/api.ts';
import { readSiteEntry } from '../../format/site-entry.ts';

export type ExchangeField = 'tag' | 'at' | 'final' | 'start' | 'note';

/** What was typed, or the fields that cannot stand like that. */
export type ReadExchange =
  | { readonly ok: true; readonly exchange: MeterExchange }
  | { readonly ok: false; readonly wrong: ReadonlySet<ExchangeField> };

const LEAST_NOTE = 3;

/** Reads the form of an exchange; times are those of the site. */
export function readExchange(form: FormData, timeZone: string): ReadExchange {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const tag = text('tag');
  const at = readSiteEntry(text('at'), timeZone);
  const finalReading = reading(text('final'));
  const startReading = reading(text('start'));
  const note = text('note');
  const wrong = new Set<ExchangeField>();
  if (tag === '') wrong.add('tag');
  if (finalReading === undefined) wrong.add('final');
  if (startReading === undefined) wrong.add('start');
  if (note.length < LEAST_NOTE) wrong.add('note');
  if (at === undefined) wrong.add('at');
  if (wrong.size > 0 || at === undefined || finalReading === undefined || startReading === undefined)
    return { ok: false, wrong };
  const serial = (name: string): string | null => text(name) || null;
  const serials = { serialBefore: serial('serialBefore'), serialAfter: serial('serialAfter') };
  return { ok: true, exchange: { tag, at: new Date(at).toISOString(), finalReading, startReading, ...serials, note } };
}

/** Thousands may be separated; a comma is never a decimal point here. */
function reading(text: string): number | undefined {
  const digits = text.replace(/[\s,]/g, '');
  return /^\d+(\.\d+)?$/.test(digits) ? Number(digits) : undefined;
}
