import type { Priority } from '../../../gateway/domain/alarm.ts';
import type { WireLimit } from '../../data/config-api.ts';

/** A limit of an alarm, as it is drawn. */
export interface LimitLine {
  /** Which of the points, counted from 0. */
  readonly line: number;
  readonly value: number;
  /** The alarm comes at or above the value, or at or below it. */
  readonly side: 'above' | 'below';
  readonly priority: Priority;
}

const SIDES = { lowLow: 'below', low: 'below', high: 'above', highHigh: 'above' } as const;
/** More of them would cover the lines; the most urgent stay. */
export const MOST_LIMITS = 16;

/** Limits of the alarms that watch these points and are switched on, the most urgent first; one value of one point once. */
export function limitLines(limits: readonly WireLimit[], tags: readonly string[]): readonly LimitLine[] {
  const byPlace = new Map<string, LimitLine>();
  for (const limit of limits) {
    for (const one of linesOf(limit, tags)) {
      const place = `${one.line} ${one.value} ${one.side}`;
      const known = byPlace.get(place);
      if (!known || one.priority < known.priority) byPlace.set(place, one);
    }
  }
  return [...byPlace.values()].sort(byUrgency).slice(0, MOST_LIMITS);
}

const byUrgency = (a: LimitLine, b: LimitLine): number =>
  a.priority.localeCompare(b.priority) || a.line - b.line || a.value - b.value;

function linesOf({ kind, isEnabled, tag, options, priority }: WireLimit, tags: readonly string[]): LimitLine[] {
  const line = tag === null ? -1 : tags.indexOf(tag);
  if (kind !== 'limit' || !isEnabled || line < 0) return [];
  return Object.entries(SIDES).flatMap(([name, side]): LimitLine[] => {
    const value = options[name];
    return value === undefined ? [] : [{ line, value, side, priority }];
  });
}
