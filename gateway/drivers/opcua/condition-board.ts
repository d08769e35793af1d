import type { ConditionMatch } from './condition-match.ts';
import type { ConditionEvent } from './event-filter.ts';

/** More than any building has; a server that invents conditions must not fill the memory. */
const MOST_STATES = 10_000;

/** A point that shows something of the conditions `matches` picks. */
export interface ConditionPoint {
  readonly slot: number;
  readonly field: 'active' | 'acknowledged' | 'severity' | 'message' | 'count';
  readonly matches: ConditionMatch;
}

/** What a point shows now. */
export interface ConditionValue {
  readonly slot: number;
  readonly value: number;
  readonly text: string;
  /** When the server says it came to that; null when it never said. */
  readonly time: Date | null;
}

interface PointState {
  readonly point: ConditionPoint;
  /** Present and former states of its conditions, by condition and branch. */
  readonly states: Map<string, ConditionEvent>;
  message: string;
  time: Date | null;
}

/**
 * The conditions of a server, as far as points show them: built from events, put right by refreshes (Part 9, 4.5).
 * What a refresh does not mention is over; what came during the refresh is newer than its copies.
 */
export class ConditionBoard {
  private readonly points: readonly PointState[];
  private readonly owners = new Map<string, readonly PointState[]>();
  private readonly touched = new Set<PointState>();
  /** Keys of states the refresh under way has not mentioned, and the times of those it has. Absent between refreshes. */
  private refresh: { readonly suspects: Map<string, ConditionEvent>; readonly seen: Map<string, number> } | undefined;
  private readonly states = new Map<string, ConditionEvent>();
  /** States that were not taken because there are too many. */
  dropped = 0;

  constructor(points: readonly ConditionPoint[]) {
    this.points = points.map((point) => ({ point, states: new Map(), message: '', time: null }));
  }

  beginRefresh(): void {
    this.refresh = { suspects: new Map(this.states), seen: new Map() };
  }

  /** Ends what the refresh did not mention, as of `time`. Every point has a value from now on. */
  endRefresh(time: Date | null): void {
    for (const [key, state] of this.refresh?.suspects ?? []) this.end(key, state, time);
    this.refresh = undefined;
    for (const state of this.points) {
      state.time ??= time;
      this.touched.add(state);
    }
  }

  apply(event: ConditionEvent): void {
    const key = `${event.condition} ${event.branch}`;
    if (this.isOlderCopy(key, event)) return;
    if (event.isRetained) this.hold(key, event);
    else this.end(key, event, event.time);
    for (const state of this.ownersOf(event)) note(state, event, this.refresh !== undefined);
  }

  /** What has changed since the last call. */
  take(): readonly ConditionValue[] {
    const changed = [...this.touched].map(shownBy);
    this.touched.clear();
    return changed;
  }

  /** Has every point told again by the next `take`. */
  touchAll(): void {
    for (const state of this.points) this.touched.add(state);
  }

  private isOlderCopy(key: string, event: ConditionEvent): boolean {
    if (!this.refresh) return false;
    const { suspects, seen } = this.refresh;
    const time = event.time?.getTime() ?? Number.NaN;
    if (time < (seen.get(key) ?? Number.NaN)) return true;
    suspects.delete(key);
    seen.set(key, time);
    return false;
  }

  private hold(key: string, event: ConditionEvent): void {
    if (this.states.size >= MOST_STATES && !this.states.has(key)) {
      this.dropped++;
      return;
    }
    this.states.set(key, event);
    for (const state of this.ownersOf(event)) {
      state.states.set(key, event);
      this.touched.add(state);
    }
  }

  private end(key: string, event: ConditionEvent, time: Date | null): void {
    this.states.delete(key);
    for (const state of this.ownersOf(event)) {
      state.states.delete(key);
      state.time = later(state.time, time);
      this.touched.add(state);
    }
  }

  /** The points a condition concerns; worked out once per condition. */
  private ownersOf(event: ConditionEvent): readonly PointState[] {
    const key = `${event.condition} ${event.sourceNode} ${event.sourceName} ${event.name}`;
    const known = this.owners.get(key);
    if (known) return known;
    const owners = this.points.filter(({ point }) => point.matches(event));
    if (this.owners.size < MOST_STATES) this.owners.set(key, owners);
    return owners;
  }
}

/** The last event has the last word; among the copies of a refresh, which come in any order, the newest. */
function note(state: PointState, event: ConditionEvent, isRefreshing: boolean): void {
  if (isRefreshing && event.time !== null && later(state.time, event.time) !== event.time) return;
  state.time = event.time ?? state.time;
  state.message = event.message;
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return b ?? a;
  return b.getTime() >= a.getTime() ? b : a;
}

function shownBy({ point, states, message, time }: PointState): ConditionValue {
  const present = [...states.values()].filter((state) => state.branch === '' && state.isActive);
  const shown = { slot: point.slot, text: message, time };
  switch (point.field) {
    case 'active':
      return { ...shown, value: present.length > 0 ? 1 : 0 };
    case 'acknowledged':
      return { ...shown, value: [...states.values()].every((state) => state.isAcknowledged) ? 1 : 0 };
    case 'severity':
      return { ...shown, value: Math.max(0, ...present.map((state) => state.severity)) };
    case 'count':
      return { ...shown, value: present.length };
    case 'message':
      return { ...shown, value: 0 };
  }
}
