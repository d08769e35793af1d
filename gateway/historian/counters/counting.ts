import type { Correction } from './correction.ts';
import type { CounterRule, PowerBeside } from './counter-rule.ts';
import type { Declaration } from './declaration.ts';
import type { CounterSegment, CounterState } from './reading.ts';

/** What a reading is judged by besides the counter's state. */
export interface CountingContext {
  readonly rule: CounterRule;
  /** In order of time. */
  readonly declarations: readonly Declaration[];
  readonly power?: PowerBeside | undefined;
}

/** What became known with a reading, in order of time. */
export interface Taken {
  readonly state: CounterState;
  readonly segments: readonly CounterSegment[];
  readonly corrections: readonly Correction[];
}
