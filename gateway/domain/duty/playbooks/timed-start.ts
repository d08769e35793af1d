import { z } from 'zod';
import { done, type Outcome, refused } from '../../errors.ts';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { DutyRecord, NewRecordEvent, RecordDraft, RecordShape, RecordStep } from '../record.ts';
import type { TimedStartPlan } from '../sheets/sheets-plan.ts';

/** How it came out against the clock. `running-already`: it stood as it should before its time came near. */
export const startVerdict = z.enum(['early', 'on-time', 'late', 'missed', 'running-already', 'no-data']);
export type StartVerdict = z.infer<typeof startVerdict>;

/** One start or stop that the plan asked for. */
export const timedStart = z.object({
  plan: z.string(),
  title: localText,
  what: z.enum(['start', 'stop']),
  date: z.string(),
  equipment: z.array(z.string()),
  tags: z.array(z.string()),
  plannedAt: instant,
  /** It counts from here, and is missed from there. */
  fromMs: z.number(),
  toMs: z.number(),
  toleranceMs: z.number(),
  verdict: startVerdict.nullable(),
  actualAt: instant.nullable(),
  /** After the plan; before it is negative. */
  offsetMs: z.number().nullable(),
  remarks: z.array(z.object({ by: z.string(), at: instant, text: z.string() })),
});
export type TimedStart = z.infer<typeof timedStart>;

/** Kind `timed-start`: whether machines were started and stopped when the plan says, seen by telemetry. */
export const TIMED_START: RecordShape<TimedStart> = { kind: 'timed-start', body: timedStart };

type Start = DutyRecord<TimedStart>;

const byTheSystem = (type: string, at: number, detail: NewRecordEvent['detail']): NewRecordEvent => ({
  ...{ at, actor: 'system', via: 'system', type, note: null, detail, deviceAt: null },
});

export const timedStartKey = (plan: string, date: string, what: 'start' | 'stop'): string =>
  `timed:${plan}:${date}:${what}`;

/** The record of one planned moment. */
export function openedStart(
  plan: TimedStartPlan,
  { what, date, plannedAt }: Pick<TimedStart, 'what' | 'date' | 'plannedAt'>,
  now: number,
): RecordDraft<TimedStart> {
  const { id, title, equipment, tags, toleranceMs, earliestMs, missedAfterMs } = plan;
  return {
    ...{ key: timedStartKey(id, date, what), subject: id, at: plannedAt, dueAt: plannedAt + missedAfterMs },
    body: {
      ...{ plan: id, title, what, date, equipment: [...equipment], tags: [...tags], plannedAt, toleranceMs },
      ...{ fromMs: plannedAt - earliestMs, toMs: plannedAt + missedAfterMs },
      ...{ verdict: null, actualAt: null, offsetMs: null, remarks: [] },
    },
    event: byTheSystem('opened', now, { what, plannedAt }),
  };
}

/** What the group did: when it was seen to run, or not, one after the other; before the first nothing is known. */
export type GroupState = readonly { readonly at: number; readonly runs: boolean | null }[];

/** What is to be said of it now; undefined as long as it is open. Pure: of (plan, what was seen, now). */
export function judgeStart(
  { what, plannedAt, fromMs, toMs, toleranceMs }: TimedStart,
  states: GroupState,
  now: number,
): Pick<TimedStart, 'verdict' | 'actualAt' | 'offsetMs'> | undefined {
  const wanted = what === 'start';
  const before = states.findLast(({ at }) => at <= fromMs)?.runs ?? null;
  const change = states.find(({ at, runs }) => at > fromMs && at < Math.min(toMs, now) && runs === wanted);
  if (before === wanted && staysSo(states, wanted, fromMs, Math.min(now, plannedAt))) {
    return now < plannedAt ? undefined : { verdict: 'running-already', actualAt: null, offsetMs: null };
  }
  if (change) {
    const offsetMs = change.at - plannedAt;
    const verdict = offsetMs < -toleranceMs ? 'early' : offsetMs > toleranceMs ? 'late' : 'on-time';
    return { verdict, actualAt: change.at, offsetMs };
  }
  if (now < toMs) return undefined;
  const isKnown = states.some(({ at, runs }) => at <= toMs && runs !== null);
  return { verdict: isKnown ? 'missed' : 'no-data', actualAt: null, offsetMs: null };
}

/** Whether nothing else was seen between two moments. */
const staysSo = (states: GroupState, wanted: boolean, fromMs: number, toMs: number): boolean =>
  states.every(({ at, runs }) => at <= fromMs || at > toMs || runs === wanted || runs === null);

/** Writes the judgement down; only what nobody has judged yet takes one. */
export function settleStart(
  record: Start,
  judgement: Pick<TimedStart, 'verdict' | 'actualAt' | 'offsetMs'>,
  now: number,
): Outcome<RecordStep<TimedStart>> {
  if (record.body.verdict !== null) return refused('RECORD_STEP_REFUSED', 'it has been judged');
  const isMissed = judgement.verdict === 'missed' || judgement.verdict === 'no-data';
  const event = byTheSystem(judgement.verdict ?? 'judged', now, { ...judgement });
  return done({
    state: isMissed ? 'missed' : 'done',
    dueAt: record.dueAt,
    body: { ...record.body, ...judgement },
    event,
  });
}

/** Why it was early, late or missed, in somebody's words; the judgement stays. */
export function explainStart(
  record: Start,
  text: string,
  who: Pick<NewRecordEvent, 'actor' | 'via'>,
  now: number,
): Outcome<RecordStep<TimedStart>> {
  const { state, dueAt, body } = record;
  if (body.verdict === null) return refused('RECORD_STEP_REFUSED', 'its time is not over');
  const remarks = [...body.remarks, { by: who.actor, at: now, text }];
  const event = { ...byTheSystem('explained', now, {}), ...who, note: text };
  return done({ state, dueAt, body: { ...body, remarks }, event });
}
