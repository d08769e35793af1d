import { isGood } from '../../quality.ts';
import type { ReadinessItem, ReadinessSubject } from './test-run-plan.ts';

/** Whether one thing is in order. look: there is no point for it, a person has to; unknown: the value is bad or too old. */
export interface ReadinessState {
  readonly subject: ReadinessSubject;
  readonly state: 'ready' | 'not-ready' | 'unknown' | 'look';
  readonly tag: string | null;
  readonly value: number | null;
  readonly unit: string;
  readonly decimals: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Where values come from; undefined: none. */
export type ReadPoint = (point: number) => { readonly value: number; readonly quality: number } | undefined;

/** How ready a set is to start, item by item. */
export const readinessOf = (items: readonly ReadinessItem[], read: ReadPoint): readonly ReadinessState[] =>
  items.map((item) => stateOf(item, read));

function stateOf({ subject, point, low, high, states }: ReadinessItem, read: ReadPoint): ReadinessState {
  const { tag = null, unit = '', decimals = 0 } = point ?? {};
  const head = { subject, tag, unit, decimals, low, high };
  if (point === null) return { ...head, state: 'look', value: null };
  const sample = read(point.index);
  if (!sample || !isGood(sample.quality) || !Number.isFinite(sample.value)) {
    return { ...head, state: 'unknown', value: null };
  }
  const { value } = sample;
  const isReady = states ? states.includes(value) : value >= (low ?? value) && value <= (high ?? value);
  return { ...head, state: isReady ? 'ready' : 'not-ready', value };
}
