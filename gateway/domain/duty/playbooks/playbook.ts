import { z } from 'zod';
import { instant } from '../../instant.ts';
import { localText } from '../../text.ts';
import type { RecordShape } from '../record.ts';
import { playbookEvidence, playbookPost } from './playbook-plan.ts';

/** seen: by telemetry; confirmed: by a person; skipped: by a person, with a reason. */
export const stepState = z.enum(['waiting', 'open', 'seen', 'confirmed', 'skipped']);
export type StepState = z.infer<typeof stepState>;

const text = z.string().max(2000);

export const runStep = z.object({
  id: z.string(),
  post: playbookPost,
  title: localText,
  text: localText.nullable(),
  after: z.array(z.string()),
  limitMs: z.number().nullable(),
  limitFrom: z.enum(['start', 'turn']),
  canBeSeen: z.boolean(),
  evidence: z.array(playbookEvidence),
  isOptional: z.boolean(),
  lateTo: z.array(playbookPost),
  state: stepState,
  turnAt: instant.nullable().meta({ description: 'When the steps before it were done' }),
  closedAt: instant.nullable(),
  by: z.string().nullable().meta({ description: 'Null: the system saw it' }),
  note: text.nullable(),
  value: z.string().max(200).nullable(),
  photos: z.array(z.string()).max(20).meta({ description: 'SHA-256 of attached files' }),
  toldLate: z.int().min(0).meta({ description: 'How many posts have been told that it is late' }),
});
export type RunStep = z.infer<typeof runStep>;

const joinedAlarm = z.object({
  id: z.string(),
  conditionId: z.string(),
  equipment: z.string(),
  title: localText,
  at: instant,
});
export type JoinedAlarm = z.infer<typeof joinedAlarm>;

/** What the incident report adds to the timeline; typed by people. */
export const incidentReport = z.object({
  cause: text,
  impact: text,
  losses: text,
  measures: text,
  correction: text,
  responsible: z.string().max(100),
  correctBy: z.string().max(40).meta({ description: 'Date until which it is put right' }),
});
export type IncidentReport = z.infer<typeof incidentReport>;

const signature = z.object({ by: z.string(), at: instant });

/** A playbook that was begun: an event, or a drill. */
export const playbookRun = z.object({
  playbook: z.string(),
  version: z.int(),
  title: localText,
  never: z.array(localText),
  isDrill: z.boolean(),
  place: z.string().max(200).nullable(),
  startedBy: z.string().nullable().meta({ description: 'Null: an alarm began it' }),
  startedAt: instant,
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  /** Machines it is about. */
  equipment: z.array(z.string()).max(200),
  alarms: z.array(joinedAlarm).max(200),
  steps: z.array(runStep).min(1).max(60),
  notes: z.array(z.object({ at: instant, by: z.string(), text })).max(200),
  report: incidentReport.nullable(),
  signed: z.array(signature).max(10),
});
export type PlaybookRun = z.infer<typeof playbookRun>;

export const PLAYBOOK: RecordShape<PlaybookRun> = { kind: 'playbook', body: playbookRun };

export const isClosed = ({ state }: Pick<RunStep, 'state'>): boolean => state !== 'open' && state !== 'waiting';

/** When a step is late; null where it has no limit, or its turn has not come and the limit runs from there. */
export function lateAt(
  { limitMs, limitFrom, turnAt }: Pick<RunStep, 'limitMs' | 'limitFrom' | 'turnAt'>,
  startedAt: number,
): number | null {
  if (limitMs === null) return null;
  if (limitFrom === 'start') return startedAt + limitMs;
  return turnAt === null ? null : turnAt + limitMs;
}
