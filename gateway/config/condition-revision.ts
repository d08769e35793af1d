import { createHash } from 'node:crypto';
import type { Condition } from '../domain/condition.ts';

const LENGTH = 12;

/** What is judged, on what, and when that counts: the parts of a condition that its revision stands for. */
type Judged = Pick<
  Condition,
  'kind' | 'options' | 'levels' | 'onDelayMs' | 'offDelayMs' | 'latching' | 'chatter' | 'unit' | 'periodMs'
>;

/** The same for the same judgement, in whatever order its options are written; `watched` is the tag or device, with the expression it is worked out by. */
export function revisionOf(condition: Judged, watched: readonly string[]): string {
  const { kind, options, levels, onDelayMs, offDelayMs, latching, chatter, unit, periodMs } = condition;
  const judged = { kind, options, levels, onDelayMs, offDelayMs, latching, chatter, unit, periodMs, watched };
  return createHash('sha256')
    .update(JSON.stringify(sorted(judged)))
    .digest('hex')
    .slice(0, LENGTH);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
