import { PlantroomError } from '../../domain/errors.ts';
import { DAY_MS } from '../limits.ts';
import { isUsable } from '../series.ts';
import type { Correction } from './correction.ts';
import { readCorrections } from './counter-reader.ts';
import { type CounterRule, LONGEST_BUNCH_MS, mostIn, stepAt } from './counter-rule.ts';
import type { CounterSource } from './counter-source.ts';
import type { Declaration } from './declaration.ts';
import type { OpenCounter } from './open-counter.ts';
import type { Reading } from './reading.ts';

/** People note the time of an exchange now and then; the readings show it. They are believed this far from the note. */
export const SEARCH_MS = DAY_MS / 2;
const STEPS_BELOW = 10;

export interface ExchangeOrder {
  readonly atMs: number;
  readonly finalReading: number;
  readonly startReading: number;
}

/** Where an exchange lies among the readings. */
export interface ExchangePlace {
  readonly atMs: number;
  /** Last reading of the old meter and first of the new one, as far as there are any. */
  readonly last: Reading | undefined;
  readonly first: Reading | undefined;
}

/**
 * The place of an exchange: where the register broke off nearest to the time that was noted, or just that time when it
 * did not. Throws METER_TIME_REFUSED, METER_FINAL_REFUSED or METER_START_REFUSED when it cannot have been like that.
 */
export async function placeReplacement(counter: OpenCounter, order: ExchangeOrder): Promise<ExchangePlace> {
  const { chain, source, rule, declarations } = counter;
  const breaks = await readCorrections(chain, order.atMs - SEARCH_MS, order.atMs + SEARCH_MS);
  const broken = nearestBreak(breaks, order.atMs);
  const place = broken ? placeIn(broken, order.atMs) : placeAt(source, order.atMs);
  refuseIfUncounted(source, place);
  refuseIfDeclared(declarations, order, place);
  checkFinal(rule, order, place);
  checkStart(rule, order, place);
  return place;
}

const BREAKS: ReadonlySet<Correction['kind']> = new Set(['reset', 'replacement', 'jump', 'rollover']);

function nearestBreak(corrections: readonly Correction[], atMs: number): Correction | undefined {
  const distance = ({ fromMs, toMs }: Correction): number => Math.max(fromMs - atMs, atMs - toMs, 0);
  return corrections
    .filter(({ kind, declaration }) => BREAKS.has(kind) && !(kind === 'replacement' && declaration > 0))
    .sort((a, b) => distance(a) - distance(b))[0];
}

function placeIn({ fromMs, toMs, before, after }: Correction, noted: number): ExchangePlace {
  const isThere = noted >= fromMs && noted < toMs;
  return {
    atMs: isThere ? noted : Math.floor((fromMs + toMs) / 2),
    last: { time: fromMs, value: before },
    first: { time: toMs, value: after },
  };
}

function placeAt(source: CounterSource, atMs: number): ExchangePlace {
  const today = Math.floor(atMs / DAY_MS);
  const last = search(source, today, -1, ({ time }) => time <= atMs);
  const first = search(source, today, 1, ({ time }) => time > atMs);
  return { atMs, last, first };
}

/** The nearest usable reading in one direction, from the given day on. */
function search(
  source: CounterSource,
  fromDay: number,
  direction: -1 | 1,
  fits: (reading: Reading) => boolean,
): Reading | undefined {
  let day: number | undefined = fromDay;
  while (day !== undefined) {
    const series = source.samples(day);
    const readings = Array.from(series.time, (time, i): Reading => ({ time, value: series.value[i]! }));
    const usable = readings.filter((reading, i) => isUsable(series, i) && fits(reading));
    if (usable.length > 0) return direction < 0 ? usable.at(-1) : usable[0];
    day = source.neighbour(day, direction);
  }
  return undefined;
}

/** Days of which only sums are left cannot be counted again. */
function refuseIfUncounted(source: CounterSource, { atMs, first }: ExchangePlace): void {
  const day = Math.floor((first?.time ?? atMs) / DAY_MS);
  const isGone = !source.hasSamples(day) && source.condensed(day) !== undefined;
  if (isGone) throw new PlantroomError('METER_TIME_REFUSED', 'the readings of that day are no longer kept');
}

/** Two exchanges at one time are one that was declared wrongly. */
function refuseIfDeclared(declarations: readonly Declaration[], { atMs }: ExchangeOrder, place: ExchangePlace): void {
  const { last, first } = place;
  const isThere = (at: number): boolean =>
    Math.abs(at - atMs) < LONGEST_BUNCH_MS ||
    (at >= (last?.time ?? at) && at < (first?.time ?? Number.POSITIVE_INFINITY));
  if (declarations.some((one) => one.kind === 'replacement' && isThere(one.atMs)))
    throw new PlantroomError('METER_TIME_REFUSED', 'another exchange is declared there; undo it first');
}

function checkFinal(rule: CounterRule, { finalReading }: ExchangeOrder, { atMs, last }: ExchangePlace): void {
  if (rule.rollover !== undefined && finalReading > rule.rollover)
    throw new PlantroomError('METER_FINAL_REFUSED', `the register ends at ${rule.rollover}`);
  if (last) refuseUnless('METER_FINAL_REFUSED', rule, last, { time: atMs, value: finalReading });
}

function checkStart(rule: CounterRule, { startReading }: ExchangeOrder, { atMs, first }: ExchangePlace): void {
  if (first) refuseUnless('METER_START_REFUSED', rule, { time: atMs, value: startReading }, first);
}

function refuseUnless(
  code: 'METER_FINAL_REFUSED' | 'METER_START_REFUSED',
  rule: CounterRule,
  from: Reading,
  to: Reading,
): void {
  const rise = to.value - from.value;
  const most = mostIn(rule, to.time - from.time + LONGEST_BUNCH_MS, from.value);
  if (rise >= -STEPS_BELOW * stepAt(rule, from.value) && (most === undefined || rise <= most)) return;
  const read = code === 'METER_FINAL_REFUSED' ? from : to;
  throw new PlantroomError(code, `the meter showed ${read.value} at ${new Date(read.time).toISOString()}`);
}
