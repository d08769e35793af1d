import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import { type Deed, deedEvent, systemDeed } from '../record-deed.ts';
import { type IncidentReport, isClosed, type JoinedAlarm, lateAt, type PlaybookRun, type RunStep } from './playbook.ts';
import type { Playbook, PlaybookStep } from './playbook-plan.ts';

type Step = Outcome<RecordStep<PlaybookRun>>;
type Run = DutyRecord<PlaybookRun>;

/** What begins a playbook. */
export interface PlaybookBeginning {
  /** Unique: the alarm's id, or what the person's request was. */
  readonly key: string;
  readonly startedAt: number;
  readonly isDrill: boolean;
  readonly place: string | null;
  readonly alarms: readonly JoinedAlarm[];
  readonly equipment: readonly string[];
}

const MOST_ALARMS = 200;
const MOST_NOTES = 200;
const MOST_PHOTOS = 20;

/** A playbook that begins, its steps as they stand in it now: a later version of the file does not change what is under way. */
export function playbookDraft(playbook: Playbook, begin: PlaybookBeginning, deed: Deed): RecordDraft<PlaybookRun> {
  const { id, version, title, never, steps } = playbook;
  const { startedAt, isDrill, place, alarms, equipment } = begin;
  const body: PlaybookRun = {
    ...{ playbook: id, version, title, never: [...never], isDrill, place, startedAt },
    ...{ startedBy: deed.via === 'system' ? null : deed.by, endedAt: null, endedBy: null },
    ...{ equipment: [...equipment], alarms: [...alarms], notes: [], report: null, signed: [] },
    steps: inTurn(
      steps.map((step) => newStep(step, startedAt, alarms.length > 0)),
      startedAt,
    ),
  };
  return {
    ...{ key: `playbook:${id}:${begin.key}`, subject: id, at: startedAt, dueAt: null, body },
    event: deedEvent(deed, 'started', { isDrill, place, alarms: alarms.map((one) => one.id) }),
  };
}

function newStep(step: PlaybookStep, startedAt: number, hasAlarm: boolean): RunStep {
  const { seenBy, after, evidence, lateTo, ...head } = step;
  const isSeen = seenBy === 'alarm' && hasAlarm;
  return {
    ...{ ...head, after: [...after], evidence: [...evidence], lateTo: [...lateTo], canBeSeen: seenBy !== null },
    ...{ state: isSeen ? 'seen' : 'waiting', turnAt: isSeen ? startedAt : null, closedAt: isSeen ? startedAt : null },
    ...{ by: null, note: null, value: null, photos: [], toldLate: 0 },
  };
}

/** Gives their turn to the steps whose predecessors are done. */
function inTurn(steps: readonly RunStep[], now: number): RunStep[] {
  const closed = new Set(steps.filter(isClosed).map(({ id }) => id));
  return steps.map((step) => {
    const isNext = step.state === 'waiting' && step.after.every((id) => closed.has(id));
    return isNext ? { ...step, state: 'open', turnAt: now } : step;
  });
}

/** Of a step that a person or telemetry closes. */
interface Closing {
  readonly state: 'seen' | 'confirmed' | 'skipped';
  readonly at: number;
  readonly by: string | null;
  readonly note: string | null;
  readonly value: string | null;
  readonly photos: readonly string[];
}

function close(record: Run, step: RunStep, closing: Closing, deed: Deed): Step {
  const { state, at, by, note, value, photos } = closing;
  const closed: RunStep = {
    ...step,
    ...{ state, by, value, closedAt: at, turnAt: step.turnAt ?? at, note: note ?? step.note },
    photos: [...step.photos, ...photos].slice(0, MOST_PHOTOS),
  };
  const steps = inTurn(
    record.body.steps.map((one) => (one.id === step.id ? closed : one)),
    at,
  );
  const detail = { step: step.id, at, value, photos: [...photos] };
  return changed(record, { ...record.body, steps }, deedEvent(deed, `step-${state}`, detail, note));
}

const changed = (record: Run, body: PlaybookRun, event: RecordStep<PlaybookRun>['event']): Step =>
  done({ state: record.state, dueAt: record.dueAt, body, event });

const stepOf = ({ body }: Run, id: string): RunStep | undefined => body.steps.find((step) => step.id === id);

/** Telemetry shows that a step is done. Only a step whose turn it is can be seen; what was so before counts from its turn on. */
export function seeStep(record: Run, id: string, at: number, now: number): Step {
  const step = stepOf(record, id);
  if (record.state !== 'open' || step?.state !== 'open') return refused('RECORD_STEP_REFUSED');
  const turnAt = step.turnAt ?? record.body.startedAt;
  const closing = { state: 'seen', at: Math.max(at, turnAt), by: null, note: null, value: null } as const;
  return close(record, step, { ...closing, photos: [] }, systemDeed(now));
}

/** What a person says with a step. */
export interface StepWords {
  readonly note: string | null;
  readonly value: string | null;
  readonly photos: readonly string[];
}

/** A person has done it. A phone that was out of reach says when. */
export function confirmStep(record: Run, id: string, words: StepWords, deed: Deed): Step {
  const step = stepOf(record, id);
  if (!step) return refused('RECORD_STEP_REFUSED', 'there is no such step');
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is over');
  if (isClosed(step)) return refused('RECORD_STEP_REFUSED', 'this step is done already');
  if (step.state === 'waiting') return refused('RECORD_STEP_REFUSED', 'steps before it are not done');
  const missing = missingEvidence(step, words);
  if (missing) return refused('RECORD_STEP_REFUSED', `it needs a ${missing}`);
  const at = Math.min(deed.at, Math.max(deed.deviceAt ?? deed.at, record.body.startedAt));
  return close(record, step, { ...words, state: 'confirmed', at, by: deed.by }, deed);
}

