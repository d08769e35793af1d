import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { HistorySeries } from '../../../gateway/contract/resources.ts';
import type { Reading } from '../point-store.ts';
import {
  appendLive,
  joinTrend,
  type LiveSample,
  type MissingPart,
  missingPart,
  movedSeries,
  type TrendTable,
} from '../trend.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

export interface Trend {
  readonly table: TrendTable;
  /** How many lines of the table are of the window itself; those behind are the same ones earlier. */
  readonly ownLines: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly loading: boolean;
  /** The first failure, if any line could not be loaded. */
  readonly error: Error | null;
  /** What of the past could not be read; the rest is in the table. */
  readonly missing: MissingPart | null;
}

/** Live samples kept per line between two loads of the history. */
const TRAIL_LIMIT = 1200;
const LIVE_STEP_MS = 1000;

/** How often the history of a window is loaded again: about one column of a wide chart, never faster than a minute. */
const reloadMs = (windowMs: number): number => Math.max(60_000, windowMs / 500);

/** What a trend is to show. */
export interface TrendQuestion {
  readonly tags: readonly string[];
  readonly windowMs: number;
  readonly width: number;
  /** False stops the clock of the window. */
  readonly live: boolean;
  /** End of the window; now when absent. */
  readonly untilMs?: number | undefined;
  /** Lays the same window so much earlier over it: as many lines again, in the same order, behind the others. */
  readonly earlierMs?: number | undefined;
}

/** History of some points up to a moment; up to now what is seen live is joined on. */
export function useTrend({ tags, windowMs, width, live: isLive, untilMs, earlierMs }: TrendQuestion): Trend {
  const { api, time, link } = useServices();
  // Until the gateway has told its time, "now" is that of a desk whose clock may be wrong by days.
  const isTimeKnown = useCell(link).state !== 'connecting';
  // biome-ignore lint/correctness/useExhaustiveDependencies: taken once more when the time is known
  const heldAt = useMemo(() => time.nowMs(), [time, isTimeKnown]);
  const live = isLive && untilMs === undefined;
  const asked = [0, ...(earlierMs === undefined ? [] : [earlierMs])].flatMap((byMs) =>
    tags.map((tag) => ({ tag, byMs })),
  );
  const results = useQueries({
    queries: asked.map(({ tag, byMs }) => ({
      queryKey: ['history', tag, windowMs, width, untilMs, byMs],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const to = (untilMs ?? time.nowMs()) - byMs;
        const series = await api.history(tag, to - windowMs, to, width, signal);
        return byMs === 0 ? series : movedSeries(series, byMs);
      },
      enabled: isTimeKnown || untilMs !== undefined,
      refetchInterval: live ? reloadMs(windowMs) : (false as const),
      staleTime: reloadMs(windowMs) / 2,
    })),
  });
  const trails = useLiveTrails(tags, live);
  const own = results.slice(0, tags.length).flatMap(({ data }): HistorySeries[] => (data ? [data] : []));
  const earlier = results.slice(tags.length).flatMap(({ data }): HistorySeries[] => (data ? [data] : []));
  // Each of the earlier ones belongs to the line in its place: all or none.
  const isWhole = own.length === tags.length && earlier.length === tags.length;
  const series = isWhole ? [...own, ...earlier] : own;
  const key = results.map((result) => result.dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the series are new arrays each time; `key` says when they differ
  const table = useMemo(() => joinTrend(series, trails), [key, trails]);
  const toMs = untilMs ?? (live ? time.nowMs() : heldAt);
  return {
    table,
    ownLines: own.length,
    fromMs: toMs - windowMs,
    toMs,
    loading: results.some((result) => result.isPending),
    error: results.find((result) => result.error)?.error ?? null,
    missing: missingPart(own),
  };
}

/** What the points have read since the window was opened; a value that is stale or bad is kept as a gap. Redrawn once a second. */
function useLiveTrails(tags: readonly string[], live: boolean): ReadonlyMap<string, readonly LiveSample[]> {
  const { site, clock, time } = useServices();
  const points = useCell(site)?.points;
  const [trails, setTrails] = useState<ReadonlyMap<string, readonly LiveSample[]>>(new Map());
  const key = tags.join('\n');
  useEffect(() => {
    if (!live || !points || key === '') return;
    const fresh = new Map<string, LiveSample[]>(key.split('\n').map((tag) => [tag, []]));
    const note = (tag: string): void => {
      const seen = fresh.get(tag);
      const sample = sampleOf(points.read(tag), time.nowMs());
      if (sample && seen && seen.length < TRAIL_LIMIT) seen.push(sample);
    };
    const stops = [...fresh.keys()].map((tag) => {
      // What nobody looked at until now is as old as that; the gateway sends it within a moment.
      if (points.read(tag)?.standing !== 'stale') note(tag);
      return points.subscribe(tag, () => note(tag));
    });
    const timer = clock.every(LIVE_STEP_MS, () => {
      if ([...fresh.values()].every((seen) => seen.length === 0)) return;
      const taken = new Map([...fresh].map(([tag, seen]) => [tag, seen.splice(0)] as const));
      setTrails((before) => grown(before, taken));
    });
    return () => {
      timer.cancel();
      for (const stop of stops) stop();
    };
  }, [live, points, key, clock, time]);
  return trails;
}

/** At the time of its source, as the history has it; a gap begins when it is noticed, after a value. What was written by hand is none of the line's. */
function sampleOf(reading: Reading | undefined, now: number): LiveSample | undefined {
  if (!reading?.sourceTime) return undefined;
  const isTrusted = reading.standing === 'good' || reading.standing === 'uncertain';
  if (!isTrusted || reading.reason === 'good-manual') return { time: now, value: null };
  return {
    ...{ time: reading.sourceTime, value: reading.value },
    ...(reading.standing === 'uncertain' ? { isDoubtful: true } : {}),
  };
}

function grown(
  before: ReadonlyMap<string, readonly LiveSample[]>,
  taken: ReadonlyMap<string, readonly LiveSample[]>,
): ReadonlyMap<string, readonly LiveSample[]> {
  const trails = [...taken].map(([tag, seen]): [string, readonly LiveSample[]] => [
    tag,
    seen.reduce<readonly LiveSample[]>(
      (trail, sample) => appendLive(trail, sample, TRAIL_LIMIT),
      before.get(tag) ?? [],
    ),
  ]);
  return new Map(trails);
}
