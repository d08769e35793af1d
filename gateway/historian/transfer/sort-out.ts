import type { SampleBatch } from '../../domain/sample.ts';
import { EMPTY_SERIES, type Series } from '../series.ts';
import type { HistoryAccess } from '../sinks/embedded/history-access.ts';
import { dayOf } from '../sinks/embedded/levels.ts';
import type { TimeSlice } from '../time-slice.ts';
import { FUTURE_MS } from './limits.ts';
import { judgeAgainst, VERDICT } from './verdict.ts';

/** Days of points held at once; a file that jumps about more than this only costs time. */
const DAYS_HELD = 512;

export interface SortOutRules {
  /** Ids by point index. */
  readonly idOfIndex: Uint32Array;
  readonly nowMs: number;
  /** Raw samples of a point (by id) older than this are deleted. */
  readonly rawMs: (id: number) => number;
}

/** Compares samples of the past with what is recorded: one verdict for each. Changes nothing. */
export async function sortOut(
  { length, point, value, quality, sourceTime }: SampleBatch,
  access: HistoryAccess,
  { idOfIndex, nowMs, rawMs }: SortOutRules,
  slice: TimeSlice,
): Promise<Uint8Array> {
  const verdicts = new Uint8Array(length);
  const days = new KnownDays(access);
  for (let i = 0; i < length; i++) {
    const id = idOfIndex[point[i]!] ?? 0;
    const time = sourceTime[i]!;
    if (id === 0 || !(time >= 0 && time <= nowMs + FUTURE_MS)) verdicts[i] = VERDICT.invalid;
    else if (dayOf(time) < dayOf(nowMs - rawMs(id)) || days.isOver(id, dayOf(time))) verdicts[i] = VERDICT.tooOld;
    else verdicts[i] = judgeAgainst(days.series(id, dayOf(time)), { time, value: value[i]!, quality: quality[i]! });
    await slice.pause();
  }
  return verdicts;
}

interface KnownDay {
  readonly series: Series;
  readonly isOver: boolean;
}

/** The days that samples of a batch fall on, each read once. */
class KnownDays {
  private readonly access: HistoryAccess;
  private readonly known = new Map<string, KnownDay>();

  constructor(access: HistoryAccess) {
    this.access = access;
  }

  /** Only rollups of this day are left. */
  isOver(point: number, day: number): boolean {
    return this.look(point, day).isOver;
  }

  series(point: number, day: number): Series {
    return this.look(point, day).series;
  }

  private look(point: number, day: number): KnownDay {
    const key = `${point} ${day}`;
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size >= DAYS_HELD) this.known.clear();
    const found = this.read(point, day);
    this.known.set(key, found);
    return found;
  }

  private read(point: number, day: number): KnownDay {
    const { store, readerOf } = this.access;
    if (store.hasOnlyRollups(point, day)) return { series: EMPTY_SERIES, isOver: true };
    return { series: copyOf(readerOf(point).day(day)), isOver: false };
  }
}

/** What is still open may be put in order by the next sample that arrives. */
const copyOf = ({ length, time, value, quality }: Series): Series => ({
  length,
  time: time.slice(0, length),
  value: value.slice(0, length),
  quality: quality.slice(0, length),
});
