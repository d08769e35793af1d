import type { Kysely } from 'kysely';
import type { AlarmRepository } from '../ports/alarm-repository.ts';
import type { Database } from './schema.ts';

type DeskRecords = Pick<AlarmRepository, 'maintenance' | 'setMaintenance' | 'endMaintenance' | 'ticks' | 'tick'>;

/** Maintenance modes and done steps of response cards in the operations database. */
export function createDeskRecords(db: Kysely<Database>): DeskRecords {
  return {
    async maintenance() {
      const rows = await db.selectFrom('maintenance_mode').selectAll().orderBy('equipment').execute();
      return rows.map(({ equipment, from_at, until_at, set_by, reason, work_order }) => ({
        ...{ equipment, from: from_at, until: until_at, by: set_by, reason, workOrder: work_order },
      }));
    },

    async setMaintenance({ equipment, from, until, by, reason, workOrder }) {
      const columns = {
        ...{ from_at: Math.round(from), until_at: Math.round(until), set_by: by, reason, work_order: workOrder },
      };
      await db
        .insertInto('maintenance_mode')
        .values({ equipment, ...columns })
        .onConflict((conflict) => conflict.column('equipment').doUpdateSet(columns))
        .execute();
    },

    async endMaintenance(equipment) {
      await db.deleteFrom('maintenance_mode').where('equipment', '=', equipment).execute();
    },

    async ticks(alarmId) {
      const rows = await db
        .selectFrom('response_tick')
        .selectAll()
        .where('alarm_id', '=', alarmId)
        .orderBy('at')
        .execute();
      return rows.map(({ step, at, done_by, value, note }) => ({ alarmId, step, at, by: done_by, value, note }));
    },

    async tick({ alarmId, step, at, by, value, note }) {
      const columns = { at: Math.round(at), done_by: by, value, note };
      await db
        .insertInto('response_tick')
        .values({ alarm_id: alarmId, step, ...columns })
        .onConflict((conflict) => conflict.columns(['alarm_id', 'step']).doUpdateSet(columns))
        .execute();
    },
  };
}
