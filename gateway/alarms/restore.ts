import type { Alarm } from '../domain/alarm.ts';
import { resumeAlarm } from '../domain/alarm-step/resume.ts';
import type { AlarmRule } from '../domain/alarm-step/rule.ts';
import { stepAlarm } from '../domain/alarm-step/step.ts';
import { isActive, isOpen, isQuieted, type Moment } from '../domain/condition-state.ts';
import type { AlarmTransition, StoredCondition } from '../ports/alarm-repository.ts';
import { alarmRecord } from './alarm-record.ts';
import type { Slot } from './condition-table.ts';
import { escalationOf } from './effects.ts';

const REMOVED_NOTE = '已从配置中移除 / no longer configured';

/** T22: a condition goes on where it was. Deadlines that passed meanwhile take effect with the first tick. */
export function resumeSlot(slot: Slot, { state, savedAt, savedMono, alarm }: StoredCondition, now: Moment): void {
  slot.state = resumeAlarm(state, savedMono, Math.max(0, now.wallMs - savedAt), now);
  const record = alarmRecord(slot, { workOrder: null, consequences: 0 });
  const isStored = record !== null && record.id === alarm?.id;
  const isShown = isStored || isOpen(slot.state.episode);
  slot.alarm = record && isShown ? { ...record, workOrder: isStored ? alarm.workOrder : null } : null;
}

/** What is open of a condition that is not configured any more ends; undefined where nothing is. */
export function removal(stored: StoredCondition, now: Moment): AlarmTransition | undefined {
  const { conditionId, alarm, state } = stored;
  if (!alarm || !isOpen(state.episode)) return undefined;
  const result = stepAlarm(GONE, state, { kind: 'remove', note: REMOVED_NOTE }, now);
  const closed: Alarm = {
    ...{ ...alarm, state: 'closed', closedAt: now.wallMs, unknownSince: null, suppressedBy: [], parent: null },
    ...{ shelvedUntil: null, shelvedBy: null },
  };
  return {
    ...{ conditionId, state: result.state, savedAt: now.wallMs, savedMono: now.monoMs, revision: state.revision },
    ...{ alarm: closed, events: result.events, order: null, escalation: escalationOf(closed, result.events) },
  };
}

/**
 * Whether the order of an alarm is still to be opened: what a flood held back, the process forgot when it stopped. Asking again for
 * an order that there is changes nothing. Orders by count are asked for by the next episode.
 */
export function lacksOrder({ condition, state, alarm }: Slot, now: Moment): boolean {
  const { order } = condition;
  if (!isOpen(state.episode) || !isActive(state) || isQuieted(state)) return false;
  if (state.episode.annunciatedAt === null || alarm?.workOrder !== null) return false;
  if (order.when === 'active') return true;
  return (
    order.when === 'active-for' && state.deadlines.order === null && now.wallMs - state.episode.activeAt >= order.ms
  );
}

/** When anything was stored for the last time; undefined where nothing ever was. */
export const lastSaved = (stored: readonly StoredCondition[]): number | undefined =>
  stored.length === 0 ? undefined : stored.reduce((latest, { savedAt }) => Math.max(latest, savedAt), 0);

/** The rule of a condition that is not there. */
const GONE: AlarmRule = {
  ...{ revision: '', priority: 'P4', class: 'diagnostic', onDelayMs: 0, offDelayMs: 0, levels: [], latching: false },
  ...{ confirmRequired: false, acknowledgement: 'auto', reAlarm: undefined, longestShelfMs: 0, suppressible: false },
  ...{ holdMs: 0, chatter: { count: 0, windowMs: 0, holdOffMs: 0, releaseMs: 0 }, order: { when: 'never' } },
  ...{ maxGapMs: 0, isDevice: false },
};
