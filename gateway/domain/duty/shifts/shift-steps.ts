import type { Outcome } from '../../errors.ts';
import { type Deed, eventOf, notNow, stepped } from '../deed.ts';
import type { DutyRecord, RecordStep } from '../record.ts';
import type { Presence, Shift, ShiftPerson } from './shift.ts';

export type ShiftRecord = DutyRecord<Shift>;
type ShiftStep = Outcome<RecordStep<Shift>>;

/** People come so long before it begins. */
const EARLIEST_MS = 2 * 3_600_000;

/** Somebody's name, from the plan where it has him. */
export interface Comer {
  readonly person: string;
  readonly name: string;
}

export const isPlanned = ({ people }: Pick<Shift, 'people'>, person: string): boolean =>
  people.some((one) => one.person === person);

export const presenceOf = ({ presence }: Pick<Shift, 'presence'>, person: string): Presence | undefined =>
  presence.find((one) => one.person === person);

/** Who has come and not gone home. */
export const present = ({ presence }: Pick<Shift, 'presence'>): readonly Presence[] =>
  presence.filter(({ state }) => state !== 'left');

/** Somebody has come to the shift. Twice is as good as once. */
export function arrive(record: ShiftRecord, { person, name }: Comer, deed: Deed): ShiftStep {
  const { body, state } = record;
  if (state !== 'open') return notNow('this shift is over');
  if (deed.at < body.startsAt - EARLIEST_MS) return notNow('this shift does not begin yet');
  if (presenceOf(body, person)?.state === 'here') return notNow('you are here already');
  const isStandIn = !isPlanned(body, person);
  const entry: Presence = {
    ...{ person, name, state: 'here', since: deed.at, place: null, agreedBy: null, backUntil: null, isStandIn },
  };
  return stepped(record, withPresence(body, entry), deed, { type: 'arrived', detail: { person, isStandIn } });
}

export interface Leave {
  readonly place: string;
  /** A colleague who stays; null where nobody else is there, which is said on the screen. */
  readonly agreedBy: string | null;
  readonly backAt: number | null;
}

/** Somebody leaves the duty room for a round or a reading, and a colleague of the shift knows. */
export function leave(record: ShiftRecord, { person, name }: Comer, wish: Leave, deed: Deed): ShiftStep {
  const { body, state } = record;
  if (state !== 'open') return notNow('this shift is over');
  const own = presenceOf(body, person);
  if (own?.state !== 'here') return notNow('only who is here can leave the room');
  const others = body.presence.filter((one) => one.person !== person && one.state === 'here');
  const isTold = others.some((one) => one.person === wish.agreedBy);
  if (others.length > 0 && !isTold)
    return notNow(`tell a colleague who stays: ${others.map((one) => one.name).join(', ')}`);
  if (others.length === 0 && wish.agreedBy !== null) return notNow('that colleague is not in the room');
  const { place, agreedBy, backAt } = wish;
  const entry: Presence = { ...own, name, state: 'away', since: deed.at, place, agreedBy, backUntil: backAt };
  const detail = { person, place, agreedBy, backAt, isRoomEmpty: others.length === 0 };
  return stepped(record, withPresence(body, entry), deed, { type: 'left-room', detail });
}

/** Back in the room. */
export function comeBack(record: ShiftRecord, { person }: Comer, deed: Deed): ShiftStep {
  const { body, state } = record;
  if (state !== 'open') return notNow('this shift is over');
  const own = presenceOf(body, person);
  if (own?.state !== 'away') return notNow('only who has left the room can come back');
  const entry: Presence = { ...own, state: 'here', since: deed.at, place: null, agreedBy: null, backUntil: null };
  return stepped(record, withPresence(body, entry), deed, { type: 'came-back', detail: { person } });
}

/** All equipment looked at. After the hour it is late, and says so by its time. */
export function checkEquipment(record: ShiftRecord, { person }: Comer, note: string, deed: Deed): ShiftStep {
  const { body, state } = record;
  if (state !== 'open') return notNow('this shift is over');
  if (!body.check) return notNow('this shift has no such check');
  if (body.check.doneAt !== null) return notNow('that was done already');
  const check = { ...body.check, doneAt: deed.at, by: person, note };
  return stepped(record, { ...body, check }, deed, { type: 'checked', note: note || null });
}

/** The hour has passed and nobody has said that the equipment was looked at. */
export function missCheck(record: ShiftRecord, deed: Deed): ShiftStep {
  const { body } = record;
  if (!body.check || body.check.doneAt !== null || body.check.isMissed) return notNow('nothing is missed');
  return stepped(record, { ...body, check: { ...body.check, isMissed: true } }, deed, { type: 'check-missed' });
}

/** Somebody else is to come than was planned. Who has come stays in the record. */
export function replan(record: ShiftRecord, people: readonly ShiftPerson[], deed: Deed): ShiftStep {
  const { body } = record;
  const detail = { people: people.map(({ person }) => person), before: body.people.map(({ person }) => person) };
  return stepped(record, { ...body, people: [...people] }, deed, { type: 'replanned', detail });
}

/** Words added to a shift that is over. */
export function addAddendum(record: ShiftRecord, text: string, deed: Deed): ShiftStep {
  const { body, state, dueAt } = record;
  if (state === 'open') return notNow('write it into the handover; the shift is not over');
  const addenda = [...body.addenda, { by: deed.actor, at: deed.at, text }];
  return {
    ok: true,
    value: { state, dueAt, body: { ...body, addenda }, event: eventOf(deed, { type: 'addendum', note: text }) },
  };
}

function withPresence(body: Shift, entry: Presence): Shift {
  const others = body.presence.filter(({ person }) => person !== entry.person);
  return { ...body, presence: [...others, entry] };
}
