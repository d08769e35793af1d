import type { Kysely } from 'kysely';
import type { PushStore } from '../ports/push-store.ts';
import type { Database } from './schema.ts';

/** Browsers of one person that may be woken; more were left behind by machines nobody uses any more. */
const MAX_BROWSERS = 50;

/** Push subscriptions in the operations database. */
export function createPushStore(db: Kysely<Database>): PushStore {
  return {
    async subscribers(person) {
      const rows = await db
        .selectFrom('push_subscription')
        .selectAll()
        .where('person', '=', person)
        .orderBy('created_at', 'desc')
        .orderBy('endpoint')
        .limit(MAX_BROWSERS)
        .execute();
      return rows.reverse().map(({ created_at, ...row }) => ({ ...row, createdAt: created_at }));
    },

    async subscribe({ createdAt, endpoint, ...subscriber }) {
      const columns = { ...subscriber, created_at: Math.round(createdAt) };
      await db
        .insertInto('push_subscription')
        .values({ endpoint, ...columns })
        .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(columns))
        .execute();
    },

    async unsubscribe(endpoint) {
      await db.deleteFrom('push_subscription').where('endpoint', '=', endpoint).execute();
    },

    vapidKeys: (offer) =>
      db.transaction().execute(async (trx) => {
        const kept = await trx.selectFrom('push_key').selectAll().where('id', '=', 1).executeTakeFirst();
        if (kept) return { publicKey: kept.public_key, privateKey: kept.private_key };
        const keys = offer();
        const row = { id: 1, public_key: keys.publicKey, private_key: keys.privateKey };
        await trx.insertInto('push_key').values(row).execute();
        return keys;
      }),
  };
}
