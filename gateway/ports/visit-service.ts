import type { RecordEvent, RecordVia } from '../domain/duty/record.ts';
import type { VisitWish } from '../domain/duty/visits/visit.ts';
import type { VisitRecord } from '../domain/duty/visits/visit-steps.ts';
import type { VisitsPlan } from '../domain/duty/visits/visits-plan.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

export type VisitDeed =
  | { readonly kind: 'approve'; readonly note: string }
  | { readonly kind: 'refuse'; readonly note: string }
  | { readonly kind: 'enter' }
  | { readonly kind: 'leave'; readonly note: string }
  | { readonly kind: 'cancel'; readonly note: string };

export interface VisitCaller {
  readonly username: string;
  readonly via: RecordVia;
}

/** Outsiders in plant rooms. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface VisitService {
  readonly plan: VisitsPlan;
  list(query: RecordQuery): Promise<readonly VisitRecord[]>;
  get(id: number): Promise<{ readonly record: VisitRecord; readonly events: readonly RecordEvent[] } | undefined>;
  /** Refuses an area that does not exist, and a time that is over. */
  ask(wish: VisitWish, caller: VisitCaller): Promise<Outcome<VisitRecord>>;
  act(id: number, deed: VisitDeed, caller: VisitCaller, expectedVersion?: number): Promise<Outcome<VisitRecord>>;
}
