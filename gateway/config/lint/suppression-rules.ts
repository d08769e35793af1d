import type { Condition } from '../../domain/condition.ts';
import { type Ring, ringsOf } from '../rings.ts';
import type { Finding } from './finding.ts';

/** What keeps an alarm of the wrong kind quiet; these are mistakes, not doubts. */
export function wrongSuppression(condition: Condition, suppressedBy: readonly string[]): Finding | undefined {
  const urgent = condition.levels.some(({ priority }) => priority === 'P1');
  if (suppressedBy.length > 0 && urgent) {
    return { at: ['suppressedBy'], message: 'a P1 alarm is never held back because of another' };
  }
  if (condition.class !== 'safety') return undefined;
  if (suppressedBy.length > 0) return { at: ['suppressedBy'], message: 'a safety alarm cannot be suppressed' };
  const other = condition.suppressors.find(({ kind }) => kind !== 'parent');
  return other && { at: [keyOf(other.kind)], message: 'a safety alarm cannot be suppressed' };
}

const KEYS = {
  parent: 'suppressedBy',
  'equipment-state': 'whileRunning',
  superseded: 'supersededBy',
  schedule: 'schedule',
} as const;
const keyOf = (kind: keyof typeof KEYS): string => KEYS[kind];

/** Alarms that would hold back each other: neither would ever be told. */
export function suppressionRings(conditions: readonly Condition[]): readonly Ring[] {
  const byId = new Map(conditions.map((condition) => [condition.id, condition]));
  return ringsOf([...byId.keys()], (id) => {
    const suppressors = byId.get(id)?.suppressors ?? [];
    return suppressors.flatMap((one) => (one.kind === 'parent' || one.kind === 'superseded' ? one.condition : []));
  });
}
