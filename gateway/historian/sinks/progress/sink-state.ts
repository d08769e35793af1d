import { z } from 'zod';
import type { Place } from '../../log/place.ts';
import { type LaneState, startAt } from './lanes.ts';

const place = z.object({ id: z.number(), samples: z.number() });

const sinkState = z.object({
  counts: z.enum(['usable', 'all']).default('usable'),
  lanes: z.object({ tail: place, liveFrom: place, live: place }),
  safe: place.extend({ expired: z.number().default(0) }),
  /** Where this sink joined; earlier samples are not its business. */
  base: place,
  evicted: z.number(),
  expired: z.number().default(0),
  lastStoredAt: z.number().nullable(),
});

/** Which samples are a sink's business: those with a value, or also those that say why there is none. */
export type SinkCounts = 'usable' | 'all';

/** What is sent again after doubts is counted again: so the count belongs to the place. */
export interface SafePlace extends Place {
  readonly expired: number;
}

/** What a sink remembers between runs. */
export interface SinkState {
  readonly counts: SinkCounts;
  readonly lanes: LaneState;
  readonly safe: SafePlace;
  readonly base: Place;
  /** Samples deleted from the log before they were stored here. */
  readonly evicted: number;
  /** Samples older than the sink keeps data: nobody's fault, and of no use there. */
  readonly expired: number;
  readonly lastStoredAt: number | null;
}

export function newSinkState(counts: SinkCounts, base: Place): SinkState {
  const safe = { ...base, expired: 0 };
  return { counts, lanes: startAt(base), safe, base, evicted: 0, expired: 0, lastStoredAt: null };
}

/** The saved state, or a new one beginning at `base` when there is none of this kind that can be read. */
export function restoreSinkState(saved: unknown, counts: SinkCounts, base: Place): SinkState {
  const parsed = sinkState.safeParse(saved);
  return parsed.success && parsed.data.counts === counts ? parsed.data : newSinkState(counts, base);
}
