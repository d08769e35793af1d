import type { Outcome } from '../../errors.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import type { LevelDone, MaintenanceTask, TaskAnswer, TaskItem } from './maintenance-task.ts';

export type TaskRecord = DutyRecord<MaintenanceTask>;
type Step = Outcome<RecordStep<MaintenanceTask>>;

/** What somebody says of one item. */
export interface ItemSaying extends Pick<TaskAnswer, 'item' | 'result' | 'value' | 'note' | 'file'> {
  /** Why it is said differently than before. */
  readonly reason: string | null;
}

/** Nobody looks at an item faster than this; a sheet that is filled faster on the average is marked. */
const LEAST_ITEM_MS = 5_000;

/** What a machine said at a moment; null: nothing that may be shown. */
export interface Heard {
  readonly tag: string;
  readonly value: number | null;
}

/**
 * Writes down what was found. Not once somebody has signed: then it goes back first. With the first answer the work
 * has begun: what the machines say then is what they said before it.
 */
export function fillTask(
  record: TaskRecord,
  sayings: readonly ItemSaying[],
  deed: Deed,
  heard: readonly Heard[] = [],
): Step {
  if (record.state !== 'open') return notNow('it is closed; write an addendum');
  if (record.body.signatures.length > 0) return notNow('it is signed; send it back first');
  let answers = record.body.answers;
  for (const saying of sayings) {
    const item = record.body.items.find(({ id }) => id === saying.item);
    if (!item) return notNow(`there is no item ${saying.item}`);
    const wrong = problemOf(item, saying, answers);
    if (wrong) return notNow(`${item.id}: ${wrong}`);
    answers = withAnswer(answers, saying, deed);
  }
  const isFirst = record.body.answers.length === 0;
  const readings = isFirst ? heardBefore(record.body.readings, heard) : record.body.readings;
  const body = { ...record.body, answers, readings, isHurried: isHurried({ ...record.body, answers }) };
  return stepped(record, body, deed, { type: 'filled', detail: sayings.map((one) => ({ ...one })) });
}

function heardBefore(readings: MaintenanceTask['readings'], heard: readonly Heard[]): MaintenanceTask['readings'] {
  const now = new Map(heard.map(({ tag, value }) => [tag, value]));
  return readings.map((reading) => ({ ...reading, before: now.get(reading.tag) ?? reading.before }));
}

function problemOf(
  item: TaskItem,
  { result, value, note, reason }: ItemSaying,
  answers: readonly TaskAnswer[],
): string | undefined {
  if (result === 'fault' && !note) return 'a fault needs a note';
  if (item.kind === 'measure' && result !== 'none' && value === null) return 'the value is missing';
  if (result === 'ok' && value !== null && !isInRange(value, item.range))
    return 'the value is outside of what is accepted';
  const before = answers.find((one) => one.item === item.id);
  return before && !reason ? 'it was answered already; a correction needs a reason' : undefined;
}

export function isInRange(value: number, range: TaskItem['range']): boolean {
  if (!range) return true;
  const [least, most] = range;
  return value >= (least ?? Number.NEGATIVE_INFINITY) && value <= (most ?? Number.POSITIVE_INFINITY);
}

function withAnswer(answers: readonly TaskAnswer[], saying: ItemSaying, { actor, at }: Deed): TaskAnswer[] {
  const { reason, ...said } = saying;
  const before = answers.find(({ item }) => item === saying.item);
  const former = before && [{ ...formerOf(before), reason }];
  const answer = {
    ...said,
    at,
    by: actor,
    order: before?.order ?? null,
    replaced: [...(before?.replaced ?? []), ...(former ?? [])],
  };
  return before ? answers.map((one) => (one === before ? answer : one)) : [...answers, answer];
}

const formerOf = ({ result, value, note, at, by }: TaskAnswer) => ({ result, value, note, at, by });

/** "All in order" in one stroke is not looking. Items the machine does not have are not looked at. */
function isHurried({ answers }: MaintenanceTask): boolean {
  const looked = answers.filter(({ result }) => result !== 'none');
  if (looked.length < 5) return false;
  const times = looked.map(({ at }) => at);
  return Math.max(...times) - Math.min(...times) < (looked.length - 1) * LEAST_ITEM_MS;
}

/** Items that nobody has answered. */
export const unanswered = ({ items, answers }: MaintenanceTask): readonly TaskItem[] =>
  items.filter(({ id }) => !answers.some(({ item }) => item === id));

/** Somebody who did it signs; each once, and only what is complete. */
export function signTask(record: TaskRecord, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is closed');
  const missing = unanswered(record.body);
  if (missing.length > 0) return notNow(`not answered: ${namesOf(missing)}`);
  const { signatures } = record.body;
  if (signatures.some(({ by }) => by === deed.actor)) return notNow('you have signed already');
  const body = { ...record.body, signatures: [...signatures, { by: deed.actor, at: deed.at }] };
  return stepped(record, body, deed, { type: 'signed' });
}

