import type {
  DutyRecord,
  RecordDraft,
  RecordEvent,
  RecordKind,
  RecordShape,
  RecordState,
  RecordStep,
} from '../domain/duty/record.ts';
import type { Outcome } from '../domain/errors.ts';

/** Which records: every one given must hold. Newest `at` first, at most `limit` (and never more than 1000). */
export interface RecordQuery {
  readonly subject?: string | undefined;
  readonly states?: readonly RecordState[] | undefined;
  /** from ≤ at < to */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
}

/** What people look for in the records: every part typed between blanks has to stand in one, in any text of it. */
export interface RecordSearch {
  readonly typed: string;
  /** All of them where it is absent. */
  readonly kinds?: readonly RecordKind[] | undefined;
  /** from ≤ at < to */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
}

/** A record that was found, with the places in which it was. */
export interface FoundRecord extends Pick<DutyRecord, 'id' | 'kind' | 'key' | 'subject' | 'state' | 'at'> {
  readonly excerpts: readonly string[];
}

/** Durable home of the records of one kind. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface Records<B> {
  /** Opens it, or answers the one that has this key already, as it is. */
  open(draft: RecordDraft<B>): Promise<{ readonly record: DutyRecord<B>; readonly isNew: boolean }>;
  get(id: number): Promise<DutyRecord<B> | undefined>;
  byKey(key: string): Promise<DutyRecord<B> | undefined>;
  list(query: RecordQuery): Promise<readonly DutyRecord<B>[]>;
  /**
   * Decides on the record as it is and stores the answer with its event, in one transaction. Refuses with
   * RECORD_NOT_FOUND, and with RECORD_CHANGED when `expectedVersion` is given and is not the present one.
   */
  change(
    id: number,
    decide: (record: DutyRecord<B>) => Outcome<RecordStep<B>>,
    expectedVersion?: number,
  ): Promise<Outcome<DutyRecord<B>>>;
  /** Its events, oldest first. */
  events(id: number): Promise<readonly RecordEvent[]>;
}

/** What the duty room keeps, whatever its kind. */
export interface RecordBook {
  of<B>(shape: RecordShape<B>): Records<B>;
  /** How many records of these kinds are in each state, by kind; for counts on screens. */
  counts(kinds: readonly RecordKind[]): Promise<ReadonlyMap<RecordKind, Readonly<Record<RecordState, number>>>>;
  /** Newest first. A word is found from its beginning on, Chinese from any character on; at most some hundred records are gone through. */
  find(search: RecordSearch): Promise<readonly FoundRecord[]>;
  /** Every record that a committed transaction changed, whoever asked for it. Returns the unsubscription. */
  onChange(listener: (record: DutyRecord) => void): () => void;
}
