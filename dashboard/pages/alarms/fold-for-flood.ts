import type { Priority } from '../../../gateway/domain/alarm.ts';
import type { WireAlarm } from '../../data/alarm-api.ts';

const FOLDED: ReadonlySet<Priority> = new Set(['P3', 'P4']);
const RANK: Readonly<Record<Priority, number>> = { P1: 0, P2: 1, P3: 2, P4: 3 };

export interface FoldedRows {
  /** In full view: urgent and high, what a group began with before what followed it, then the older first. */
  readonly first: readonly WireAlarm[];
  /** The lesser ones, in the same order. */
  readonly folded: readonly WireAlarm[];
}

/** The order of a flood: what started it is looked for, not what came last. */
export function foldForFlood(alarms: readonly WireAlarm[]): FoldedRows {
  const sorted = [...alarms].sort(compare);
  return {
    first: sorted.filter(({ priority }) => !FOLDED.has(priority)),
    folded: sorted.filter(({ priority }) => FOLDED.has(priority)),
  };
}

const compare = (a: WireAlarm, b: WireAlarm): number =>
  RANK[a.priority] - RANK[b.priority] ||
  Number(b.firstOut === 'first') - Number(a.firstOut === 'first') ||
  Date.parse(a.activeAt) - Date.parse(b.activeAt);
