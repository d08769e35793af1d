import type { Alarm, AlarmState } from '../domain/alarm.ts';
import type { Condition } from '../domain/condition.ts';
import { type ConditionState, type Episode, isActive, isOpen } from '../domain/condition-state.ts';
import type { OrderCause } from '../ports/alarm-repository.ts';

export const alarmId = (conditionId: string, episode: number): string => `${conditionId}~${episode}`;

/** Splits an episode id; undefined when it is not one. */
export function parseAlarmId(id: string): { conditionId: string; episode: number } | undefined {
  const match = /^(.+)~([1-9]\d{0,14})$/.exec(id);
  return match ? { conditionId: match[1]!, episode: Number(match[2]) } : undefined;
}

/** The latest episode as people see it; null before the first. `workOrder` is what is known of its order. */
export function alarmRecord(
  condition: Condition,
  tag: string | undefined,
  state: ConditionState,
  workOrder: number | null,
): Alarm | null {
  const { episode, quality } = state;
  if (!episode) return null;
  const { id: conditionId, kind, priority, equipment, system, title, consequence, action, unit } = condition;
  const { number, occurrence, value, limit, onsetAt, activeAt, returnedAt, acknowledgement, closedAt } = episode;
  const isAcknowledged = acknowledgement.state === 'acknowledged';
  return {
    id: alarmId(conditionId, number),
    conditionId,
    episode: number,
    occurrence,
    state: shownState(state, episode),
    ...{ priority, kind, equipment, system, title, consequence, action, unit },
    ...(tag === undefined ? {} : { tag }),
    ...{ value, limit, onsetAt, activeAt, returnedAt, closedAt, workOrder },
    acknowledgedAt: isAcknowledged ? acknowledgement.at : null,
    acknowledgedBy: isAcknowledged ? acknowledgement.by : null,
    unknownSince: isOpen(episode) && quality.state === 'bad' ? quality.since : null,
  };
}

/** Display state of ISA-18.2: B, C, D or A. */
function shownState(state: ConditionState, episode: Episode): AlarmState {
  if (!isOpen(episode)) return 'closed';
  if (!isActive(state)) return 'returned-unacknowledged';
  return episode.acknowledgement.state === 'acknowledged' ? 'active-acknowledged' : 'active-unacknowledged';
}

/** What the order of this condition says; the alarm's own response text is the work to do. */
export const orderCause = (condition: Condition): OrderCause => ({
  dedupKey: `${condition.equipment}:${condition.id}`,
  equipment: condition.equipment,
  priority: condition.priority,
  title: condition.title,
  description: condition.action,
});
