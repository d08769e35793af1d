/** A stretch of time, ms since the epoch; the end is not part of it. */
export interface Interval {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** The same moments as disjoint stretches in order; what touches is one. Empty stretches vanish. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const out: Interval[] = [];
  for (const next of intervals.filter(isSome).sort((a, b) => a.startsAt - b.startsAt)) {
    const last = out.at(-1);
    if (!last || last.endsAt < next.startsAt) out.push({ startsAt: next.startsAt, endsAt: next.endsAt });
    else out[out.length - 1] = { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, next.endsAt) };
  }
  return out;
}

/** What is left of a stretch outside of the others, in order. */
export function without(whole: Interval, others: readonly Interval[]): readonly Interval[] {
  let left = whole.startsAt;
  const out: Interval[] = [];
  for (const { startsAt, endsAt } of union(others)) {
    out.push({ startsAt: left, endsAt: Math.min(startsAt, whole.endsAt) });
    left = Math.max(left, endsAt);
  }
  return [...out, { startsAt: left, endsAt: whole.endsAt }].filter(isSome);
}

/** The part of a stretch that lies in another; undefined when they do not meet. */
export function common(a: Interval, b: Interval): Interval | undefined {
  const both = { startsAt: Math.max(a.startsAt, b.startsAt), endsAt: Math.min(a.endsAt, b.endsAt) };
  return isSome(both) ? both : undefined;
}

export const holds = ({ startsAt, endsAt }: Interval, at: number): boolean => startsAt <= at && at < endsAt;

const isSome = ({ startsAt, endsAt }: Interval): boolean => startsAt < endsAt;
