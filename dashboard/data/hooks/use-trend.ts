import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { HistorySeries } from '../../../gateway/contract/resources.ts';
import { appendLive, joinTrend, type LiveSample, type MissingPart, missingPart, type TrendTable } from '../trend.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

export interface Trend {
  readonly table: TrendTable;
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
const LIVE_STEP_MS = 2000;

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
}

/** History of some points up to a moment; up to now what is seen live is joined on. */
export function useTrend({ tags, windowMs, width, live: isLive, untilMs }: TrendQuestion): Trend {
  const { api, time } = useServices();
  const [heldAt] = useState(() => time.nowMs());
  const live = isLive && untilMs === undefined;
  const results = useQueries({
    queries: tags.map((tag) => ({
      queryKey: ['history', tag, windowMs, width, untilMs],
      queryFn: ({ signal }: { signal: AbortSignal }) => {
        const to = untilMs ?? time.nowMs();
        return api.history(tag, to - windowMs, to, width, signal);
      },
      refetchInterval: live ? reloadMs(windowMs) : (false as const),
      staleTime: reloadMs(windowMs) / 2,
    })),
  });
  const trails = useLiveTrails(tags, live);
  const series = results.flatMap((result): HistorySeries[] => (result.data ? [result.data] : []));
  const key = results.map((result) => result.dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the series are new arrays each time; `key` says when they differ
  const table = useMemo(() => joinTrend(series, trails), [key, trails]);
  const toMs = untilMs ?? (live ? time.nowMs() : heldAt);
  return {
    table,
    fromMs: toMs - windowMs,
    toMs,
    loading: results.some((result) => result.isPending),
    error: results.find((result) => result.error)?.error ?? null,
    missing: missingPart(series),
  };
}

/** Every two seconds what the points read; a value that is stale or bad is kept as a gap. */
function useLiveTrails(tags: readonly string[], live: boolean): ReadonlyMap<string, readonly LiveSample[]> {
  const { site, clock, time } = useServices();
  const points = useCell(site)?.points;
  const [trails, setTrails] = useState<ReadonlyMap<string, readonly LiveSample[]>>(new Map());
  const latest = useRef(tags);
  latest.current = tags;
  useEffect(() => {
    if (!live || !points) return;
    const timer = clock.every(LIVE_STEP_MS, () => {
      setTrails((before) => {
        const entries = latest.current.map((tag): [string, readonly LiveSample[]] => {
          const reading = points.read(tag);
          const isMeasured = reading?.reason !== 'good-manual';
          const trusted = isMeasured && (reading?.standing === 'good' || reading?.standing === 'uncertain');
          const sample = { time: time.nowMs(), value: trusted ? (reading?.value ?? null) : null };
          return [tag, appendLive(before.get(tag) ?? [], sample, TRAIL_LIMIT)];
        });
        return new Map(entries);
      });
    });
    return () => timer.cancel();
  }, [live, points, clock, time]);
  return trails;
}
