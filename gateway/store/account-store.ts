import type { Kysely, Selectable, Updateable } from 'kysely';
import type { Account, AccountStore, StoredReply, StoredSession } from '../ports/account-store.ts';
import type { AccountTable, Database } from './schema.ts';

/** Accounts, sessions, remembered replies and the audit trail in the operations database. */
export function createAccountStore(db: Kysely<Database>): AccountStore {
  return { ...accountsIn(db), ...sessionsIn(db), ...repliesIn(db), ...auditIn(db) };
}

function accountsIn(db: Kysely<Database>): Pick<AccountStore, 'list' | 'find' | 'create' | 'update'> {
  return {
    async list() {
      const rows = await db.selectFrom('account').selectAll().orderBy('username').execute();
      return rows.map(accountOf);
    },

    async find(username) {
      const row = await db.selectFrom('account').selectAll().where('username', '=', username).executeTakeFirst();
      return row && accountOf(row);
    },

    async create(account) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('account')
        .values(accountRow(account))
        .onConflict((conflict) => conflict.column('username').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    update: (username, change) =>
      db.transaction().execute(async (trx) => {
        const columns = changedColumns(change);
        const found = await trx.selectFrom('account').select('username').where('username', '=', username).execute();
        if (found.length === 0) return false;
        if (Object.keys(columns).length > 0)
          await trx.updateTable('account').set(columns).where('username', '=', username).execute();
        if (change.disabled || change.passwordHash !== undefined)
          await trx.deleteFrom('session').where('username', '=', username).execute();
        return true;
      }),
  };
}

function sessionsIn(
  db: Kysely<Database>,
): Pick<AccountStore, 'addSession' | 'findSession' | 'removeSession' | 'removeExpiredSessions'> {
  return {
    async addSession(session: StoredSession) {
      await db
        .insertInto('session')
        .values({
          token_hash: session.tokenHash,
          username: session.username,
          created_at: session.createdAt,
          expires_at: session.expiresAt,
        })
        .execute();
    },

    async findSession(tokenHash) {
      const row = await db.selectFrom('session').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
      if (!row) return undefined;
      return {
        tokenHash: row.token_hash,
        username: row.username,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      };
    },

    async removeSession(tokenHash) {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute();
    },

    async removeExpiredSessions(now) {
      await db.deleteFrom('session').where('expires_at', '<=', now).execute();
    },
  };
}

function repliesIn(db: Kysely<Database>): Pick<AccountStore, 'findReply' | 'saveReply' | 'removeRepliesBefore'> {
  return {
    async findReply(key, username) {
      const row = await db
        .selectFrom('reply')
        .selectAll()
        .where('username', '=', username)
        .where('key', '=', key)
        .executeTakeFirst();
      if (!row) return undefined;
      const { request_hash: requestHash, status, body, at } = row;
      return { key, username, requestHash, status, body, at };
    },

    // The first answer given under a key is the answer.
    async saveReply(reply: StoredReply) {
      const { requestHash: request_hash, key, username, status, body, at } = reply;
      await db
        .insertInto('reply')
        .values({ key, username, request_hash, status, body, at })
        .onConflict((conflict) => conflict.columns(['username', 'key']).doNothing())
        .execute();
    },

    async removeRepliesBefore(at) {
      await db.deleteFrom('reply').where('at', '<', at).execute();
    },
  };
}

function auditIn(db: Kysely<Database>): Pick<AccountStore, 'audit' | 'trail'> {
  return {
    async audit({ at, actor, action, subject, outcome, detail }) {
      await db.insertInto('audit').values({ at, actor, action, subject, outcome, detail }).execute();
    },

    async trail(action, limit) {
      const rows = await db
        .selectFrom('audit')
        .select(['at', 'actor', 'action', 'subject', 'outcome', 'detail'])
        .where('action', '=', action)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...row, outcome: row.outcome === 'done' ? 'done' : 'refused' }));
    },
  };
}

const accountRow = (account: Account): AccountTable => ({
  username: account.username,
  display_name: account.displayName,
  role: account.role,
  language: account.language,
  password_hash: account.passwordHash,
  created_at: account.createdAt,
  disabled: account.disabled ? 1 : 0,
});

const accountOf = (row: Selectable<AccountTable>): Account => ({
  username: row.username,
  displayName: row.display_name,
  role: row.role as Account['role'],
  language: row.language as Account['language'],
  passwordHash: row.password_hash,
  createdAt: row.created_at,
  disabled: row.disabled === 1,
});

function changedColumns(change: Partial<Omit<Account, 'username' | 'createdAt'>>): Updateable<AccountTable> {
  const columns: Updateable<AccountTable> = {};
  if (change.displayName !== undefined) columns.display_name = change.displayName;
  if (change.role !== undefined) columns.role = change.role;
  if (change.language !== undefined) columns.language = change.language;
  if (change.passwordHash !== undefined) columns.password_hash = change.passwordHash;
  if (change.disabled !== undefined) columns.disabled = change.disabled ? 1 : 0;
  return columns;
}