const MOST_NAMES = 8;
function namesOf(items: readonly TaskItem[]): string {
  const names = items.slice(0, MOST_NAMES).map(({ id }) => id);
  return items.length > MOST_NAMES ? `${names.join(', ')} … (${items.length} in all)` : names.join(', ');
}

/** The record is not good enough: what was signed is signed no more. */
export function sendTaskBack(record: TaskRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is closed');
  if (record.body.signatures.length === 0) return notNow('nobody has signed it');
  return stepped(record, { ...record.body, signatures: [] }, deed, { type: 'sent-back', note: reason });
}

/** What the engine knows at the moment of acceptance. */
export interface Acceptance {
  /** Local day on which the last of those who did it signed. */
  readonly doneOn: string;
  readonly hours: number | null;
  readonly after: readonly Heard[];
  /** Levels that this one contains, itself among them. */
  readonly levels: readonly string[];
  /** When each level was done last, before this. */
  readonly before: readonly LevelDone[];
  readonly note: string | null;
}

/** Somebody who did not do it accepts it: from now on it is done, and takes only addenda. */
export function acceptTask(record: TaskRecord, acceptance: Acceptance, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow('it is closed');
  const missing = unanswered(body);
  if (missing.length > 0) return notNow(`not answered: ${namesOf(missing)}`);
  if (body.signatures.length < body.people) {
    return notNow(`${body.people} people sign that they did it; ${body.signatures.length} have`);
  }
  if (body.signatures.some(({ by }) => by === deed.actor)) return notNow('who did it does not accept it');
  const { doneOn, hours, note } = acceptance;
  const after = new Map(acceptance.after.map(({ tag, value }) => [tag, value]));
  const accepted = {
    ...body,
    ...{ doneOn, hours, accepted: { by: deed.actor, at: deed.at, note } },
    isLate: doneOn > body.until,
    readings: body.readings.map((reading) => ({ ...reading, after: after.get(reading.tag) ?? null })),
    ledger: ledgerAfter(acceptance),
  };
  return stepped(record, accepted, deed, { type: 'accepted', note, detail: { doneOn, hours } }, { state: 'done' });
}

/** A deeper level contains those before it, so that they were done with it. */
function ledgerAfter({ levels, before, doneOn, hours }: Acceptance): LevelDone[] {
  const others = before.filter(({ level }) => !levels.includes(level));
  return [...levels.map((level) => ({ level, day: doneOn, hours })), ...others];
}

/** To another day, with a reason. What law asks for stays due on its day and counts as late when it is done after it. */
export function moveTask(record: TaskRecord, to: string, reason: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open') return notNow('it is closed');
  if (to === body.plannedFor) return notNow('it is planned for that day');
  const move = { from: body.plannedFor, to, reason, by: deed.actor, at: deed.at };
  const moved = { ...body, plannedFor: to, moves: [...body.moves, move] };
  return stepped(record, moved, deed, { type: 'moved', note: reason, detail: { to } });
}

/** Not this time. What law asks for can only be moved. */
export function cancelTask(record: TaskRecord, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return notNow('it is closed');
  if (record.body.statutory) return notNow('what law asks for is not cancelled; move it, with the reason');
  return stepped(record, { ...record.body, reason }, deed, { type: 'cancelled', note: reason }, { state: 'cancelled' });
}

/** Something to add to a closed record; what stands there stays. */
export function addToTask(record: TaskRecord, text: string, deed: Deed): Step {
  if (record.state === 'open') return notNow('it is still open; correct it instead');
  const addenda = [...record.body.addenda, { by: deed.actor, at: deed.at, text }];
  return stepped(record, { ...record.body, addenda }, deed, { type: 'addendum', note: text });
}

/** Its work order, or that of a fault that was found. */
export function linkOrder(record: TaskRecord, order: number, item: string | null, deed: Deed): Step {
  const { body } = record;
  const answers = body.answers.map((one) => (one.item === item ? { ...one, order } : one));
  const linked = item === null ? { ...body, order } : { ...body, answers };
  return stepped(record, linked, deed, { type: 'order', detail: { order, item } });
}

/** It has not been done in time. */
export function markOverdue(record: TaskRecord, deed: Deed): Step {
  if (record.state !== 'open' || record.body.overdueSince !== null) return notNow('it is overdue already, or closed');
  return stepped(record, { ...record.body, overdueSince: deed.at }, deed, { type: 'overdue' });
}

/** A later turn of a statutory plan went by as well. */
export function markPassed(record: TaskRecord, slot: string, deed: Deed): Step {
  const { body } = record;
  if (record.state !== 'open' || body.passed.includes(slot)) return notNow('it is noted already, or closed');
  return stepped(record, { ...body, passed: [...body.passed, slot] }, deed, { type: 'turn-passed', detail: { slot } });
}

/** Why it was opened out of its turn. */
export function noteReason(record: TaskRecord, note: string, deed: Deed): Step {
  return stepped(record, record.body, deed, { type: 'asked', note });
}
