import type { Kysely, Selectable } from 'kysely';
import type { OfflineCommand } from '../domain/work-order-offline.ts';
import type { OfflineCommands } from '../ports/work-order-repository.ts';
import type { WorkOrderCommandTable } from './order-schema.ts';
import { plainText } from './plain-text.ts';
import type { Database } from './schema.ts';

/** Steps that phones took out of reach, in the operations database. */
export function createOfflineCommands(db: Kysely<Database>): OfflineCommands {
  return {
    async add(command) {
      const inserted = await db
        .insertInto('work_order_command')
        .values(rowOf(command))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return inserted !== undefined;
    },

    async get(id) {
      const row = await db.selectFrom('work_order_command').selectAll().where('id', '=', id).executeTakeFirst();
      return row && commandOf(row);
    },

    async settle(id, { state, code, detail, decidedBy, decidedAt, note }) {
      const verdict = { state, code, detail: plainText(detail), note: plainText(note) };
      await db
        .updateTable('work_order_command')
        .set({ ...verdict, decided_by: decidedBy, decided_at: decidedAt })
        .where('id', '=', id)
        .execute();
    },

    async list({ state, limit }) {
      let select = db.selectFrom('work_order_command').selectAll();
      if (state !== 'all') select = select.where('state', '=', state);
      const rows = await select.orderBy('received_at', 'desc').orderBy('id').limit(limit).execute();
      return rows.map(commandOf);
    },
  };
}

const rowOf = (command: OfflineCommand): WorkOrderCommandTable => ({
  ...{ id: command.id, work_order: command.order, step: command.step, actor: command.actor },
  ...{ device_at: Math.round(command.deviceAt), received_at: Math.round(command.receivedAt), state: command.state },
  ...{ body: JSON.stringify(command.body), code: command.code, detail: plainText(command.detail) },
  ...{ decided_by: command.decidedBy, decided_at: command.decidedAt, note: plainText(command.note) },
});

/** What is read here was written here: the casts only give back the types. */
const commandOf = (row: Selectable<WorkOrderCommandTable>): OfflineCommand => ({
  ...{ id: row.id, order: row.work_order, step: row.step as OfflineCommand['step'], actor: row.actor },
  ...{ deviceAt: row.device_at, receivedAt: row.received_at, state: row.state as OfflineCommand['state'] },
  ...{ body: JSON.parse(row.body) as OfflineCommand['body'], code: row.code, detail: row.detail },
  ...{ decidedBy: row.decided_by, decidedAt: row.decided_at, note: row.note },
});
