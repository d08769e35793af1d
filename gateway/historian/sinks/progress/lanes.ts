import type { Place } from '../../log/place.ts';

/**
 * How far a sink has come. Everything up to `tail` is stored there, and everything after `liveFrom` up to `live`.
 * Between `tail` and `liveFrom` lies what an outage left behind. Without a gap the three are the same place.
 */
export interface LaneState {
  readonly tail: Place;
  readonly liveFrom: Place;
  readonly live: Place;
}

export type Lane = 'live' | 'replay';

/** The next piece of work: batches after `afterId` up to `upToId`. */
export interface LaneWork {
  readonly lane: Lane;
  readonly afterId: number;
  readonly upToId: number;
}

/** A backlog larger than this is left to the replay lane, so that the newest value does not wait behind it. */
export const LARGEST_LIVE_BACKLOG = 20_000;

export const hasGap = (state: LaneState): boolean => state.liveFrom.id > state.tail.id;

export const startAt = (place: Place): LaneState => ({ tail: place, liveFrom: place, live: place });

/** Whether batch `id` is stored in none of the lanes. */
export const isMissing = ({ tail, liveFrom, live }: LaneState, id: number): boolean =>
  id > live.id || (id > tail.id && id <= liveFrom.id);

/** Whether the newest value would wait too long behind what the live lane still has to send. */
export const isFarBehind = (state: LaneState, head: Place): boolean =>
  head.samples - state.live.samples > LARGEST_LIVE_BACKLOG;

/** Everything up to `head` is left to the replay lane, what the live lane had stored of it included. */
export const leaveToReplay = (state: LaneState, head: Place): LaneState =>
  head.id > state.tail.id ? { tail: state.tail, liveFrom: head, live: head } : state;

/**
 * Live data first; the gap oldest first. When live data itself has fallen far behind (another outage) the gap grows
 * to the head: what the live lane had stored inside of it is sent once more, which the sink does not notice.
 */
export function nextWork(state: LaneState, head: Place): { state: LaneState; work: LaneWork | undefined } {
  if (isFarBehind(state, head)) return nextWork(leaveToReplay(state, head), head);
  if (state.live.id < head.id) return { state, work: { lane: 'live', afterId: state.live.id, upToId: head.id } };
  if (!hasGap(state)) return { state, work: undefined };
  return { state, work: { lane: 'replay', afterId: state.tail.id, upToId: state.liveFrom.id } };
}

/** Batches up to `place` are stored. What is behind the lane already (it was deleted meanwhile) changes nothing. */
export function acknowledge(state: LaneState, lane: Lane, place: Place): LaneState {
  if (place.id <= (lane === 'live' ? state.live.id : state.tail.id)) return state;
  if (!hasGap(state)) return startAt(place);
  if (lane === 'live') return { ...state, live: place };
  return place.id >= state.liveFrom.id ? startAt(state.live) : { ...state, tail: place };
}

/** The sink may have lost what it acknowledged after `safe`: everything from there on is sent again. */
export function rewind(state: LaneState, safe: Place): LaneState {
  return startAt(safe.id < state.tail.id ? safe : state.tail);
}

/** Batches up to `place` were deleted from the log; `lost` tells how many samples had not been stored. */
export function skipDeleted(state: LaneState, place: Place): { state: LaneState; lost: number } {
  if (place.id <= state.tail.id) return { state, lost: 0 };
  if (!hasGap(state)) return { state: startAt(place), lost: place.samples - state.tail.samples };
  if (place.id < state.liveFrom.id)
    return { state: { ...state, tail: place }, lost: place.samples - state.tail.samples };
  const lostInGap = state.liveFrom.samples - state.tail.samples;
  if (place.id <= state.live.id) return { state: startAt(state.live), lost: lostInGap };
  return { state: startAt(place), lost: lostInGap + place.samples - state.live.samples };
}

/** Samples between the beginning of the log and `head` that are not stored yet. */
export function countBehind(state: LaneState, head: Place): number {
  return head.samples - state.live.samples + (state.liveFrom.samples - state.tail.samples);
}
