import type { Outcome } from '../../errors.ts';
import { bySystem, type Deed, eventOf, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import {
  BLANK_FIELDS,
  type CardChange,
  type CardCorrection,
  type CardDocument,
  type CardEntry,
  type CardField,
  type CardFields,
  cardFields,
  type EquipmentCard,
  mergedFields,
} from './equipment-card.ts';

type Card = DutyRecord<EquipmentCard>;
type Step = Outcome<RecordStep<EquipmentCard>>;

/** Documents, hand-written lines and months on one card; more are refused, which takes a lifetime. */
const MOST_LINES = 2000;
/** Corrections shown on the card; older ones are in its events. */
const MOST_CORRECTIONS = 200;

export const cardKey = (equipment: string): string => `card:${equipment}`;

/** The card of a machine nobody has written about yet, but for what the site file says. */
export function newCard(equipment: string, fields: CardChange, now: number): RecordDraft<EquipmentCard> {
  const known = mergedFields(BLANK_FIELDS, picked(fields, differences(BLANK_FIELDS, fields)));
  const event = eventOf(bySystem(now), { type: 'opened', detail: known });
  const body = { fields: known, documents: [], entries: [], reviews: [], corrections: [] };
  return { key: cardKey(equipment), subject: equipment, at: now, dueAt: null, body, event };
}

/** Fills what is empty from the site file. */
export function fillCard(card: Card, fields: CardChange, now: number): Step {
  const given = gapsFilledBy(card, fields);
  if (given.length === 0) return notNow('nothing is empty that is known');
  const filled = picked(fields, given);
  const body = { ...card.body, fields: mergedFields(card.body.fields, filled) };
  return stepped(card, body, bySystem(now), { type: 'filled', detail: filled });
}

/** Empty fields of a card in use that the site file knows. */
export const gapsFilledBy = (card: Card, fields: CardChange): readonly CardField[] =>
  card.state !== 'open'
    ? []
    : differences(card.body.fields, fields).filter((field) => card.body.fields[field] === null);

/** Changes what the card says. What was there before stays to be seen, so it needs a reason; writing into an empty field does not. */
export function changeCard(
  card: Card,
  change: { readonly fields: CardChange; readonly reason: string | null },
  deed: Deed,
): Step {
  if (card.state !== 'open') return notNow('a retired machine takes history and documents only');
  const { fields } = card.body;
  const changed = differences(fields, change.fields);
  if (changed.length === 0) return notNow('nothing is different from what the card says');
  const overwritten = changed.filter((field) => fields[field] !== null);
  const reason = change.reason?.trim() ?? '';
  if (overwritten.length > 0 && reason === '') return notNow(`changing ${overwritten.join(', ')} needs a reason`);
  const corrections = overwritten.map(
    (field): CardCorrection => ({ field, before: fields[field] ?? '', at: deed.at, by: deed.actor, reason }),
  );
  const given = picked(change.fields, changed);
  const body = {
    ...card.body,
    fields: mergedFields(fields, given),
    corrections: [...card.body.corrections, ...corrections].slice(-MOST_CORRECTIONS),
  };
  const detail = { before: picked(fields, changed), after: given };
  const type = overwritten.length > 0 ? 'corrected' : 'filled';
  return stepped(card, body, deed, { type, note: reason || null, detail });
}

/** Adds a paper. */
export function attachDocument(
  card: Card,
  document: Pick<CardDocument, 'kind' | 'title' | 'sha256' | 'url'>,
  deed: Deed,
): Step {
  const { documents } = card.body;
  if (documents.length >= MOST_LINES) return notNow('the card is full');
  if ((document.sha256 === null) === (document.url === null)) return notNow('either a file or an address');
  const added = { ...document, id: documents.length + 1, addedAt: deed.at, addedBy: deed.actor, withdrawn: null };
  const body = { ...card.body, documents: [...documents, added] };
  return stepped(card, body, deed, { type: 'document-added', note: document.title, detail: added });
}

/** Says that a paper no longer counts; it stays on the card. */
export function withdrawDocument(card: Card, wish: { readonly id: number; readonly reason: string }, deed: Deed): Step {
  const document = card.body.documents.find(({ id }) => id === wish.id);
  if (!document) return notNow('no such document on this card');
  if (document.withdrawn) return notNow('it was withdrawn before');
  const withdrawn = { at: deed.at, by: deed.actor, reason: wish.reason };
  const documents = card.body.documents.map((one) => (one.id === wish.id ? { ...one, withdrawn } : one));
  const saying = { type: 'document-withdrawn', note: wish.reason, detail: document };
  return stepped(card, { ...card.body, documents }, deed, saying);
}

/** Writes a line of history by hand; also on the card of a retired machine. It may not lie in the future. */
export function writeEntry(card: Card, entry: Pick<CardEntry, 'kind' | 'at' | 'text' | 'order'>, deed: Deed): Step {
  const { entries } = card.body;
  if (entries.length >= MOST_LINES) return notNow('the card is full');
  if (entry.at > deed.at) return notNow('what has not happened yet is no history');
  const added = { ...entry, id: entries.length + 1, writtenAt: deed.at, by: deed.actor };
  const saying = { type: 'entry', note: entry.text, detail: added };
  return stepped(card, { ...card.body, entries: [...entries, added] }, deed, saying);
}

/** Marks a month as looked through, once. `thisMonth` is the site's; a month that has not begun cannot be reviewed. */
export function reviewCard(
  card: Card,
  wish: { readonly month: string; readonly thisMonth: string; readonly remark: string | null },
  deed: Deed,
): Step {
  const { reviews } = card.body;
  if (wish.month > wish.thisMonth) return notNow('that month has not begun');
  if (reviews.some(({ month }) => month === wish.month)) return notNow('that month was reviewed before');
  if (reviews.length >= MOST_LINES) return notNow('the card is full');
  const review = { month: wish.month, at: deed.at, by: deed.actor, remark: wish.remark };
  const saying = { type: 'reviewed', note: wish.remark, detail: review };
  return stepped(card, { ...card.body, reviews: [...reviews, review] }, deed, saying);
}

/** The machine serves no more. Its card stays, and it is not counted from now on. */
export function retireCard(card: Card, reason: string, deed: Deed): Step {
  if (card.state !== 'open') return notNow('it was retired before');
  return stepped(card, card.body, deed, { type: 'retired', note: reason }, { state: 'done' });
}

/** Fields of `given` that say something else than the card. */
const differences = (fields: CardFields, given: CardChange): CardField[] =>
  cardFields.keyof().options.filter((field) => given[field] !== undefined && given[field] !== fields[field]);

const picked = (fields: CardChange, names: readonly CardField[]): Record<string, string | number | null> =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
