import type { Verdict } from '../oracle/judge.ts';

/** What became of one row of the answer tables. */
export interface Row {
  readonly name: string;
  readonly failures: readonly string[];
  readonly verdict: Verdict;
  /** Writes until everything was stored or set aside; undefined where nobody counts them. */
  readonly requests: number | undefined;
  readonly seconds: number;
}
