import { type Outcome, refused } from '../../errors.ts';
import { type Deed, notNow, stepped } from '../deed.ts';
import type { RecordStep } from '../record.ts';
import type { HandoverReport } from './handover-report.ts';
import type { HandCheck, HandCheckName, Handover, HandoverBlock, HandPart, Shift, ShiftSignature } from './shift.ts';
import { EMPTY_HAND } from './shift-draft.ts';
import { type Comer, isPlanned, presenceOf, type ShiftRecord } from './shift-steps.ts';

type ShiftStep = Outcome<RecordStep<Shift>>;

/** What stands for or against a handover at this moment. */
export interface HandoverFacts {
  readonly runningPlaybooks: number;
  readonly unacknowledgedP1: number;
  /** People of the relief who have come, the one who signs included. */
  readonly incoming: number;
}

/** Why the shift may not be handed over now, in the order they are told; empty: it may. */
export function handoverBlocks(body: Shift, facts: HandoverFacts): readonly HandoverBlock[] {
  const blocks: HandoverBlock[] = [];
  if (facts.runningPlaybooks > 0) blocks.push('playbook');
  if (facts.unacknowledgedP1 > 0) blocks.push('p1');
  if (body.handover && body.handover.hand.switching !== '') blocks.push('switching');
  if (facts.incoming < body.minimum) blocks.push('people');
  return blocks;
}

/** The program has made the handover and opens it. */
export function openHandover(record: ShiftRecord, report: HandoverReport, deed: Deed): ShiftStep {
  if (record.state !== 'open' || record.body.handover) return notNow('the handover is open already');
  const handover: Handover = {
    ...{ openedAt: deed.at, report, hand: EMPTY_HAND, former: [], outgoing: null, incoming: null },
    ...{ walked: false, found: '', override: null, isLate: false },
  };
  return stepped(record, { ...record.body, handover }, deed, { type: 'handover-opened', detail: { report } });
}

/** What people write; what is absent stays. */
export interface HandWords {
  readonly permits?: string;
  readonly instructions?: string;
  readonly note?: string;
  readonly switching?: string;
  readonly checks?: Readonly<Partial<Record<HandCheckName, HandCheck>>>;
}

const WORDS = ['permits', 'instructions', 'note', 'switching'] as const;

/** Writes what only people know, until the outgoing shift has signed. What stood there before is kept. */
export function writeHandover(record: ShiftRecord, words: HandWords, deed: Deed): ShiftStep {
  const { body, state } = record;
  const { handover } = body;
  if (state !== 'open' || !handover) return notNow('the handover is not open');
  if (handover.outgoing) return notNow('the outgoing shift has signed; only the switching can still be ended');
  const hand: HandPart = { ...handover.hand, checks: { ...handover.hand.checks, ...words.checks } };
  for (const field of WORDS) hand[field] = words[field] ?? hand[field];
  const former = [...handover.former, ...changedWords(handover.hand, hand, deed)];
  return stepped(record, { ...body, handover: { ...handover, hand, former } }, deed, {
    type: 'written',
    detail: detailOf(words),
  });
}

/** What was said in this step, without what was left as it is. */
function detailOf(words: HandWords) {
  const said = WORDS.flatMap((field) => {
    const text = words[field];
    return text === undefined ? [] : [[field, text] as const];
  });
  const checks = Object.entries(words.checks ?? {}).map(
    ([name, { result, remark }]) => [name, { result, remark }] as const,
  );
  return { ...Object.fromEntries(said), checks: Object.fromEntries(checks) };
}

function changedWords(before: HandPart, after: HandPart, { actor, at }: Deed): Handover['former'] {
  const changed = WORDS.filter((field) => before[field] !== '' && before[field] !== after[field]);
  return changed.map((field) => ({ field, was: before[field], by: actor, at }));
}

/** Switching that stood in the way has ended, also after the outgoing shift has signed. */
export function endSwitching(record: ShiftRecord, deed: Deed): ShiftStep {
  const { body, state } = record;
  if (state !== 'open' || !body.handover || body.handover.hand.switching === '') return notNow('no switching goes on');
  const { hand, former } = body.handover;
  const entry = { field: 'switching', was: hand.switching, by: deed.actor, at: deed.at };
  const handover = { ...body.handover, hand: { ...hand, switching: '' }, former: [...former, entry] };
  return stepped(record, { ...body, handover }, deed, { type: 'switching-ended', detail: { was: hand.switching } });
}

/** The outgoing shift signs what is handed over; `report` is how things stand at that moment. Only one of the shift may, or a supervisor for it. */
export function signOut(
  record: ShiftRecord,
  { person, name }: Comer,
  { report, mayStandIn }: { readonly report: HandoverReport; readonly mayStandIn: boolean },
  deed: Deed,
): ShiftStep {
  const { body, state } = record;
  const { handover } = body;
  if (state !== 'open' || !handover) return notNow('the handover is not open');
  if (handover.outgoing) return notNow('the outgoing shift has signed already');
  const isOwn = isPlanned(body, person) || presenceOf(body, person) !== undefined;
  if (!isOwn && !mayStandIn) return refused('AUTH_FORBIDDEN', 'only somebody of this shift, or an engineer for it');
  const open = openChecks(handover.hand);
  if (open.length > 0) return notNow(`still to be looked at: ${open.join(', ')}`);
  const outgoing: ShiftSignature = { by: person, name, at: deed.at, isStandIn: !isOwn };
  const signed = { ...handover, report, outgoing };
  return stepped(record, { ...body, handover: signed }, deed, { type: 'signed-out', detail: { report } });
}

