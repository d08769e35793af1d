import { done, type Outcome, refused } from '../../errors.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import { type Deed, deedEvent, systemDeed } from '../record-deed.ts';
import type { DutyWindow } from './run-duties.ts';
import { dutySubject, type EngineRun, type RunDuty, runSubject, type TestRun } from './test-run.ts';
import type { TestRunRule } from './test-run-plan.ts';

type Step = Outcome<RecordStep<TestRun>>;

/** A run that has begun, or one that is told whole. */
export function runDraft(
  equipment: string,
  run: EngineRun,
  deed: Deed,
  dueAt: number | null = null,
): RecordDraft<TestRun> {
  const { startedAt, endedAt, source } = run;
  return {
    ...{ key: `run:${equipment}:${startedAt}`, subject: runSubject(equipment), at: startedAt, dueAt },
    body: { equipment, run, duty: null },
    event: deedEvent(deed, endedAt === null ? 'started' : 'recorded', { source, startedAt, endedAt }),
  };
}

/** A run is over; it is signed by `dueAt`. */
export function endRun(record: DutyRecord<TestRun>, run: EngineRun, dueAt: number, now: number): Step {
  if (record.body.run === null || record.body.run.endedAt !== null) return refused('RECORD_STEP_REFUSED');
  const { endedAt, kind, onLoadMs, loadMeanPct, counts } = run;
  const event = deedEvent(systemDeed(now), 'ended', { endedAt, kind, onLoadMs, loadMeanPct, counts });
  return done({ state: 'open', dueAt, body: { ...record.body, run }, event });
}

export interface RunSignature extends Pick<EngineRun, 'checks' | 'note'> {
  readonly result: NonNullable<EngineRun['result']>;
  readonly kind: EngineRun['kind'] | undefined;
}

/** Who ran it says what was looked at and how it went, and signs. */
export function signRun(record: DutyRecord<TestRun>, signed: RunSignature, deed: Deed): Step {
  const { run } = record.body;
  if (run === null || record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'it is signed already');
  if (run.endedAt === null) return refused('RECORD_STEP_REFUSED', 'it is running');
  if (signed.result !== 'pass' && !signed.note) return refused('RECORD_STEP_REFUSED', 'say what was found');
  const { kind = run.kind, ...said } = signed;
  const body = { ...run, ...said, kind, signed: { by: deed.by, at: deed.at, note: null } };
  const event = deedEvent(deed, 'signed', { ...said, kind }, said.note);
  return done({ state: 'done', dueAt: record.dueAt, body: { ...record.body, run: body }, event });
}

/** Somebody else looks at what was signed. */
export function reviewRun(record: DutyRecord<TestRun>, note: string | null, deed: Deed): Step {
  const { run } = record.body;
  if (!run?.signed) return refused('RECORD_STEP_REFUSED', 'it is not signed yet');
  if (run.reviewed) return refused('RECORD_STEP_REFUSED', 'it is reviewed already');
  if (run.signed.by === deed.by) return refused('RECORD_STEP_REFUSED', 'another one than who signed reviews');
  const reviewed = { by: deed.by, at: deed.at, note };
  const event = deedEvent(deed, 'reviewed', {}, note);
  return done({ state: record.state, dueAt: record.dueAt, body: { ...record.body, run: { ...run, reviewed } }, event });
}

const MOST_ADDENDA = 100;

/** What is said later of a signed run; nothing that was signed changes. */
export function addToRun(record: DutyRecord<TestRun>, note: string, deed: Deed): Step {
  const { run } = record.body;
  if (!run?.signed) return refused('RECORD_STEP_REFUSED', 'it is not signed yet');
  if (run.addenda.length >= MOST_ADDENDA) return refused('RECORD_STEP_REFUSED', `at most ${MOST_ADDENDA} addenda`);
  const addenda = [...run.addenda, { by: deed.by, at: deed.at, note }];
  const event = deedEvent(deed, 'addendum', {}, note);
  return done({ state: record.state, dueAt: record.dueAt, body: { ...record.body, run: { ...run, addenda } }, event });
}

/** A work order came of it. */
export function orderedForRun(record: DutyRecord<TestRun>, order: number, deed: Deed): Step {
  const { run } = record.body;
  if (run === null) return refused('RECORD_STEP_REFUSED');
  const event = deedEvent(deed, 'order-opened', { order });
  return done({ state: record.state, dueAt: record.dueAt, body: { ...record.body, run: { ...run, order } }, event });
}

/** A set has to run. */
export function dutyDraft(equipment: string, rule: TestRunRule, window: DutyWindow, now: number): RecordDraft<TestRun> {
  const duty: RunDuty = {
    ...{ rule: rule.id, title: rule.title, ...window, run: null, isLate: false },
    ...{ soonToldAt: null, overdueToldAt: null, excuse: null },
  };
  return {
    key: `due:${equipment}:${rule.id}:${window.opensAt}`,
    subject: dutySubject(equipment, rule.id),
    ...{ at: window.opensAt, dueAt: window.dueAt, body: { equipment, run: null, duty } },
    event: deedEvent(systemDeed(now), 'opened', { dueAt: window.dueAt }),
  };
}

const dutyStep = (
  record: DutyRecord<TestRun>,
  duty: RunDuty,
  state: RecordStep<TestRun>['state'],
  event: RecordStep<TestRun>['event'],
): Step => done({ state, dueAt: record.dueAt, body: { ...record.body, duty }, event });

/** A run has done it. */
export function meetDuty(record: DutyRecord<TestRun>, run: number, endedAt: number, now: number): Step {
  const { duty } = record.body;
  if (!duty || record.state !== 'open') return refused('RECORD_STEP_REFUSED');
  const isLate = endedAt >= duty.dueAt;
  return dutyStep(record, { ...duty, run, isLate }, 'done', deedEvent(systemDeed(now), 'met', { run, isLate }));
}

/** Its time is over. */
export function missDuty(record: DutyRecord<TestRun>, now: number): Step {
  const { duty } = record.body;
  if (!duty || record.state !== 'open') return refused('RECORD_STEP_REFUSED');
  return dutyStep(record, { ...duty, isLate: true }, 'missed', deedEvent(systemDeed(now), 'missed', {}));
}

/** It need not be done; who says so and why stays. */
export function excuseDuty(record: DutyRecord<TestRun>, reason: string, deed: Deed): Step {
  const { duty } = record.body;
  if (!duty || record.state !== 'open') return refused('RECORD_STEP_REFUSED');
  const excuse = { by: deed.by, at: deed.at, reason };
  return dutyStep(record, { ...duty, excuse }, 'cancelled', deedEvent(deed, 'excused', {}, reason));
}

/** People have been told of it. */
export function toldOfDuty(record: DutyRecord<TestRun>, what: 'soon' | 'overdue', now: number): Step {
  const { duty } = record.body;
  if (!duty || record.state !== 'open') return refused('RECORD_STEP_REFUSED');
  const told = what === 'soon' ? { soonToldAt: now } : { overdueToldAt: now };
  return dutyStep(record, { ...duty, ...told }, 'open', deedEvent(systemDeed(now), `told-${what}`, {}));
}
