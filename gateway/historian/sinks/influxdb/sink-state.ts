import { z } from 'zod';
import type { Place } from '../../log/place.ts';
import { type LaneState, startAt } from './lanes.ts';

const place = z.object({ id: z.number(), samples: z.number() });

const sinkState = z.object({
  lanes: z.object({ tail: place, liveFrom: place, live: place }),
  safe: place,
  /** Where this sink joined; earlier samples are not its business. */
  base: place,
  evicted: z.number(),
  quarantined: z.number(),
  lastStoredAt: z.number().nullable(),
});

/** What a sink remembers between runs. */
export interface SinkState {
  readonly lanes: LaneState;
  readonly safe: Place;
  readonly base: Place;
  /** Samples deleted from the log before they were stored here. */
  readonly evicted: number;
  readonly quarantined: number;
  readonly lastStoredAt: number | null;
}

export function newSinkState(base: Place): SinkState {
  return { lanes: startAt(base), safe: base, base, evicted: 0, quarantined: 0, lastStoredAt: null };
}

/** The saved state, or a new one beginning at `base` when there is none that can be read. */
export function restoreSinkState(saved: unknown, base: Place): SinkState {
  const parsed = sinkState.safeParse(saved);
  return parsed.success ? parsed.data : newSinkState(base);
}
