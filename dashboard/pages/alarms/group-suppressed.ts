import type { WireAlarm } from '../../data/alarm-api.ts';

/** What keeps alarms quiet, and which. */
export interface SuppressedGroup {
  /** Unique among the groups. */
  readonly key: string;
  readonly because:
    | { readonly kind: 'alarm'; readonly id: string }
    /** Equipment that stands still or is in maintenance, the hours, or a worse level of the same point. */
    | { readonly kind: 'other'; readonly reason: string; readonly of: string };
  readonly alarms: readonly WireAlarm[];
}

/** A chain of causes is never so long. */
const LONGEST_CHAIN = 20;

/** Suppressed alarms by what they are a consequence of in the end: one cause, n behind it. The largest group first. */
export function groupSuppressed(suppressed: readonly WireAlarm[]): readonly SuppressedGroup[] {
  const byId = new Map(suppressed.map((alarm) => [alarm.id, alarm]));
  const groups = Map.groupBy(suppressed, (alarm) => keyOf(rootOf(alarm, byId)));
  return [...groups]
    .map(([key, alarms]) => ({ key, because: rootOf(alarms[0]!, byId), alarms }))
    .sort((a, b) => b.alarms.length - a.alarms.length || (a.key < b.key ? -1 : 1));
}

const keyOf = (because: SuppressedGroup['because']): string =>
  because.kind === 'alarm' ? `alarm ${because.id}` : `${because.reason} ${because.of}`;

/** The cause behind the cause: a parent that is itself suppressed is only a link of the chain. */
function rootOf(alarm: WireAlarm, byId: ReadonlyMap<string, WireAlarm>): SuppressedGroup['because'] {
  let last = alarm;
  for (let i = 0; i < LONGEST_CHAIN; i++) {
    const next = byId.get(last.parent ?? '');
    if (!next) break;
    last = next;
  }
  if (last.parent !== null) return { kind: 'alarm', id: last.parent };
  const [reason] = last.suppressedBy;
  return { kind: 'other', reason: reason?.kind ?? 'parent', of: reason?.key ?? '' };
}
