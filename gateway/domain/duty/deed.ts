import type { z } from 'zod';
import { done, type Outcome, refused } from '../errors.ts';
import type { DutyRecord, NewRecordEvent, RecordState, RecordStep, RecordVia } from './record.ts';

/** Who does something to a record, when, and by which way. */
export interface Deed {
  readonly actor: string;
  readonly at: number;
  readonly via: RecordVia;
  /** When the phone that was out of reach says it happened. */
  readonly deviceAt: number | null;
}

type Json = z.infer<ReturnType<typeof z.json>>;

/** What is said in a line of the history. */
export interface Saying {
  readonly type: string;
  readonly note?: string | null;
  readonly detail?: Json;
}

/** A line of the history. */
export function eventOf({ actor, at, via, deviceAt }: Deed, { type, note, detail }: Saying): NewRecordEvent {
  return { actor, at, via, deviceAt, type, note: note ?? null, detail: detail ?? null };
}

/** The record with another body, and the line that says so; state and due time stay unless given. */
export function stepped<B>(
  record: DutyRecord<B>,
  body: B,
  deed: Deed,
  saying: Saying,
  change: { readonly state?: RecordState; readonly dueAt?: number | null } = {},
): Outcome<RecordStep<B>> {
  const { state = record.state, dueAt = record.dueAt } = change;
  return done({ state, dueAt, body, event: eventOf(deed, saying) });
}

/** The record is as it is; why stands in `detail`. */
export const notNow = (detail: string): Outcome<never> => refused('RECORD_STEP_REFUSED', detail);

/** What the system does by itself. */
export const bySystem = (at: number): Deed => ({ actor: 'system', at, via: 'system', deviceAt: null });
