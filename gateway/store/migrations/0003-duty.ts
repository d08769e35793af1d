import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Database } from '../schema.ts';
import { widenAlarms, widenJournal } from './0003-alarm-tables.ts';
import {
  createDeskTables,
  createDutyTables,
  createEscalations,
  widenOrderLinks,
  widenOutbox,
} from './0003-duty-tables.ts';

/** Alarms that reach a person who answers: quieted alarms, the full journal, escalation, notices to persons, duty. */
export const duty: Migration = {
  async up(db: Kysely<Database>): Promise<void> {
    await widenAlarms(db);
    await widenJournal(db);
    await widenOutbox(db);
    await widenOrderLinks(db);
    await createEscalations(db);
    await createDeskTables(db);
    await createDutyTables(db);
  },
};
