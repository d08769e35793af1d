/** Why older history could not be read from the database that has it. */
export const MISSING_REASONS = ['unreachable', 'slow', 'refused', 'unreadable', 'too-large', 'busy'] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/** A part of the past that was asked for, is not here, and could not be read from where it is. */
export interface MissingHistory {
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: MissingReason;
}
