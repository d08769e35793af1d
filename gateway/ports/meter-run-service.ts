import type { TimedCaller } from '../domain/duty/caller-time.ts';
import type { MeterRunRecord } from '../domain/duty/meter-runs/meter-draft.ts';
import type { MeterPosition } from '../domain/duty/meter-runs/meter-runs-plan.ts';
import type { ReadInput } from '../domain/duty/meter-runs/meter-steps.ts';
import type { RecordEvent } from '../domain/duty/record.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

/** What may be done with a run. None of it reaches the plant: supply is never cut from here. */
export type MeterRunDeed =
  | ({ readonly kind: 'read' } & ReadInput)
  | { readonly kind: 'estimate'; readonly meter: string; readonly value: number; readonly reason: string }
  | { readonly kind: 'explain'; readonly meter: string; readonly reason: string }
  | { readonly kind: 'check'; readonly meter: string; readonly result: 'ok' | 'bad'; readonly note: string }
  | { readonly kind: 'sign'; readonly note: string }
  | { readonly kind: 'approve'; readonly note: string }
  | { readonly kind: 'addendum'; readonly note: string };

/** A meter with what the newest run says of it. */
export interface MeterState extends MeterPosition {
  readonly last: number | null;
  readonly lastAt: number | null;
}

/** Runs over all meters of the site. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface MeterRunService {
  /** In walking order. */
  register(): Promise<readonly MeterState[]>;
  list(query: RecordQuery): Promise<readonly MeterRunRecord[]>;
  get(id: number): Promise<{ readonly record: MeterRunRecord; readonly events: readonly RecordEvent[] } | undefined>;
  /** A run between the regular ones, of now: a tenant moves, the building is taken over. Twice in a minute is one. */
  begin(reason: string, caller: TimedCaller): Promise<MeterRunRecord>;
  act(id: number, deed: MeterRunDeed, caller: TimedCaller, expectedVersion?: number): Promise<Outcome<MeterRunRecord>>;
}
