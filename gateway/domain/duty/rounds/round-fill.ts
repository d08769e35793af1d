import { done, type Outcome } from '../../errors.ts';
import type { RecordStep } from '../record.ts';
import type { Round, RoundCheck, RoundEntry, RoundMark, RoundStop, SeenValue } from './round.ts';
import { withFindings } from './round-findings.ts';
import { mayFill, type RoundActor, type RoundRecord, stepRefused, stepTo, stopOf, withStop } from './round-step.ts';

/** What somebody says of one check. */
export interface RoundAnswer {
  readonly check: string;
  readonly mark: RoundMark | null;
  readonly value: number | null;
  readonly text: string | null;
  readonly note: string | null;
  readonly photo: string | null;
}

export interface ScanInput {
  readonly stop: string;
  /** As scanned or typed, without the address around it. */
  readonly code: string;
  readonly isTyped: boolean;
}

/** Proves that somebody stands at the stop. The code of another place is refused. */
export function scanStop(record: RoundRecord, input: ScanInput, who: RoundActor): Outcome<RecordStep<Round>> {
  const allowed = mayFill(record, who);
  if (!allowed.ok) return allowed;
  const stop = stopOf(record.body, input.stop);
  if (!stop) return stepRefused(`the round has no stop ${input.stop}`);
  if (stop.code !== input.code) return stepRefused(wrongPlace(record.body, input.code, stop));
  if (stop.scannedAt !== null) return stepRefused('was scanned already');
  const scanned = { ...stop, scannedAt: who.at, scannedBy: who.by, isTyped: input.isTyped };
  const body = withStop(begun(record.body, who), settled(record.body, scanned, who));
  const detail = { stop: stop.id, isTyped: input.isTyped, at: who.at };
  return stepTo(record, body, who, { type: 'scanned', note: null, detail });
}

function wrongPlace(body: Round, code: string, stop: RoundStop): string {
  const other = body.stops.find((one) => one.code === code);
  return other ? `this is the code of ${other.id}, not of ${stop.id}` : 'this code hangs elsewhere';
}

export interface FillInput {
  readonly stop: string;
  readonly answers: readonly RoundAnswer[];
  /** By tag: what telemetry said at that moment. */
  readonly seen: ReadonlyMap<string, SeenValue>;
}

/** Takes the answers at a stop. Each check is answered once; another answer is a correction. */
export function fillStop(record: RoundRecord, input: FillInput, who: RoundActor): Outcome<RecordStep<Round>> {
  const allowed = mayFill(record, who);
  if (!allowed.ok) return allowed;
  const stop = stopOf(record.body, input.stop);
  if (!stop) return stepRefused(`the round has no stop ${input.stop}`);
  if (stop.state === 'skipped') return stepRefused('this stop was skipped');
  if (stop.needsScan && stop.scannedAt === null) return stepRefused('scan the code at the place first');
  const filled = fillChecks(stop, input, who);
  if (!filled.ok) return filled;
  const changed = settled(record.body, filled.value, who);
  const body = withFindings(withStop(begun(record.body, who), changed), changed, who);
  const detail = { stop: stop.id, at: who.at, answers: input.answers.map((answer) => ({ ...answer })) };
  return stepTo(record, body, who, { type: 'filled', note: null, detail });
}

function fillChecks(stop: RoundStop, { answers, seen }: FillInput, who: RoundActor): Outcome<RoundStop> {
  const checks = [...stop.checks];
  for (const answer of answers) {
    const at = checks.findIndex(({ id }) => id === answer.check);
    const check = checks[at];
    if (!check) return stepRefused(`the stop has no check ${answer.check}`);
    if (check.entry !== null) return stepRefused(`${check.id} was answered already by ${check.entry.by}`);
    const present = check.point === null ? null : (seen.get(check.point) ?? null);
    const filled = answerCheck({ ...check, seen: present }, answer, who);
    if (!filled.ok) return filled;
    checks[at] = filled.value;
  }
  return done({ ...stop, checks });
}

/** A check with its answer, or why it is none: × wants a remark, some want a photo, a number wants a number. */
export function answerCheck(check: RoundCheck, answer: RoundAnswer, who: RoundActor): Outcome<RoundCheck> {
  const value = check.type === 'number' ? answer.value : null;
  const entry: RoundEntry = {
    ...{ mark: markOf(check, answer), value, text: check.type === 'text' ? answer.text : null },
    ...{ note: answer.note, photo: answer.photo, by: who.by, at: who.at, receivedAt: who.receivedAt },
  };
  const lack = lackOf(check, entry);
  if (lack !== undefined) return stepRefused(`${check.id}: ${lack}`);
  return done({ ...check, entry, isDifferent: isDifferent(check, value) });
}

function lackOf(check: RoundCheck, entry: RoundEntry): string | undefined {
  const { mark, note, photo } = entry;
  if (mark === null) return check.type === 'number' ? 'needs a number' : 'needs an answer';
  if (mark === 'bad' && (note ?? '').trim() === '') return '× needs a remark';
  const needsPhoto = check.photo === 'always' ? mark !== 'none' : check.photo === 'onFail' && mark === 'bad';
  return needsPhoto && photo === null ? 'needs a photo' : undefined;
}

/** A number is judged by its normal range; what is judged by a person is what the person says. */
function markOf(check: RoundCheck, { mark, value, text }: RoundAnswer): RoundMark | null {
  if (mark === 'none') return 'none';
  if (check.type === 'text') return (text ?? '').trim() === '' ? null : (mark ?? 'ok');
  if (check.type === 'check') return mark;
  const number = value ?? (mark === null ? null : (check.seen?.value ?? null));
  if (number === null) return null;
  return isOutside(check, number) ? 'bad' : (mark ?? 'ok');
}

export function isOutside({ normal }: RoundCheck, value: number): boolean {
  const [low, high] = normal ?? [];
  return (low !== undefined && value < low) || (high !== undefined && value > high);
}

/** Five percent and one last digit where the plan says nothing else. */
function isDifferent({ seen, tolerance, decimals }: RoundCheck, value: number | null): boolean {
  if (value === null || seen === null || seen.value === null) return false;
  const most = tolerance ?? 0.05 * Math.abs(seen.value) + 10 ** -decimals;
  return Math.abs(value - seen.value) > most;
}

/** The stop is finished with its last required answer, at the moment it was given. */
function settled(body: Round, stop: RoundStop, who: RoundActor): RoundStop {
  if (stop.state !== 'open' && stop.state !== 'missed') return stop;
  const isComplete = stop.checks.every(({ entry, isRequired }) => entry !== null || !isRequired);
  if (!isComplete || (stop.needsScan && stop.scannedAt === null)) return stop;
  const byHand = stop.checks.filter(({ entry }) => entry !== null).length;
  const took = stop.scannedAt === null ? null : who.at - stop.scannedAt;
  return {
    ...stop,
    state: who.at > body.lateAt ? 'late' : 'done',
    ...{ doneAt: who.at, doneBy: who.by, isSentLater: who.deviceAt !== null },
    // A scan that arrives after what was said at the stop, because its phone was out of reach, tells nothing of the pace.
    isHasty: took !== null && took >= 0 && byHand > 0 && took < byHand * body.hastyMs,
  };
}

const begun = (body: Round, who: RoundActor): Round =>
  body.startedAt === null ? { ...body, startedAt: who.at, startedBy: who.by } : body;
