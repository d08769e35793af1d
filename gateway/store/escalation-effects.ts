import type { Selectable, Transaction } from 'kysely';
import type { AlarmTransition } from '../ports/alarm-repository.ts';
import { chunks } from './chunks.ts';
import type { EscalationTable } from './duty-schema.ts';
import { applyEscalation, type EscalationProgress, isApplied } from './escalation-progress.ts';
import type { Database } from './schema.ts';

/** Rows ↔ records of escalations. What is read here was written here: the casts only give back the types. */

export const progressOf = (row: Selectable<EscalationTable>): EscalationProgress => ({
  occurrence: row.occurrence,
  priority: row.priority as EscalationProgress['priority'],
  state: row.state as EscalationProgress['state'],
  step: row.step,
  round: row.round,
  dueAt: row.due_at,
  policy: row.policy,
});

const rowOf = (alarm_id: string, progress: EscalationProgress, set_at: number): EscalationTable => ({
  alarm_id,
  occurrence: progress.occurrence,
  priority: progress.priority,
  state: progress.state,
  step: progress.step,
  round: progress.round,
  due_at: Math.round(progress.dueAt),
  set_at: Math.round(set_at),
  policy: progress.policy,
});

/**
 * Starts, stops and turns the escalations of the transitions' alarms, in their order, and takes back what waits to tell of a stopped one. Answers
 * whether anything was to be done.
 */
export async function changeEscalations(
  trx: Transaction<Database>,
  transitions: readonly AlarmTransition[],
): Promise<boolean> {
  const effects = transitions.filter(({ alarm, escalation }) => alarm !== null && escalation !== null);
  if (effects.length === 0) return false;
  const progress = await readProgress(trx, effects);
  const changed = new Map<string, number>();
  const stopped = new Map<string, number>();
  for (const { alarm, events, escalation, savedAt } of effects) {
    if (!alarm || !escalation) continue;
    const before = progress.get(alarm.id);
    if (events.length === 0 && isApplied(before, escalation)) continue;
    const after = applyEscalation(before, escalation);
    if (escalation.action === 'stop') stopped.set(alarm.id, escalation.at);
    if (!after || after === before) continue;
    progress.set(alarm.id, after);
    changed.set(alarm.id, savedAt);
  }
  await writeProgress(
    trx,
    [...changed].map(([id, savedAt]) => rowOf(id, progress.get(id)!, savedAt)),
  );
  await takeBack(trx, stopped);
  return true;
}

async function readProgress(
  trx: Transaction<Database>,
  effects: readonly AlarmTransition[],
): Promise<Map<string, EscalationProgress>> {
  const progress = new Map<string, EscalationProgress>();
  const ids = new Set(effects.flatMap(({ alarm }) => alarm?.id ?? []));
  for (const some of chunks([...ids]))
    for (const row of await trx.selectFrom('escalation').selectAll().where('alarm_id', 'in', some).execute())
      progress.set(row.alarm_id, progressOf(row));
  return progress;
}

async function writeProgress(trx: Transaction<Database>, rows: readonly EscalationTable[]): Promise<void> {
  for (const some of chunks(rows))
    await trx
      .insertInto('escalation')
      .values(some)
      .onConflict((conflict) =>
        conflict.column('alarm_id').doUpdateSet((row) => ({
          occurrence: row.ref('excluded.occurrence'),
          priority: row.ref('excluded.priority'),
          state: row.ref('excluded.state'),
          step: row.ref('excluded.step'),
          round: row.ref('excluded.round'),
          due_at: row.ref('excluded.due_at'),
          set_at: row.ref('excluded.set_at'),
          policy: row.ref('excluded.policy'),
        })),
      )
      .execute();
}

async function takeBack(trx: Transaction<Database>, stopped: ReadonlyMap<string, number>): Promise<void> {
  const settled_at = Math.round(Math.max(0, ...stopped.values()));
  for (const ids of chunks([...stopped.keys()]))
    await trx
      .updateTable('outbox')
      .set({ state: 'superseded', settled_at })
      .where('alarm_id', 'in', ids)
      .where('kind', '=', 'alarm')
      .where('state', '=', 'queued')
      .execute();
}
