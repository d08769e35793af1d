import { done, type Outcome } from '../../errors.ts';
import type { NewRecordEvent, RecordState, RecordStep } from '../record.ts';
import { type RoundActor, stepRefused, systemActor } from '../rounds/round-step.ts';
import type { MeterRunRecord } from './meter-draft.ts';
import type { AutoReading, HandReading, MeterLine, MeterRun } from './meter-run.ts';
import { derived } from './meter-use.ts';

type Step = Outcome<RecordStep<MeterRun>>;

/** What telemetry and the historian say of one counter. */
export interface CounterFacts {
  readonly auto: AutoReading;
  readonly counted: number | null;
  readonly isDoubtful: boolean;
  /** Register of the counter at the run before, where no run has it. */
  readonly lastBefore: { readonly value: number; readonly at: number } | null;
  readonly replaced: MeterLine['replaced'];
}

/** Takes what telemetry has for the moment of the run. What it lacks stays empty and goes on the list of what is read by hand. */
export function takeCounters(record: MeterRunRecord, facts: ReadonlyMap<string, CounterFacts>, now: number): Step {
  const { body } = record;
  if (record.state !== 'open' || body.isAutoDone) return stepRefused('telemetry was asked already');
  const lines = body.lines.map((line) => {
    const fact = facts.get(line.meter);
    if (!fact) return line;
    const { auto, counted, isDoubtful, replaced, lastBefore } = fact;
    const known = line.last === null && lastBefore ? { last: lastBefore.value, lastAt: lastBefore.at } : {};
    return derived({ ...line, ...known, auto, counted, isDoubtful, replaced }, body.oddShare, body.tolerance);
  });
  const read = lines.filter(({ auto }) => auto?.value != null).length;
  const event = { type: 'read', note: null, detail: { read, missing: facts.size - read } };
  return stepTo(record, { ...body, isAutoDone: true, lines }, systemActor(now), event);
}

export interface ReadInput {
  readonly meter: string;
  readonly value: number;
  readonly photo: string | null;
  readonly note: string | null;
}

/** Somebody has read the meter itself. Needs a photo: a number alone proves nothing a month later. Again: the first one stays beside it. */
export function readMeter(record: MeterRunRecord, input: ReadInput, who: RoundActor): Step {
  const { value, photo, note } = input;
  if (photo === null && (note ?? '').trim() === '')
    return stepRefused('needs a photo, or a remark that says why there is none');
  const hand: HandReading = { value, photo, note, by: who.by, at: who.at, receivedAt: who.receivedAt };
  const change = (line: MeterLine): MeterLine => {
    const was = line.hand === null ? [] : [{ was: line.hand, by: who.by, at: who.at }];
    return { ...line, hand, check: null, corrections: [...line.corrections, ...was] };
  };
  const type = record.body.lines.some((line) => line.meter === input.meter && line.hand) ? 'corrected' : 'filled';
  return changeLine(record, input.meter, change, who, { type, note, detail: { ...input } });
}

/** Nobody could read it: a value that was worked out, with the reason. Telemetry or a hand reading goes before it. */
export function estimateMeter(
  record: MeterRunRecord,
  input: { readonly meter: string; readonly value: number; readonly reason: string },
  who: RoundActor,
): Step {
  const { value, reason } = input;
  const estimate = { value, photo: null, note: reason, by: who.by, at: who.at, receivedAt: who.receivedAt };
  const change = (line: MeterLine): MeterLine => ({ ...line, estimate, reason, reasonBy: who.by, check: null });
  return changeLine(record, input.meter, change, who, { type: 'estimated', note: reason, detail: { ...input } });
}

/** Why a use is odd, or why nothing could be read. A check made before is made again: it did not know the reason. */
export function explainMeter(
  record: MeterRunRecord,
  input: { readonly meter: string; readonly reason: string },
  who: RoundActor,
): Step {
  const change = (line: MeterLine): MeterLine => ({ ...line, reason: input.reason, reasonBy: who.by, check: null });
  return changeLine(record, input.meter, change, who, { type: 'explained', note: input.reason, detail: { ...input } });
}

/** A second person has looked at what was read by hand, estimated or odd. */
export function checkMeter(
  record: MeterRunRecord,
  input: { readonly meter: string; readonly result: 'ok' | 'bad'; readonly note: string },
  who: RoundActor,
): Step {
  const line = record.body.lines.find(({ meter }) => meter === input.meter);
  if (line && authorsOf(line).includes(who.by)) return stepRefused('a second person has to check it');
  if (line && !needsCheck(line)) return stepRefused('nothing here needs a second person');
  if (input.result === 'bad' && input.note.trim() === '') return stepRefused('× needs a remark');
  const check = { result: input.result, by: who.by, at: who.at, note: input.note };
  const change = (one: MeterLine): MeterLine => ({ ...one, check });
  const event = { type: 'checked', note: input.note === '' ? null : input.note, detail: { ...input } };
  return changeLine(record, input.meter, change, who, event);
}

