import type { Deed } from '../../domain/duty/deed.ts';
import type { RecordStep } from '../../domain/duty/record.ts';
import {
  endSwitching,
  type HandoverFacts,
  handoverBlocks,
  signIn,
  signOut,
  type TakeOverRules,
  takeOver,
  writeHandover,
} from '../../domain/duty/shifts/handover-steps.ts';
import type { HandoverBlock, Shift } from '../../domain/duty/shifts/shift.ts';
import {
  addAddendum,
  arrive,
  type Comer,
  checkEquipment,
  comeBack,
  isPlanned,
  leave,
  present,
  type ShiftRecord,
} from '../../domain/duty/shifts/shift-steps.ts';
import type { ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import { type Outcome, refused } from '../../domain/errors.ts';
import { may } from '../../domain/role.ts';
import type { ShiftCaller, ShiftDeed } from '../../ports/shift-service.ts';
import { makeReport } from './make-report.ts';
import { lateAt, nextSlot } from './plan-shifts.ts';
import { countUnacknowledgedP1 } from './report-alarms.ts';
import type { ShiftParts } from './shift-parts.ts';

interface Acting {
  readonly caller: ShiftCaller;
  readonly comer: Comer;
  readonly expectedVersion: number | undefined;
}

type Decide = (record: ShiftRecord) => Outcome<RecordStep<Shift>>;

/** Does something with a shift on behalf of somebody. */
export async function actOnShift(
  parts: ShiftParts,
  id: number,
  deed: ShiftDeed,
  caller: ShiftCaller,
  expectedVersion: number | undefined,
): Promise<Outcome<ShiftRecord>> {
  const comer = { person: caller.username, name: parts.nameOf(caller.username) ?? caller.displayName };
  const acting = { caller, comer, expectedVersion };
  if (deed.kind === 'sign-out') return signShiftOut(parts, id, acting);
  if (deed.kind === 'sign-in') return signShiftIn(parts, id, deed, acting);
  const said = deedOf(parts, caller);
  return parts.records.change(id, (record) => simpleStep(record, deed, comer, said), expectedVersion);
}

const deedOf = (parts: ShiftParts, { username, via }: ShiftCaller): Deed => ({
  ...{ actor: username, at: parts.now(), via, deviceAt: null },
});

type SimpleDeed = Exclude<ShiftDeed, { readonly kind: 'sign-out' | 'sign-in' }>;

function simpleStep(record: ShiftRecord, deed: SimpleDeed, comer: Comer, said: Deed): ReturnType<Decide> {
  switch (deed.kind) {
    case 'arrive':
      return arrive(record, comer, said);
    case 'leave':
      return leave(record, comer, deed, said);
    case 'back':
      return comeBack(record, comer, said);
    case 'check':
      return checkEquipment(record, comer, deed.note, said);
    case 'write':
      return writeHandover(record, deed.words, said);
    case 'end-switching':
      return endSwitching(record, said);
    case 'addendum':
      return addAddendum(record, deed.text, said);
  }
}

async function signShiftOut(parts: ShiftParts, id: number, acting: Acting): Promise<Outcome<ShiftRecord>> {
  const record = await parts.records.get(id);
  const trade = record && parts.tradeOf(record.subject);
  if (!record || !trade) return refused('RECORD_NOT_FOUND');
  const report = await reportOf(parts, trade, record);
  const { caller, comer, expectedVersion } = acting;
  const input = { report, mayStandIn: may(caller.role, 'record:review') };
  return parts.records.change(id, (present) => signOut(present, comer, input, deedOf(parts, caller)), expectedVersion);
}

async function signShiftIn(
  parts: ShiftParts,
  id: number,
  words: Extract<ShiftDeed, { kind: 'sign-in' }>,
  { caller, comer, expectedVersion }: Acting,
): Promise<Outcome<ShiftRecord>> {
  const record = await parts.records.get(id);
  const trade = record && parts.tradeOf(record.subject);
  if (!record || !trade) return refused('RECORD_NOT_FOUND');
  const next = await followingShift(parts, record);
  const rules = await takeOverRules(parts, trade, { record, next, caller });
  const decide: Decide = (present) => signIn(present, comer, words, rules(present), deedOf(parts, caller));
  const signed = await parts.records.change(id, decide, expectedVersion);
  // What is not written here, because the program ends now, the next look of the engine writes.
  if (signed.ok && next)
    await parts.records.change(next.id, (present) => takeOver(present, signed.value.body, deedOf(parts, caller)));
  return signed;
}

/** The record of the shift that relieves this one; undefined before it was opened. */
async function followingShift(parts: ShiftParts, { subject, body }: ShiftRecord): Promise<ShiftRecord | undefined> {
  const records = await parts.recordsOf(subject);
  return records.findLast(({ body: { startsAt } }) => startsAt >= body.endsAt);
}

interface Relief {
  readonly record: ShiftRecord;
  readonly next: ShiftRecord | undefined;
  readonly caller: ShiftCaller;
}

async function takeOverRules(
  parts: ShiftParts,
  trade: ShiftTrade,
  { record, next, caller }: Relief,
): Promise<(record: ShiftRecord) => TakeOverRules> {
  const rules = parts.rulesOf(trade);
  const { endsAt } = record.body;
  const follows = nextSlot(rules, endsAt);
  const facts = await handoverFacts(parts, next, caller.username);
  return ({ body }) => ({
    blocks: handoverBlocks(body, facts),
    mayOverride: may(caller.role, 'record:review'),
    isExpected: next !== undefined && isPlanned(next.body, caller.username),
    lateAt: lateAt(rules, endsAt),
    mayRelieveSelf: follows === undefined || follows.startsAt > endsAt,
  });
}

/** What stands for or against handing a shift over now; `signer` counts as come. */
async function handoverFacts(parts: ShiftParts, next: ShiftRecord | undefined, signer: string): Promise<HandoverFacts> {
  const { alarms } = parts.options;
  const come = next ? present(next.body) : [];
  const isCounted = come.some(({ person }) => person === signer);
  return {
    runningPlaybooks: await parts.runningPlaybooks(),
    unacknowledgedP1: countUnacknowledgedP1(alarms),
    incoming: come.length + (isCounted ? 0 : 1),
  };
}

/** Why it may not be handed over now, if this person signed. */
export async function blocksOf(
  parts: ShiftParts,
  record: ShiftRecord,
  signer: string,
): Promise<readonly HandoverBlock[]> {
  return handoverBlocks(record.body, await handoverFacts(parts, await followingShift(parts, record), signer));
}

/** How things stand now, for the handover of this shift. */
export function reportOf(parts: ShiftParts, trade: ShiftTrade, { body }: ShiftRecord) {
  const nextEndsAt = nextSlot(parts.rulesOf(trade), body.endsAt)?.endsAt ?? body.endsAt;
  return makeReport({ ...parts.options, values: parts.options.plan.values }, trade, { ...body, nextEndsAt });
}
