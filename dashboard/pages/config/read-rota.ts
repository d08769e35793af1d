import type { SiteEdit } from '../../data/config-api.ts';
import { linesOf, wordsOf } from './rota-entries.ts';

export type ReadRota =
  | { readonly ok: true; readonly edit: SiteEdit }
  | { readonly ok: false; readonly wrong: ReadonlySet<string> };

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
const UNITS = ['days', 'weeks', 'hours'];

type TextOf = (name: string) => string;
const textIn =
  (form: FormData): TextOf =>
  (name) =>
    String(form.get(name) ?? '').trim();

const refuse = (wrong: Iterable<string>): ReadRota => ({ ok: false, wrong: new Set(wrong) });

/** A roster: in turn, or by a pattern of shifts. `id`: of one that is there. */
export function readRotation(form: FormData, id: string | undefined): ReadRota {
  const text = textIn(form);
  const own = id ?? text('id');
  const wrong = [
    ...(ID.test(own) ? [] : ['id']),
    ...['titleEn', 'titleZh', 'start'].filter((name) => text(name) === ''),
  ];
  const isPattern = form.has('shifts');
  const parts = isPattern ? patternIn(text) : turnsIn(text);
  if (parts === undefined) wrong.push(isPattern ? 'days' : 'members');
  if (wrong.length > 0) return refuse(wrong);
  const title = { en: text('titleEn'), zh: text('titleZh') };
  return {
    ok: true,
    edit: { kind: 'put-on-call', list: 'rotations', id: own, entry: { title, start: text('start'), ...parts } },
  };
}

function turnsIn(text: TextOf) {
  const [members, count, unit] = [linesOf(text('members')), Number(text('count')), text('unit')];
  if (members.length === 0 || !Number.isInteger(count) || count < 1 || !UNITS.includes(unit)) return undefined;
  // The other units are taken away: a turn has one.
  const every = Object.fromEntries(UNITS.map((one) => [one, one === unit ? count : null]));
  return { handoff: text('handoff'), every, members: [...members] };
}

function patternIn(text: TextOf) {
  const shifts = [...linesOf(text('shifts'))];
  const days = linesOf(text('days')).map((line) => wordsOf(line).map((word) => (word === '-' ? null : word)));
  if (shifts.length === 0 || days.length === 0 || days.some((day) => day.length !== shifts.length)) return undefined;
  return { pattern: { shifts, days } };
}

/** Somebody who can be told: each line of contacts is a channel and, where it needs one, an address. */
export function readPerson(form: FormData, id: string | undefined): ReadRota {
  const text = textIn(form);
  const own = id ?? text('id');
  const wrong = [...(ID.test(own) ? [] : ['id']), ...(text('name') === '' ? ['name'] : [])];
  if (wrong.length > 0) return refuse(wrong);
  const contacts = linesOf(text('contacts')).map((line) => {
    const [channel = '', ...address] = line.split(/\s+/);
    return address.length > 0 ? { channel, address: address.join(' ') } : { channel };
  });
  const entry = { name: text('name'), language: text('language'), contacts };
  return { ok: true, edit: { kind: 'put-on-call', list: 'people', id: own, entry } };
}

const MATCHES = ['priorities', 'systems', 'equipmentClasses', 'equipment', 'conditions'] as const;

/** What a route asks for and who tells it. Keys that the form does not show stay as they were. */
export function readRoute(form: FormData, present: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = textIn(form);
  const { match: before, policy: _, goesOn: __, ...rest } = present;
  const match = { ...Object(before) };
  for (const name of MATCHES) {
    const words = wordsOf(text(name));
    if (words.length > 0) match[name] = words;
    else delete match[name];
  }
  const policy = text('policy');
  return {
    match,
    ...(policy === '' ? {} : { policy }),
    ...(text('goesOn') === 'true' ? { goesOn: true } : {}),
    ...rest,
  };
}