const authorsOf = ({ hand, estimate, reasonBy }: MeterLine): readonly (string | null | undefined)[] => [
  hand?.by,
  estimate?.by,
  reasonBy,
];

/** What a person says needs a second one, and so does what is odd. */
export const needsCheck = ({ how, odd, hand }: MeterLine): boolean =>
  how === 'hand' || how === 'estimated' || odd.length > 0 || hand !== null;

/** What still stands in the way of a signature, line by line; empty where nothing does. */
export function lacksOf(line: MeterLine): readonly ('reading' | 'look' | 'reason' | 'check' | 'refused')[] {
  const { reading, reason, isSample, hand, odd, check } = line;
  if (reading === null) return reason === null ? ['reading'] : [];
  return [
    ...(isSample && hand === null ? (['look'] as const) : []),
    ...(odd.length > 0 && reason === null ? (['reason'] as const) : []),
    ...(needsCheck(line) && check === null ? (['check'] as const) : []),
    ...(check?.result === 'bad' ? (['refused'] as const) : []),
  ];
}

/** The reader says that the run is whole: every meter read, explained and checked. */
export function signRun(record: MeterRunRecord, note: string, who: RoundActor): Step {
  const { body } = record;
  if (record.state !== 'open') return stepRefused('the run is closed');
  if (body.signed !== null) return stepRefused('the run is signed already');
  if (!body.isAutoDone) return stepRefused('telemetry has not been asked yet');
  const left = body.lines.filter((line) => lacksOf(line).length > 0).map(({ meter }) => meter);
  if (left.length > 0) return stepRefused(`not finished: ${left.slice(0, 10).join(', ')}`);
  const signed = { by: who.by, at: who.at, note };
  return stepTo(record, { ...body, signed }, who, { type: 'signed', note: note === '' ? null : note, detail: null });
}

/** The supervisor takes the sheet: the run is filed. */
export function approveRun(record: MeterRunRecord, note: string, who: RoundActor): Step {
  const { body } = record;
  if (record.state !== 'open' || body.signed === null) return stepRefused('the run has to be signed first');
  if (body.signed.by === who.by) return stepRefused('somebody else than who signed has to approve it');
  const approved = { by: who.by, at: who.at, note };
  const event = { type: 'approved', note: note === '' ? null : note, detail: null };
  return stepTo(record, { ...body, approved }, who, event, 'done');
}

/** The next run has begun and this one was never filed: it counts as missed, with what it has. */
export function giveUpRun(record: MeterRunRecord, now: number): Step {
  if (record.state !== 'open') return stepRefused('the run is closed');
  const missing = record.body.lines.filter(({ reading }) => reading === null).map(({ meter }) => meter);
  return stepTo(record, record.body, systemActor(now), { type: 'missed', note: null, detail: { missing } }, 'missed');
}

/** Something to be said about a run that is signed or over. What stands there stays. */
export function addRunAddendum(record: MeterRunRecord, note: string, who: RoundActor): Step {
  if (record.state === 'open' && record.body.signed === null) return stepRefused('the run is not signed yet');
  const addenda = [...record.body.addenda, { by: who.by, at: who.at, note }];
  return stepTo(record, { ...record.body, addenda }, who, { type: 'addendum', note, detail: null });
}

function changeLine(
  record: MeterRunRecord,
  meter: string,
  change: (line: MeterLine) => MeterLine,
  who: RoundActor,
  event: Pick<NewRecordEvent, 'type' | 'note' | 'detail'>,
): Step {
  const { body } = record;
  if (record.state !== 'open') return stepRefused('the run is closed');
  if (body.signed !== null) return stepRefused('a signed run takes only an addendum');
  const line = body.lines.find((one) => one.meter === meter);
  if (!line) return stepRefused(`the run has no meter ${meter}`);
  const changed = derived(change(line), body.oddShare, body.tolerance);
  const lines = body.lines.map((one) => (one === line ? changed : one));
  return stepTo(record, { ...body, lines }, who, event);
}

function stepTo(
  record: MeterRunRecord,
  body: MeterRun,
  who: RoundActor,
  event: Pick<NewRecordEvent, 'type' | 'note' | 'detail'>,
  state: RecordState = record.state,
): Step {
  const { by: actor, via, receivedAt: at, deviceAt } = who;
  return done({ state, dueAt: record.dueAt, body, event: { at, actor, via, deviceAt, ...event } });
}
