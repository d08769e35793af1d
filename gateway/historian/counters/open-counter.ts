import type { RegisteredPoint } from '../point-register.ts';
import { EMPTY_SERIES } from '../series.ts';
import type { DayReader } from '../sinks/embedded/day-reader.ts';
import type { HistoryStore } from '../sinks/embedded/history-store.ts';
import type { TimeSlice } from '../time-slice.ts';
import { type CountDay, CounterChain } from './counter-chain.ts';
import { countDay } from './counter-day.ts';
import { type CounterRule, counterRuleOf } from './counter-rule.ts';
import type { CounterSource } from './counter-source.ts';
import type { Declaration } from './declaration.ts';
import { lookAround } from './look-around.ts';
import { storedCounter } from './stored-counter.ts';

/** Where counters are looked up. */
export interface CounterAccess {
  readonly store: HistoryStore;
  readonly readerOf: (point: number) => DayReader;
  readonly find: (tag: string) => RegisteredPoint | undefined;
  readonly slice: TimeSlice;
}

/** One counter, ready to be counted; for one question. */
export interface OpenCounter {
  readonly point: RegisteredPoint;
  readonly rule: CounterRule;
  readonly declarations: readonly Declaration[];
  readonly source: CounterSource;
  readonly count: CountDay;
  readonly chain: CounterChain;
}

/** `without`: a declaration to leave out of account. */
export function openCounter(access: CounterAccess, point: RegisteredPoint, without?: number): OpenCounter {
  const { store, readerOf, find, slice } = access;
  const source = storedCounter(store, readerOf(point.id), point.id);
  const rule = counterRuleOf(point);
  const declarations = store.declarations.of(point.tag).filter((one) => one.id !== without);
  const power = point.power === undefined ? undefined : find(point.power);
  const around = lookAround({
    ...{ counter: point, power, source },
    range: (beside, fromMs, toMs) => (toMs > fromMs ? readerOf(beside.id).range(fromMs, toMs) : EMPTY_SERIES),
  });
  const count: CountDay = (before, samples) => countDay({ rule, before, declarations, around }, samples);
  return { point, rule, declarations, source, count, chain: new CounterChain(source, count, slice) };
}
