import type { AlarmInput } from '../../domain/alarm-input.ts';
import type { SuppressionReason } from '../../domain/condition-state.ts';
import type { Slot } from '../condition-table.ts';

/** How what keeps alarms quiet acts on a condition. */
export type Apply = (slot: Slot, input: Extract<AlarmInput, { kind: 'suppress' | 'release' }>) => void;

/** Quiet for this reason from now on; without effect on one that is so already. */
export const suppress = (apply: Apply, slot: Slot, reason: SuppressionReason): void =>
  apply(slot, { kind: 'suppress', reason, parent: null });

/** Not for this reason any more, at once. */
export const release = (apply: Apply, slot: Slot, reason: SuppressionReason): void =>
  apply(slot, { kind: 'release', reason, delayMs: 0 });

export const hasReason = ({ state }: Slot, reason: SuppressionReason): boolean =>
  state.suppression.some(({ kind, key }) => kind === reason.kind && key === reason.key);
