import { DAY_MS } from '../limits.ts';
import type { RegisteredPoint } from '../point-register.ts';
import { condenseDay } from './counter-day.ts';
import { type CounterAccess, openCounter } from './open-counter.ts';
import { sameState } from './reading.ts';

/** Condenses a closed day. The next day is to be condensed again when it was counted from where this one used to end. */
export async function settleDay(access: CounterAccess, point: RegisteredPoint, day: number): Promise<void> {
  const { store } = access;
  const { source, chain, count } = openCounter(access, point);
  const counted = count(await chain.stateBefore(day), source.samples(day));
  store.rollups.saveCounterDay(point.id, day, condenseDay(counted, day * DAY_MS));
  const next = source.neighbour(day, 1);
  if (next === undefined || !source.hasSamples(next) || source.isOpen(next)) return;
  const before = source.condensed(next)?.before;
  if (before !== 'unknown' && sameState(before, counted.end)) return;
  store.blocks.reopen(point.id, next, next);
}