function missingEvidence({ evidence }: RunStep, { note, value, photos }: StepWords): string | undefined {
  const has = { note: note !== null, value: value !== null, photo: photos.length > 0 };
  return evidence.find((one) => !has[one]);
}

/** A step is left out, and why. */
export function skipStep(record: Run, id: string, reason: string, deed: Deed): Step {
  const step = stepOf(record, id);
  if (!step || record.state !== 'open' || isClosed(step)) return refused('RECORD_STEP_REFUSED');
  const closing = { state: 'skipped', at: deed.at, by: deed.by, note: reason, value: null, photos: [] } as const;
  return close(record, step, closing, deed);
}

/** Another alarm of the same event. The same one again changes nothing and is refused. */
export function joinAlarm(record: Run, alarm: JoinedAlarm, now: number): Step {
  const { alarms, equipment } = record.body;
  if (record.state !== 'open' || alarms.some(({ id }) => id === alarm.id)) return refused('RECORD_STEP_REFUSED');
  if (alarms.length >= MOST_ALARMS) return refused('RECORD_STEP_REFUSED', `at most ${MOST_ALARMS} alarms`);
  const body = {
    ...record.body,
    alarms: [...alarms, alarm],
    equipment: [...new Set([...equipment, alarm.equipment])],
  };
  return changed(record, body, deedEvent(systemDeed(now), 'alarm-joined', { alarm: alarm.id }));
}

/** A step that is late, and the post that is told of it now. */
export interface LateStep {
  readonly step: RunStep;
  readonly nth: number;
}

/** Open steps whose limit has passed and of which the next post has not been told. */
export function lateSteps({ steps, startedAt }: PlaybookRun, nextPostMs: number, now: number): readonly LateStep[] {
  return steps.flatMap((step) => {
    const limit = lateAt(step, startedAt);
    if (step.state !== 'open' || limit === null) return [];
    // A step without posts of its own is told once, to the duty.
    const posts = Math.max(1, step.lateTo.length);
    const due = now < limit ? 0 : Math.min(posts, 1 + Math.floor((now - limit) / nextPostMs));
    return step.toldLate < due ? [{ step, nth: step.toldLate }] : [];
  });
}

/** It has been told that a step is late. */
export function toldLate(record: Run, id: string, now: number): Step {
  const step = stepOf(record, id);
  if (record.state !== 'open' || step?.state !== 'open') return refused('RECORD_STEP_REFUSED');
  const toldAgain = { ...step, toldLate: step.toldLate + 1 };
  const steps = record.body.steps.map((one) => (one.id === id ? toldAgain : one));
  const post = step.lateTo[step.toldLate] ?? null;
  return changed(record, { ...record.body, steps }, deedEvent(systemDeed(now), 'step-late', { step: id, post }));
}

/** A line in the timeline. */
export function noteRun(record: Run, text: string, deed: Deed): Step {
  const { notes } = record.body;
  if (notes.length >= MOST_NOTES) return refused('RECORD_STEP_REFUSED', `at most ${MOST_NOTES} notes`);
  const body = { ...record.body, notes: [...notes, { at: deed.deviceAt ?? deed.at, by: deed.by, text }] };
  return changed(record, body, deedEvent(deed, 'noted', {}, text));
}

/** It is over. Steps that are not optional must be done or left out with a reason. */
export function endRun(record: Run, deed: Deed): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is over already');
  const left = record.body.steps.filter((step) => !isClosed(step) && !step.isOptional);
  if (left.length > 0) {
    return refused('RECORD_STEP_REFUSED', `not done: ${left.map(({ id }) => id).join(', ')}`);
  }
  const endedBy = deed.via === 'system' ? null : deed.by;
  const body = { ...record.body, endedAt: deed.at, endedBy };
  return done({ state: 'done', dueAt: null, body, event: deedEvent(deed, 'ended', {}) });
}

/** Nothing is left to do: the system ends it by itself. */
export const isComplete = ({ steps }: PlaybookRun): boolean => steps.every(isClosed);

/** It was begun for nothing. */
export function cancelRun(record: Run, reason: string, deed: Deed): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is over already');
  const body = { ...record.body, endedAt: deed.at, endedBy: deed.by };
  return done({ state: 'cancelled', dueAt: null, body, event: deedEvent(deed, 'cancelled', {}, reason) });
}

/** The written part of the incident report. A signed one takes only notes. */
export function reportRun(record: Run, report: IncidentReport, deed: Deed): Step {
  if (record.body.signed.length > 0) return refused('RECORD_STEP_REFUSED', 'it is signed; add a note');
  const event = deedEvent(deed, 'report-written', { before: record.body.report, after: report });
  return changed(record, { ...record.body, report }, event);
}

/** Signs what happened. Each person once, when it is over. */
export function signRun(record: Run, deed: Deed): Step {
  const { signed } = record.body;
  if (record.state === 'open') return refused('RECORD_STEP_REFUSED', 'it is not over yet');
  if (signed.some(({ by }) => by === deed.by)) return refused('RECORD_STEP_REFUSED', 'you have signed it already');
  const body = { ...record.body, signed: [...signed, { by: deed.by, at: deed.at }] };
  return changed(record, body, deedEvent(deed, 'signed', {}));
}
