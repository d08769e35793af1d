import type { DutyOverride } from '../../domain/on-call.ts';
import type { StoredOverride } from '../../ports/duty-store.ts';

/** Those that count: a swap that nobody has agreed to does not. */
export const countingOverrides = (overrides: readonly StoredOverride[]): readonly DutyOverride[] =>
  overrides.filter(({ state }) => state === 'agreed');
