import type { LiveFrame } from '../../gateway/contract/live-frame.ts';
import type { PointState } from '../../gateway/contract/resources.ts';
import { QUALITY, qualityName } from '../../gateway/domain/quality.ts';
import { type Standing, standingOf } from '../format/standing.ts';

/** What a readout shows of a point. A new object whenever it differs, the same object while it does not. */
export interface Reading {
  /** Null where nothing may be shown (quality bad). */
  readonly value: number | null;
  readonly standing: Standing;
  /** Name of the quality code. */
  readonly reason: string;
  /** ms since the epoch; null before the first reading. */
  readonly sourceTime: number | null;
  /** Whole seconds, once the value is older than two scan periods; null while it is younger. */
  readonly ageSeconds: number | null;
}

export interface PointStore {
  /** Undefined when the site has no such tag. */
  read(tag: string): Reading | undefined;
  subscribe(tag: string, listener: () => void): () => void;
  /** Tags somebody listens to: what the screen shows. */
  watched(): readonly string[];
  /** Told when that set changes. */
  onWatched(listener: () => void): () => void;
  /** Takes a frame over; listeners hear of it at the next `flush`. */
  apply(frame: LiveFrame): void;
  /** Tells the listeners of points that changed, of at most so many points; true when some are left for the next frame. */
  flush(most?: number): boolean;
  /** Grows ages and turns what has become old into stale; called about once a second. */
  sweep(now: number, linkLost: boolean): void;
}

const NOT_READ: Reading = { value: null, standing: 'bad', reason: 'bad-waiting', sourceTime: null, ageSeconds: null };

const codeByName = new Map<string, number>(Object.entries(QUALITY));

/** Newest sample of every point in typed arrays by index, with one set of listeners per watched point. */
export function createPointStore(points: readonly PointState[], startMs: number): PointStore {
  const size = points.reduce((most, point) => Math.max(most, point.index + 1), 0);
  const value = new Float64Array(size).fill(Number.NaN);
  const sourceTime = new Float64Array(size);
  const quality = new Uint8Array(size).fill(QUALITY['bad-waiting']);
  const staleAfter = new Float64Array(size);
  const period = new Float64Array(size);
  const indexByTag = new Map(points.map((point) => [point.tag, point.index]));
  const tagByIndex = new Map(points.map((point) => [point.index, point.tag]));
  const shown = new Map<number, Reading>();
  const listeners = new Map<number, Set<() => void>>();
  const dirty = new Set<number>();
  const watchers = new Set<() => void>();
  let now = startMs;
  let linkLost = true;

  for (const point of points) {
    value[point.index] = point.value ?? Number.NaN;
    sourceTime[point.index] = point.sourceTime === null ? 0 : Date.parse(point.sourceTime);
    quality[point.index] = codeByName.get(point.reason) ?? QUALITY['bad-device'];
    staleAfter[point.index] = point.staleAfterMs;
    period[point.index] = point.periodMs;
  }

  function derive(i: number): Reading {
    const sample = { value: value[i] ?? Number.NaN, quality: quality[i] ?? 255, sourceTime: sourceTime[i] ?? 0 };
    if (sample.sourceTime <= 0) return { ...NOT_READ, reason: qualityName(sample.quality) };
    const standing = standingOf(sample, staleAfter[i] ?? 0, now, linkLost);
    const age = now - sample.sourceTime;
    const ageMatters = standing === 'stale' || age > 2 * (period[i] ?? 0) + 1000;
    return {
      value: standing === 'bad' ? null : sample.value,
      standing,
      reason: qualityName(sample.quality),
      sourceTime: sample.sourceTime,
      ageSeconds: ageMatters ? Math.max(0, Math.floor(age / 1000)) : null,
    };
  }

  function refresh(i: number): boolean {
    const before = shown.get(i);
    const after = derive(i);
    if (before && sameReading(before, after)) return false;
    shown.set(i, after);
    return true;
  }

  function tellWatchers(): void {
    for (const watcher of watchers) watcher();
  }

  function tell(i: number): void {
    for (const listener of [...(listeners.get(i) ?? [])]) listener();
  }

  return {
    read(tag) {
      const i = indexByTag.get(tag);
      if (i === undefined) return undefined;
      if (!shown.has(i) || !listeners.has(i)) refresh(i);
      return shown.get(i);
    },
    subscribe(tag, listener) {
      const i = indexByTag.get(tag);
      if (i === undefined) return () => undefined;
      const set = listeners.get(i) ?? new Set();
      const isFirst = set.size === 0;
      listeners.set(i, set.add(listener));
      if (isFirst) tellWatchers();
      return () => {
        if (!set.delete(listener) || set.size > 0) return;
        listeners.delete(i);
        tellWatchers();
      };
    },
    watched: () => [...listeners.keys()].flatMap((i) => tagByIndex.get(i) ?? []),
    onWatched(listener) {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    apply(frame) {
      now = Math.max(now, frame.serverTime);
      frame.point.forEach((i, at) => {
        if (i >= size) return;
        value[i] = frame.value[at] ?? Number.NaN;
        sourceTime[i] = frame.sourceTime[at] ?? 0;
        quality[i] = frame.quality[at] ?? 255;
        dirty.add(i);
      });
    },
    flush(most = Number.POSITIVE_INFINITY) {
      let told = 0;
      for (const i of dirty) {
        if (told >= most) return true;
        dirty.delete(i);
        if (!listeners.has(i) || !refresh(i)) continue;
        tell(i);
        told++;
      }
      return false;
    },
    sweep(at, lost) {
      now = at;
      linkLost = lost;
      for (const i of listeners.keys()) if (refresh(i)) tell(i);
    },
  };
}

const sameReading = (a: Reading, b: Reading): boolean =>
  Object.is(a.value, b.value) &&
  a.standing === b.standing &&
  a.reason === b.reason &&
  a.sourceTime === b.sourceTime &&
  a.ageSeconds === b.ageSeconds;