/** Checks nobody has answered, or answered × without a remark. */
function openChecks({ checks }: HandPart): readonly string[] {
  const names = Object.entries(checks);
  return names.filter(([, { result, remark }]) => !result || (result === 'bad' && !remark)).map(([name]) => name);
}

/** What the relief says when it takes over. */
export interface TakeOver {
  readonly walked: boolean;
  readonly found: string;
  /** Why it is taken over although something stands against it. */
  readonly overrideReason: string | null;
}

export interface TakeOverRules {
  readonly blocks: readonly HandoverBlock[];
  readonly mayOverride: boolean;
  /** Who was planned for the next shift. */
  readonly isExpected: boolean;
  /** When the relief is late. */
  readonly lateAt: number;
  /** Nobody relieves himself, unless hours lie between the two shifts. */
  readonly mayRelieveSelf: boolean;
}

/** The relief signs, and the shift is over. Nobody relieves himself; what stands against it needs an engineer who says why. */
export function signIn(
  record: ShiftRecord,
  { person, name }: Comer,
  words: TakeOver,
  rules: TakeOverRules,
  deed: Deed,
): ShiftStep {
  const { body, state } = record;
  const { handover } = body;
  if (state !== 'open' || !handover) return notNow('the handover is not open');
  if (!handover.outgoing) return notNow('the outgoing shift signs first');
  if (handover.outgoing.by === person && !rules.mayRelieveSelf)
    return refused('AUTH_SECOND_PERSON', 'nobody relieves himself');
  if (!words.walked && words.found === '') return notNow('look at the equipment, or say why not');
  const { blocks } = rules;
  const isOverridden = blocks.length > 0;
  if (isOverridden && words.overrideReason === null) return notNow(`not now: ${blocks.join(', ')}`);
  if (isOverridden && !rules.mayOverride) return refused('AUTH_FORBIDDEN', `an engineer may: ${blocks.join(', ')}`);
  const incoming: ShiftSignature = { by: person, name, at: deed.at, isStandIn: !rules.isExpected };
  const override = isOverridden
    ? { by: person, at: deed.at, reason: words.overrideReason ?? '', blocks: [...blocks] }
    : null;
  const isLate = deed.at > rules.lateAt;
  const { walked, found } = words;
  const presence = body.presence.map((one) => ({ ...one, state: 'left' as const, since: deed.at }));
  const signed = { ...handover, incoming, override, walked, found, isLate };
  const saying = {
    type: 'signed-in',
    note: override?.reason ?? null,
    detail: { walked, found, isLate, blocks: [...blocks] },
  };
  return stepped(record, { ...body, presence, handover: signed }, deed, saying, { state: 'done', dueAt: null });
}

/** The next shift writes from whom it took over, and what stood against it. Twice is as good as once. */
export function takeOver(next: ShiftRecord, { handover }: Pick<Shift, 'handover'>, deed: Deed): ShiftStep {
  const { body } = next;
  if (!handover?.incoming || !handover.outgoing) return notNow('the shift before has not been handed over');
  if (body.takenOver) return notNow('it has been taken over already');
  const { incoming, outgoing, override } = handover;
  const entry = {
    ...{ person: incoming.by, name: incoming.name, state: 'here' as const, since: incoming.at, place: null },
    ...{ agreedBy: null, backUntil: null, isStandIn: !isPlanned(body, incoming.by) },
  };
  const presence = presenceOf(body, incoming.by) ? body.presence : [...body.presence, entry];
  return stepped(next, { ...body, takenOver: outgoing, override, presence }, deed, {
    type: 'took-over',
    note: override?.reason ?? null,
    detail: { from: outgoing.by, by: incoming.by, blocks: [...(override?.blocks ?? [])] },
  });
}

/** The relief is late; the outgoing shift stays responsible. Said once. */
export function tellLate(record: ShiftRecord, deed: Deed): ShiftStep {
  if (record.state !== 'open' || record.body.lateToldAt !== null) return notNow('it has been told');
  return stepped(record, { ...record.body, lateToldAt: deed.at }, deed, { type: 'relief-late' });
}

/** The shift after it is over too and nobody has signed: it never was handed over. */
export function missHandover(record: ShiftRecord, deed: Deed): ShiftStep {
  if (record.state !== 'open') return notNow('this shift is over');
  const presence = record.body.presence.map((one) => ({ ...one, state: 'left' as const }));
  return stepped(record, { ...record.body, presence }, deed, { type: 'missed' }, { state: 'missed', dueAt: null });
}
