import type { Kysely, Selectable } from 'kysely';
import type { Alarm, AlarmEvent } from '../domain/alarm.ts';
import type { ConditionState } from '../domain/condition-state.ts';
import type { LocalText } from '../domain/text.ts';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import type { AlarmEpisodeTable, AlarmStateTable, JournalTable } from './alarm-schema.ts';
import { chunks } from './chunks.ts';
import type { Database } from './schema.ts';

/** Rows ↔ records of alarms. What is read here was written here: the casts only give back the types. */

const whole = (at: number | null): number | null => (at === null ? null : Math.round(at));

export const episodeRow = (alarm: Alarm): Omit<Selectable<AlarmEpisodeTable>, 'work_order'> => ({
  id: alarm.id,
  condition_id: alarm.conditionId,
  episode: alarm.episode,
  occurrence: alarm.occurrence,
  state: alarm.state,
  priority: alarm.priority,
  class: alarm.class,
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
  annunciated_at: whole(alarm.annunciatedAt),
  returned_at: whole(alarm.returnedAt),
  acknowledged_at: whole(alarm.acknowledgedAt),
  acknowledged_by: alarm.acknowledgedBy,
  closed_at: whole(alarm.closedAt),
  unknown_since: whole(alarm.unknownSince),
  shelved_until: whole(alarm.shelvedUntil),
  shelved_by: alarm.shelvedBy,
  suppressed_by: JSON.stringify(alarm.suppressedBy),
  parent: alarm.parent,
  first_out: alarm.firstOut,
  is_chattering: alarm.isChattering ? 1 : 0,
});

/** Episodes with the number of open ones beneath each. */
export async function alarmsOf(
  db: Kysely<Database>,
  rows: readonly Selectable<AlarmEpisodeTable>[],
): Promise<readonly Alarm[]> {
  const beneath = new Map<string, number>();
  for (const ids of chunks(rows.map(({ id }) => id))) {
    const counts = await db
      .selectFrom('alarm_episode')
      .select(({ fn }) => ['parent', fn.countAll<number>().as('count')])
      .where('parent', 'in', ids)
      .where('state', '!=', 'closed')
      .groupBy('parent')
      .execute();
    for (const { parent, count } of counts) if (parent !== null) beneath.set(parent, Number(count));
  }
  return rows.map((row) => alarmOf(row, beneath.get(row.id) ?? 0));
}

const alarmOf = (row: Selectable<AlarmEpisodeTable>, consequences: number): Alarm => ({
  id: row.id,
  conditionId: row.condition_id,
  episode: row.episode,
  occurrence: row.occurrence,
  state: row.state as Alarm['state'],
  priority: row.priority as Alarm['priority'],
  class: row.class as Alarm['class'],
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
  annunciatedAt: row.annunciated_at,
  returnedAt: row.returned_at,
  acknowledgedAt: row.acknowledged_at,
  acknowledgedBy: row.acknowledged_by,
  closedAt: row.closed_at,
  unknownSince: row.unknown_since,
  shelvedUntil: row.shelved_until,
  shelvedBy: row.shelved_by,
  suppressedBy: JSON.parse(row.suppressed_by) as Alarm['suppressedBy'],
  parent: row.parent,
  consequences,
  firstOut: row.first_out as Alarm['firstOut'],
  isChattering: row.is_chattering !== 0,
  workOrder: row.work_order,
});

export const eventOf = (row: Selectable<JournalTable>): AlarmEvent => ({
  sequence: row.sequence,
  type: row.type as AlarmEvent['type'],
  alarmId: row.alarm_id,
  conditionId: row.condition_id ?? row.alarm_id?.replace(/~\d+$/, '') ?? null,
  occurrence: row.occurrence,
  level: row.level,
  priority: row.priority as AlarmEvent['priority'],
  at: row.at,
  sourceTime: row.source_time,
  isTimeSuspect: row.is_time_suspect !== 0,
  value: row.value,
  limit: row.limit_value,
  actor: row.actor,
  via: row.via as AlarmEvent['via'],
  note: row.note,
  reason: row.reason,
  annunciation: row.annunciation,
});

export const stateRow = (transition: AlarmTransition): AlarmStateTable => ({
  condition_id: transition.conditionId,
  phase: transition.state.evaluation.phase,
  state: JSON.stringify(transition.state),
  saved_at: Math.round(transition.savedAt),
  saved_mono: transition.savedMono,
});

export const stateOf = (json: string): ConditionState => JSON.parse(json) as ConditionState;
export const textOf = (json: string): LocalText => JSON.parse(json) as LocalText;
