import type { Kysely, Selectable } from 'kysely';
import type { Clock } from '../ports/clock.ts';
import type { Escalation, EscalationStore } from '../ports/escalation-store.ts';
import { alarmsOf } from './alarm-rows.ts';
import { chunks } from './chunks.ts';
import type { EscalationTable } from './duty-schema.ts';
import { progressOf } from './escalation-effects.ts';
import { queueNotices } from './notice-rows.ts';
import type { Database } from './schema.ts';
import type { Signal } from './signals.ts';

const UNDER_WAY = ['running', 'returning'];
/** Escalations shown or handed out at once. */
const MAX_SHOWN = 5_000;
/** A wall clock this far behind the moment a due time was written was set back while nobody watched: the due time means nothing, so it is now. */
const SET_BACK_MS = 60_000;

/** Escalations in the operations database. */
export function createEscalationStore(options: {
  db: Kysely<Database>;
  clock: Clock;
  changed: Signal<void>;
  queued: Signal<void>;
}): EscalationStore {
  const { db, clock, changed, queued } = options;
  const underWay = () => db.selectFrom('escalation').selectAll().where('state', 'in', UNDER_WAY);
  return {
    async due(now, limit) {
      const rows = await underWay()
        .where(({ eb, or }) => or([eb('due_at', '<=', now), eb('set_at', '>', now + SET_BACK_MS)]))
        .orderBy('priority')
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return withAlarms(db, rows);
    },

    async running() {
      const rows = await underWay().orderBy('priority').orderBy('due_at').limit(MAX_SHOWN).execute();
      return withAlarms(db, rows);
    },

    async advance({ alarmId, occurrence, fromStep, fromRound, next, policy, notices }) {
      const moved = next
        ? { state: 'running', step: next.step, round: next.round, due_at: Math.round(next.dueAt) }
        : { state: 'finished' };
      const isMoved = await db.transaction().execute(async (trx) => {
        const { numUpdatedRows } = await trx
          .updateTable('escalation')
          .set({ ...moved, policy, set_at: Math.round(clock.nowMs()) })
          .where('alarm_id', '=', alarmId)
          .where('occurrence', '=', occurrence)
          .where('step', '=', fromStep)
          .where('round', '=', fromRound)
          .where('state', 'in', UNDER_WAY)
          .executeTakeFirst();
        if (numUpdatedRows === 0n) return false;
        await queueNotices(trx, notices);
        return true;
      });
      if (isMoved && notices.length > 0) queued.emit();
      return isMoved;
    },

    async shift(byMs) {
      const by = Math.round(byMs);
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable('escalation')
          .set(({ eb }) => ({ due_at: eb('due_at', '+', by), set_at: eb('set_at', '+', by) }))
          .where('state', 'in', UNDER_WAY)
          .execute();
        await trx
          .updateTable('outbox')
          .set(({ eb }) => ({ due_at: eb('due_at', '+', by) }))
          .where('state', '=', 'queued')
          .where('due_at', '>', 0)
          .execute();
      });
    },

    onChanged: (listener) => changed.add(listener),
  };
}

async function withAlarms(
  db: Kysely<Database>,
  rows: readonly Selectable<EscalationTable>[],
): Promise<readonly Escalation[]> {
  const alarms = new Map<string, Escalation['alarm']>();
  for (const ids of chunks(rows.map(({ alarm_id }) => alarm_id))) {
    const found = await db.selectFrom('alarm_episode').selectAll().where('id', 'in', ids).execute();
    for (const alarm of await alarmsOf(db, found)) alarms.set(alarm.id, alarm);
  }
  return rows.flatMap((row) => {
    const { priority: _priority, ...progress } = progressOf(row);
    const alarm = alarms.get(row.alarm_id);
    return alarm ? [{ ...progress, alarm }] : [];
  });
}
