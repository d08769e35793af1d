import type { Priority } from '../domain/alarm.ts';
import type { AlarmClass, ChatterRule, Condition, OrderPolicy } from '../domain/condition.ts';
import { durationMs } from '../domain/duration.ts';
import type { AlarmAttributes, OrderEntry, ReAlarmEntry } from './alarm-schema.ts';
import type { AlarmSection } from './alarm-section.ts';

/** Until it is over: a number that JSON can hold and nobody counts to. */
const WITHOUT_END = Number.MAX_SAFE_INTEGER;
const USUAL_CHATTER: ChatterRule = { count: 3, windowMs: 60_000, holdOffMs: 300_000, releaseMs: 600_000 };

/** What is known of a condition from its class and priority, what the site has set, and what is written of it. */
export type ResolvedAttributes = Pick<
  Condition,
  | 'class'
  | 'timeToRespondMs'
  | 'latching'
  | 'confirmRequired'
  | 'acknowledgement'
  | 'reAlarm'
  | 'longestShelfMs'
  | 'suppressible'
  | 'holdMs'
  | 'chatter'
  | 'order'
>;

/** Every attribute with its value; safety is never held back, shelved or suppressed. */
export function attributesOf(written: AlarmAttributes, priority: Priority, site: AlarmSection): ResolvedAttributes {
  const kind = written.class ?? 'equipment';
  return {
    class: kind,
    timeToRespondMs: written.timeToRespond === undefined ? undefined : durationMs(written.timeToRespond),
    latching: written.latching ?? false,
    confirmRequired: written.confirm ?? false,
    acknowledgement: written.acknowledgement ?? usualAcknowledgement(kind, priority),
    reAlarm: reAlarmOf(written.reAlarm ?? site.reAlarm[priority]),
    longestShelfMs: longestShelfMs(kind, written, site),
    suppressible: kind !== 'safety',
    holdMs: holdMs(kind, priority, written, site),
    chatter: chatterOf(written, site),
    order: orderOf(written.order ?? (kind === 'comfort' ? 'never' : site.orders[priority])),
  };
}

function usualAcknowledgement(kind: AlarmClass, priority: Priority): Condition['acknowledgement'] {
  if (kind === 'safety' || kind === 'regulatory') return 'note-required';
  return priority === 'P4' ? 'auto' : 'required';
}

function longestShelfMs(kind: AlarmClass, { longestShelf }: AlarmAttributes, site: AlarmSection): number {
  if (kind === 'safety') return 0;
  return durationMs(longestShelf ?? site.longestShelf[kind]);
}

function holdMs(kind: AlarmClass, priority: Priority, { hold }: AlarmAttributes, site: AlarmSection): number {
  if (priority === 'P1' || kind === 'safety') return 0;
  return durationMs(hold ?? site.hold[priority]);
}

function chatterOf(written: AlarmAttributes, site: AlarmSection): ChatterRule {
  const { count, window, holdOff, release } = { ...site.chatter, ...written.chatter };
  return {
    count: count ?? USUAL_CHATTER.count,
    windowMs: window === undefined ? USUAL_CHATTER.windowMs : durationMs(window),
    holdOffMs: holdOff === undefined ? USUAL_CHATTER.holdOffMs : durationMs(holdOff),
    releaseMs: release === undefined ? USUAL_CHATTER.releaseMs : durationMs(release),
  };
}

/** A written rule as the alarm step takes it; undefined is never. */
function reAlarmOf(entry: ReAlarmEntry): Condition['reAlarm'] {
  return entry === 'never' ? undefined : { afterMs: durationMs(entry.after), times: entry.times ?? WITHOUT_END };
}

function orderOf(entry: OrderEntry): OrderPolicy {
  if (typeof entry === 'string') return { when: entry };
  if ('activeFor' in entry) return { when: 'active-for', ms: durationMs(entry.activeFor) };
  return { when: 'count', count: entry.count, windowMs: durationMs(entry.within) };
}
