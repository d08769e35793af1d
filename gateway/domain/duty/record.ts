import { z } from 'zod';
import { instant } from '../instant.ts';

/** What the duty room keeps: each kind has its body and its steps in a file of this folder. */
export const recordKind = z.enum([
  'log-sheet',
  'round',
  'test-run',
  'timed-start',
  'playbook',
  'shift',
  'meter-run',
  'outage',
  'complaint',
  'visit',
  'maintenance-task',
  'maintenance-year',
  'calibration',
  'part',
  'tool',
  'contractor',
  'call-out',
  'equipment-card',
  'use-anomaly',
  'certificate',
]);
export type RecordKind = z.infer<typeof recordKind>;

/** open: somebody still has to do something with it; missed: its time is over and it was not done, which counts. */
export const recordState = z.enum(['open', 'done', 'missed', 'cancelled']);
export type RecordState = z.infer<typeof recordState>;

/** One paper of the duty room. What it says is `body`; how it came to say so are its events, of which none is ever changed. */
export interface DutyRecord<B = unknown> {
  readonly id: number;
  readonly kind: RecordKind;
  /** What there may be only one of, such as `sheet:lv-room:2026-11-22`. */
  readonly key: string;
  /** Equipment, area, trade or whatever else it is about. */
  readonly subject: string;
  readonly state: RecordState;
  /** The moment it belongs to: a slot, a day, a month, the beginning of a run. Lists are in this order. */
  readonly at: number;
  readonly dueAt: number | null;
  readonly closedAt: number | null;
  /** Number of events so far; a change made on an older one is refused. */
  readonly version: number;
  readonly body: B;
}

/** Who did it, and by which way it came. */
export const recordVia = z.enum(['screen', 'phone', 'rest', 'system']);
export type RecordVia = z.infer<typeof recordVia>;

/** A line of a record's history. */
export const recordEvent = z
  .object({
    seq: z.int().min(1),
    at: instant,
    actor: z.string(),
    via: recordVia,
    type: z.string().meta({ description: 'Of its kind, such as opened, filled, corrected, signed' }),
    note: z.string().nullable(),
    /** What was said, whole, so that the record can be told again from its events. */
    detail: z.json(),
    /** When the phone that was out of reach says it happened. */
    deviceAt: instant.nullable(),
  })
  .meta({ id: 'RecordEvent' });
export type RecordEvent = z.infer<typeof recordEvent>;

export type NewRecordEvent = Omit<RecordEvent, 'seq'>;

/** What a record starts with. */
export interface RecordDraft<B> {
  readonly key: string;
  readonly subject: string;
  readonly at: number;
  readonly dueAt: number | null;
  readonly state?: RecordState;
  readonly body: B;
  readonly event: NewRecordEvent;
}

/** A record after a step, and the line that says so. */
export interface RecordStep<B> {
  readonly state: RecordState;
  readonly dueAt: number | null;
  readonly body: B;
  readonly event: NewRecordEvent;
}

/** A kind and what its body must look like; bodies that were stored in an older form are brought up by the schema's defaults. */
export interface RecordShape<B> {
  readonly kind: RecordKind;
  readonly body: z.ZodType<B>;
}

/** The head of a record as a route answers it; each kind adds its body. */
export const recordHead = z.object({
  id: z.int().min(1),
  key: z.string(),
  subject: z.string(),
  state: recordState,
  at: instant,
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  version: z.int().min(1),
});
