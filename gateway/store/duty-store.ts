import type { Kysely, Selectable } from 'kysely';
import type { DutyStore, StoredOverride } from '../ports/duty-store.ts';
import type { DutyOverrideTable } from './duty-schema.ts';
import type { Database } from './schema.ts';

const MAX_OVERRIDES = 1_000;

/** Overrides of the duty plan in the operations database. */
export function createDutyStore(db: Kysely<Database>): DutyStore {
  return {
    async overrides(from, to) {
      const rows = await db
        .selectFrom('duty_override')
        .selectAll()
        .where('from_at', '<', to)
        .where('to_at', '>', from)
        .orderBy('from_at')
        .orderBy('id')
        .limit(MAX_OVERRIDES)
        .execute();
      return rows.map(overrideOf);
    },

    async override(id) {
      const row = await db.selectFrom('duty_override').selectAll().where('id', '=', id).executeTakeFirst();
      return row && overrideOf(row);
    },

    async add(override) {
      const row = await db
        .insertInto('duty_override')
        .values(overrideRow(override))
        .returningAll()
        .executeTakeFirstOrThrow();
      return overrideOf(row);
    },

    async agree(id, by, at) {
      const { numUpdatedRows } = await db
        .updateTable('duty_override')
        .set({ state: 'agreed', agreed_by: by, agreed_at: Math.round(at) })
        .where('id', '=', id)
        .where('state', '=', 'asked')
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async remove(id) {
      const { numDeletedRows } = await db.deleteFrom('duty_override').where('id', '=', id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

const overrideRow = (override: Omit<StoredOverride, 'id'>): Omit<Selectable<DutyOverrideTable>, 'id'> => ({
  rotation: override.rotation,
  from_at: Math.round(override.from),
  to_at: Math.round(override.to),
  kind: override.kind,
  person: override.person,
  instead: override.instead,
  reason: override.reason,
  set_by: override.by,
  state: override.state,
  created_at: Math.round(override.createdAt),
  agreed_by: override.agreedBy,
  agreed_at: override.agreedAt === null ? null : Math.round(override.agreedAt),
});

/** What is read here was written here: the casts only give back the types. */
const overrideOf = (row: Selectable<DutyOverrideTable>): StoredOverride => ({
  id: row.id,
  rotation: row.rotation,
  from: row.from_at,
  to: row.to_at,
  kind: row.kind as StoredOverride['kind'],
  person: row.person,
  instead: row.instead,
  reason: row.reason,
  by: row.set_by,
  state: row.state as StoredOverride['state'],
  createdAt: row.created_at,
  agreedBy: row.agreed_by,
  agreedAt: row.agreed_at,
});
