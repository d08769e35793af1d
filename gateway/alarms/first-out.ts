/** An activation of a member of a first-out group. */
export interface Trip {
  readonly member: number;
  /** When it began: by its source where that clock is to be believed, by ours where it is not. */
  readonly at: number;
  /** Journal order. */
  readonly order: number;
}

/** Those of a group that have tripped and are not over; empty when all are normal and acknowledged. */
export interface FirstOutGroup {
  readonly trips: readonly Trip[];
  /** Null only without any trip, or when the first has cleared before the others. */
  readonly first: Trip | null;
  /** People were told of one of them: what is called the first stays the first. */
  readonly isSettled: boolean;
}

export const NO_TRIPS: FirstOutGroup = { trips: [], first: null, isSettled: false };

/** Which of two came first: by time, then by journal order, then as they are configured. */
const precedes = (a: Trip, b: Trip): boolean => (a.at - b.at || a.order - b.order || a.member - b.member) < 0;

/** A member has become active. One that is in already does not trip again. */
export function trip(group: FirstOutGroup, next: Trip): FirstOutGroup {
  if (group.trips.some(({ member }) => member === next.member)) return group;
  const { first, isSettled, trips } = group;
  const isFirst = trips.length === 0 || (first !== null && !isSettled && precedes(next, first));
  return { trips: [...trips, next], first: isFirst ? next : first, isSettled };
}

/** People were told of a member. */
export const settle = (group: FirstOutGroup): FirstOutGroup =>
  group.isSettled || group.trips.length === 0 ? group : { ...group, isSettled: true };

/** A member is normal and acknowledged, or closed. */
export function clear(group: FirstOutGroup, gone: number): FirstOutGroup {
  const trips = group.trips.filter(({ member }) => member !== gone);
  if (trips.length === group.trips.length) return group;
  if (trips.length === 0) return NO_TRIPS;
  return { ...group, trips, first: group.first?.member === gone ? null : group.first };
}

/** What a member is in its group; null when it has not tripped. */
export function rankOf(group: FirstOutGroup, member: number): 'first' | 'later' | null {
  if (group.first?.member === member) return 'first';
  return group.trips.some((one) => one.member === member) ? 'later' : null;
}
