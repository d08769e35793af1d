import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { PlantroomError } from '../domain/errors.ts';
import { operations } from './migrations/0001-operations.ts';
import { writes } from './migrations/0002-writes.ts';
import { duty } from './migrations/0003-duty.ts';
import { answers } from './migrations/0004-answers.ts';
import { promises } from './migrations/0005-promises.ts';
import { records } from './migrations/0006-records.ts';
import { orders } from './migrations/0007-orders.ts';
import { orderChain } from './migrations/0008-order-chain.ts';
import { recordWords } from './migrations/0009-record-words.ts';
import type { Database } from './schema.ts';

/** Applied in the order of their names; one that has been released is never edited. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-operations': operations,
  '0002-writes': writes,
  '0003-duty': duty,
  '0004-answers': answers,
  '0005-promises': promises,
  '0006-records': records,
  '0007-orders': orders,
  '0008-order-chain': orderChain,
  '0009-record-words': recordWords,
};

/** Brings the database to the newest form, all in one transaction. Throws STORE_UNAVAILABLE, leaving the form as it was. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new PlantroomError('STORE_UNAVAILABLE', 'the database could not be brought up to date', { cause: error });
}
