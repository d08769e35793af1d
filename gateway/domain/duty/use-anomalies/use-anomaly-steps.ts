import { done, type Outcome, refused } from '../../errors.ts';
import { textOfDay } from '../calendar-days.ts';
import type { DutyRecord, RecordDraft, RecordStep } from '../record.ts';
import { type Deed, deedEvent, systemDeed } from '../record-deed.ts';
import type { DaySpan, UseJudgement } from './judge-use.ts';
import type { UseAnomaly, UseSpan } from './use-anomaly.ts';
import type { WatchedMeter } from './use-anomaly-plan.ts';

type Kept = DutyRecord<UseAnomaly>;
type Step = Outcome<RecordStep<UseAnomaly>>;

export interface UseFinding {
  readonly meter: WatchedMeter;
  readonly span: UseSpan;
  readonly days: DaySpan;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly use: number;
  readonly before: readonly number[];
  readonly judgement: UseJudgement;
}

/** The case of one meter and span: there is one of it. */
export function anomalyDraft(finding: UseFinding, answerMs: number, now: number): RecordDraft<UseAnomaly> {
  const { meter, span, days, startsAt, endsAt, use, before, judgement } = finding;
  const { id, title, kind, unit, decimals } = meter;
  const detail = { use, usual: judgement.usual, verdict: judgement.verdict };
  return {
    key: `use:${id}:${span}:${textOfDay(days.start)}`,
    subject: id,
    at: startsAt,
    dueAt: now + answerMs,
    body: {
      ...{ meter: id, title, kind, unit, decimals, span, startsAt, endsAt, use, before: [...before] },
      ...{ usual: judgement.usual, verdict: judgement.verdict, cause: null, action: null, result: null, order: null },
    },
    event: deedEvent(systemDeed(now), 'opened', detail),
  };
}

function changed(record: Kept, change: Partial<UseAnomaly>, event: RecordStep<UseAnomaly>['event']): Step {
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'the case is closed');
  return done({ state: 'open', dueAt: record.dueAt, body: { ...record.body, ...change }, event });
}

const saidBy = ({ by, at }: Deed, text: string) => ({ text, by, at });

/** What it came from. Said again it takes the place of what was said before, which stays in the history. */
export const explainUse = (record: Kept, text: string, deed: Deed): Step =>
  changed(record, { cause: saidBy(deed, text) }, deedEvent(deed, 'explained', {}, text));

/** What is done about it. */
export const actOnUse = (record: Kept, text: string, deed: Deed): Step =>
  changed(record, { action: saidBy(deed, text) }, deedEvent(deed, 'measure', {}, text));

export const orderForUse = (record: Kept, order: number, deed: Deed): Step =>
  changed(record, { order }, deedEvent(deed, 'order-linked', { order }));

/** What came of it, seen by somebody who may review; the cause has to be known. */
export function closeUse(record: Kept, text: string, deed: Deed): Step {
  if (record.body.cause === null) return refused('RECORD_STEP_REFUSED', 'the cause is missing');
  const step = changed(record, { result: saidBy(deed, text) }, deedEvent(deed, 'closed', {}, text));
  return step.ok ? done({ ...step.value, state: 'done', dueAt: null }) : step;
}

/** There was nothing wrong: a holiday, a new tenant, a meter that was exchanged. */
export function dismissUse(record: Kept, reason: string, deed: Deed): Step {
  const step = changed(record, {}, deedEvent(deed, 'dismissed', {}, reason));
  return step.ok ? done({ ...step.value, state: 'cancelled', dueAt: null }) : step;
}
