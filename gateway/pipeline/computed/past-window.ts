import { isBad } from '../../domain/quality.ts';
import type { WindowFigure } from '../../ports/expression.ts';

/** A window is kept in this many slots: it is right to one part in 120 of its length, at a cost that never grows. */
const SLOTS = 120;
/** With less of the window known than this share a figure of it says nothing; a slope needs nearly all of it. */
const LEAST_KNOWN = 0.5;
const LEAST_KNOWN_FOR_SLOPE = 0.9;
const MINUTE_MS = 60_000;

export interface WindowRules {
  readonly windowMs: number;
  /** A value holds until the next one, but no longer than this. */
  readonly holdMs: number;
  /** Counters: a fall is the register starting again from 0 after this value; undefined: it was set back. */
  readonly rollover: number | undefined;
  readonly isCounter: boolean;
}

/** One step of the past: `area` is value × ms over the part that is known. */
export interface Slot {
  number: number;
  area: number;
  knownMs: number;
  low: number;
  high: number;
  rise: number;
  starts: number;
}

/** A stretch of the past as the history tells it. */
export interface PastColumn {
  readonly time: number;
  readonly knownMs: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

/**
 * The recent past of one point, in steps of a 120th of the window: the present step and the 119 before it. Samples may come late
 * within the window; of a time before it they are left out.
 */
export class PastWindow {
  private readonly rules: WindowRules;
  private readonly slotMs: number;
  private readonly slots: Slot[] = Array.from({ length: SLOTS }, () => emptySlot(-1));
  private lastTime = Number.NaN;
  private lastValue = Number.NaN;

  constructor(rules: WindowRules) {
    this.rules = rules;
    this.slotMs = rules.windowMs / SLOTS;
  }

  /** A sample that is older than the newest one changes nothing: what held at its time has been accounted for. */
  add(value: number, quality: number, time: number): void {
    if (time <= this.lastTime) return;
    this.holdUntil(time);
    this.lastTime = time;
    const before = this.lastValue;
    this.lastValue = isBad(quality) ? Number.NaN : value;
    if (Number.isNaN(this.lastValue)) return;
    const slot = this.slotAt(time);
    slot.low = Math.min(slot.low, value);
    slot.high = Math.max(slot.high, value);
    if (Number.isNaN(before)) return;
    slot.rise += this.riseOf(before, value);
    if (before === 0 && value !== 0) slot.starts++;
  }

  /** What was known before the first sample came; `column` is one stretch of it, in their order. What has been seen live stays. */
  recall(columns: readonly PastColumn[]): void {
    const recalled = new Map<number, Slot>();
    let before = Number.NaN;
    for (const column of columns) {
      const number = Math.floor(column.time / this.slotMs);
      const slot = recalled.get(number) ?? emptySlot(number);
      recalled.set(number, slot);
      addColumn(slot, column, before);
      if (!Number.isNaN(before)) slot.rise += this.riseOf(before, column.last);
      before = column.last;
    }
    for (const slot of recalled.values()) {
      const place = slot.number % SLOTS;
      if (this.slots[place]!.number < slot.number) this.slots[place] = slot;
    }
  }

  /** Undefined while too little of the window is known. */
  figure(figure: WindowFigure): number | undefined {
    const newest = Math.floor(this.lastTime / this.slotMs);
    const recent = this.slots.filter((slot) => slot.number > newest - SLOTS && slot.number <= newest);
    const knownMs = sum(recent, (slot) => slot.knownMs);
    const least = figure === 'slope' ? LEAST_KNOWN_FOR_SLOPE : LEAST_KNOWN;
    if (!(knownMs >= least * this.rules.windowMs)) return undefined;
    switch (figure) {
      case 'avg':
        return sum(recent, (slot) => slot.area) / knownMs;
      case 'min':
        return Math.min(...recent.map((slot) => slot.low));
      case 'max':
        return Math.max(...recent.map((slot) => slot.high));
      case 'delta':
        return sum(recent, (slot) => slot.rise);
      case 'count':
        return sum(recent, (slot) => slot.starts);
      case 'slope':
        return slopeOf(recent, newest) * (MINUTE_MS / this.slotMs);
      case 'median':
        return medianOf(meansOf(recent));
      case 'mad':
        return spreadOf(meansOf(recent));
    }
  }

  private riseOf(before: number, value: number): number {
    const { isCounter, rollover } = this.rules;
    if (!isCounter || value >= before) return value - before;
    return rollover === undefined ? value : rollover - before + value;
  }

  /** Spreads the last value over the time it held, step by step; what lies before the window is passed over. */
  private holdUntil(time: number): void {
    if (Number.isNaN(this.lastValue)) return;
    const { lastTime, lastValue, slotMs } = this;
    const until = Math.min(time, lastTime + this.rules.holdMs);
    const first = Math.max(Math.floor(lastTime / slotMs), Math.floor(until / slotMs) - SLOTS + 1);
    for (let number = first; number * slotMs < until; number++) {
      const from = Math.max(lastTime, number * slotMs);
      const knownMs = Math.min(until, (number + 1) * slotMs) - from;
      if (knownMs <= 0) continue;
      const slot = this.slotAt(from);
      slot.area += lastValue * knownMs;
      slot.knownMs += knownMs;
      slot.low = Math.min(slot.low, lastValue);
      slot.high = Math.max(slot.high, lastValue);
    }
  }

  /** The slot of a moment, emptied when it held an older one. */
  private slotAt(time: number): Slot {
    const number = Math.floor(time / this.slotMs);
    const place = number % SLOTS;
    const slot = this.slots[place]!;
    if (slot.number === number) return slot;
    const fresh = emptySlot(number);
    this.slots[place] = fresh;
    return fresh;
  }
}

const emptySlot = (number: number): Slot => ({
  ...{ number, area: 0, knownMs: 0, rise: 0, starts: 0 },
  ...{ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY },
});

/** How often it became something other than zero within a stretch is not told; whether it did, is. */
function addColumn(slot: Slot, { knownMs, mean, low, high, last }: PastColumn, before: number): void {
  slot.area += mean * knownMs;
  slot.knownMs += knownMs;
  slot.low = Math.min(slot.low, low);
  slot.high = Math.max(slot.high, high);
  const isOn = low !== 0 || high !== 0;
  if (isOn && (before === 0 || (low === 0 && last !== 0))) slot.starts++;
}

const sum = (slots: readonly Slot[], of: (slot: Slot) => number): number =>
  slots.reduce((total, slot) => total + of(slot), 0);

const meansOf = (slots: readonly Slot[]): number[] =>
  slots.filter((slot) => slot.knownMs > 0).map((slot) => slot.area / slot.knownMs);

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median absolute deviation from the median. */
function spreadOf(values: readonly number[]): number {
  const median = medianOf(values);
  return medianOf(values.map((value) => Math.abs(value - median)));
}

/** Least squares over the means of the slots, each weighing as much as is known of it; per slot. */
function slopeOf(slots: readonly Slot[], newest: number): number {
  const known = slots.filter((slot) => slot.knownMs > 0);
  const weight = sum(known, (slot) => slot.knownMs);
  const place = (slot: Slot): number => slot.number - newest;
  const meanPlace = sum(known, (slot) => place(slot) * slot.knownMs) / weight;
  const meanValue = sum(known, (slot) => slot.area) / weight;
  const spread = sum(known, (slot) => slot.knownMs * (place(slot) - meanPlace) ** 2);
  const together = sum(known, (slot) => (slot.area - meanValue * slot.knownMs) * (place(slot) - meanPlace));
  return spread > 0 ? together / spread : 0;
}
