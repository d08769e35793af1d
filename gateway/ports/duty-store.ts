import type { DutyOverride } from '../domain/on-call.ts';

/** An override with where it comes from. A swap that one person asks of another (`asked`) counts only once that one has agreed. */
export interface StoredOverride extends DutyOverride {
  readonly state: 'asked' | 'agreed';
  readonly createdAt: number;
  /** Who agreed, and when; null while it is asked, and for one that nobody had to agree to. */
  readonly agreedBy: string | null;
  readonly agreedAt: number | null;
}

/** Durable overrides of the duty plan. All calls reject with STORE_UNAVAILABLE when the disk does not answer. */
export interface DutyStore {
  /** Those of any state that lie in [from, to) at least in part, in order of their beginning, then of their id. At most 1000. */
  overrides(from: number, to: number): Promise<readonly StoredOverride[]>;
  override(id: number): Promise<StoredOverride | undefined>;
  /** Stores it durably and answers it with its id. */
  add(override: Omit<StoredOverride, 'id'>): Promise<StoredOverride>;
  /** A swap that was asked counts from now on. False when it was not `asked` any more. */
  agree(id: number, by: string, at: number): Promise<boolean>;
  /** It does not count any more. False when it is not there. */
  remove(id: number): Promise<boolean>;
}
