import type { TimedCaller } from '../domain/duty/caller-time.ts';
import type { RecordEvent } from '../domain/duty/record.ts';
import type { RoundFinding } from '../domain/duty/rounds/round.ts';
import type { PlanFigures } from '../domain/duty/rounds/round-figures.ts';
import type { RoundAnswer, ScanInput } from '../domain/duty/rounds/round-fill.ts';
import type { RoundRecord } from '../domain/duty/rounds/round-step.ts';
import type { RoundsPlan } from '../domain/duty/rounds/rounds-plan.ts';
import type { Outcome } from '../domain/errors.ts';
import type { RecordQuery } from './record-book.ts';

/** What may be done with a round. */
export type RoundDeed =
  | ({ readonly kind: 'scan' } & ScanInput)
  | { readonly kind: 'fill'; readonly stop: string; readonly answers: readonly RoundAnswer[] }
  | { readonly kind: 'skip'; readonly stop: string; readonly reason: string }
  | { readonly kind: 'correct'; readonly stop: string; readonly answer: RoundAnswer; readonly reason: string }
  | { readonly kind: 'sign'; readonly note: string }
  | { readonly kind: 'review'; readonly note: string }
  | { readonly kind: 'addendum'; readonly note: string }
  | { readonly kind: 'recheck'; readonly finding: string; readonly result: 'ok' | 'bad'; readonly note: string };

/** A finding with the round it was made in. */
export interface PlacedFinding extends RoundFinding {
  readonly round: number;
  readonly plan: string;
}

/** Rounds of the site. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface RoundService {
  readonly plan: RoundsPlan;
  list(query: RecordQuery): Promise<readonly RoundRecord[]>;
  get(id: number): Promise<{ readonly record: RoundRecord; readonly events: readonly RecordEvent[] } | undefined>;
  /** Rounds that may be walked now and have a stop with this code, soonest end first. */
  openAt(code: string): Promise<readonly RoundRecord[]>;
  act(id: number, deed: RoundDeed, caller: TimedCaller, expectedVersion?: number): Promise<Outcome<RoundRecord>>;
  /** By plan, in the order of the site file; of rounds with from ≤ at < to. */
  figures(from: number, to: number): Promise<readonly PlanFigures[]>;
  /** What was found in the last 62 days and is not over: newest first. */
  findings(): Promise<readonly PlacedFinding[]>;
}
