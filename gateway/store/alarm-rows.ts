import type { Selectable } from 'kysely';
import type { Alarm, AlarmEvent } from '../domain/alarm.ts';
import type { ConditionState } from '../domain/condition-state.ts';
import type { LocalText } from '../domain/text.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import type { AlarmEpisodeTable, Database, JournalTable } from './schema.ts';

/** Rows ↔ records of alarms. What is read here was written here: the casts only give back the types. */

export const episodeRow = (alarm: Alarm): Omit<Selectable<AlarmEpisodeTable>, 'work_order'> => ({
  id: alarm.id,
  condition_id: alarm.conditionId,
  episode: alarm.episode,
  occurrence: alarm.occurrence,
  state: alarm.state,
  priority: alarm.priority,
  kind: alarm.kind,
  equipment: alarm.equipment,
  system: alarm.system,
  tag: alarm.tag ?? null,
  title: JSON.stringify(alarm.title),
  consequence: JSON.stringify(alarm.consequence),
  action: JSON.stringify(alarm.action),
  value: alarm.value,
  limit_value: alarm.limit,
  unit: alarm.unit,
  onset_at: Math.round(alarm.onsetAt),
  active_at: Math.round(alarm.activeAt),
  returned_at: alarm.returnedAt,
  acknowledged_at: alarm.acknowledgedAt,
  acknowledged_by: alarm.acknowledgedBy,
  closed_at: alarm.closedAt,
  unknown_since: alarm.unknownSince,
});

export const alarmOf = (row: Selectable<AlarmEpisodeTable>): Alarm => ({
  id: row.id,
  conditionId: row.condition_id,
  episode: row.episode,
  occurrence: row.occurrence,
  state: row.state as Alarm['state'],
  priority: row.priority as Alarm['priority'],
  kind: row.kind,
  equipment: row.equipment,
  system: row.system as Alarm['system'],
  ...(row.tag === null ? {} : { tag: row.tag }),
  title: textOf(row.title),
  consequence: textOf(row.consequence),
  action: textOf(row.action),
  value: row.value,
  limit: row.limit_value,
  unit: row.unit,
  onsetAt: row.onset_at,
  activeAt: row.active_at,
  returnedAt: row.returned_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by,
  closedAt: row.closed_at,
  unknownSince: row.unknown_since,
  workOrder: row.work_order,
});

export const eventOf = (row: Selectable<JournalTable>): AlarmEvent => ({
  sequence: row.sequence,
  type: row.type as AlarmEvent['type'],
  alarmId: row.alarm_id,
  occurrence: row.occurrence,
  at: row.at,
  value: row.value,
  actor: row.actor,
  note: row.note,
});

export const stateRow = (transition: AlarmTransition): Database['alarm_state'] => ({
  condition_id: transition.conditionId,
  phase: transition.state.evaluation.phase,
  state: JSON.stringify(transition.state),
  saved_at: transition.savedAt,
});

export const stateOf = (json: string): ConditionState => JSON.parse(json) as ConditionState;
export const textOf = (json: string): LocalText => JSON.parse(json) as LocalText;
