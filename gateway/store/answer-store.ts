import type { Kysely, Transaction } from 'kysely';
import type { AnswerStore, ReplyCode } from '../ports/answer-store.ts';
import { chunks } from './chunks.ts';
import type { Database } from './schema.ts';

const KEY_BYTES = 32;

/** Used links and reply codes in the operations database. */
export function createAnswerStore(options: {
  db: Kysely<Database>;
  randomBytes: (size: number) => Uint8Array;
}): AnswerStore {
  const { db, randomBytes } = options;
  return {
    key: () =>
      db.transaction().execute(async (trx) => {
        const kept = await trx.selectFrom('answer_key').select('key').where('id', '=', 1).executeTakeFirst();
        if (kept) return new Uint8Array(Buffer.from(kept.key, 'base64url'));
        const made = new Uint8Array(randomBytes(KEY_BYTES));
        const key = Buffer.from(made).toString('base64url');
        await trx.insertInto('answer_key').values({ id: 1, key }).execute();
        return made;
      }),

    async isUsed(nonce) {
      const row = await db.selectFrom('answer_used').select('nonce').where('nonce', '=', nonce).executeTakeFirst();
      return row !== undefined;
    },

    async use(nonce, at, until) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('answer_used')
        .values({ nonce, used_at: Math.round(at), until_at: Math.round(until) })
        .onConflict((conflict) => conflict.column('nonce').doNothing())
        .executeTakeFirst();
      return (numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    issueCode: (code, candidates, now, until) =>
      db.transaction().execute((trx) => issueCode(trx, code, candidates, { now, until: Math.round(until) })),

    async findCode(recipient, code, now) {
      const row = await db
        .selectFrom('reply_code')
        .selectAll()
        .where('recipient', '=', recipient)
        .where('code', '=', code)
        .where('until_at', '>', now)
        .executeTakeFirst();
      return row && { recipient, code, alarmId: row.alarm_id, occurrence: row.occurrence };
    },

    async removeBefore(now) {
      await db.deleteFrom('answer_used').where('until_at', '<', now).execute();
      await db.deleteFrom('reply_code').where('until_at', '<', now).execute();
    },
  };
}

async function issueCode(
  trx: Transaction<Database>,
  { recipient, alarmId, occurrence }: Omit<ReplyCode, 'code'>,
  candidates: readonly string[],
  { now, until }: { readonly now: number; readonly until: number },
): Promise<string | undefined> {
  const own = codesOf(trx, recipient, now);
  const kept = await own.where('alarm_id', '=', alarmId).executeTakeFirst();
  const code = kept?.code ?? (await firstFree(own, candidates));
  if (code === undefined) return undefined;
  const row = { alarm_id: alarmId, occurrence, until_at: until };
  await trx
    .insertInto('reply_code')
    .values({ recipient, code, ...row })
    .onConflict((conflict) => conflict.columns(['recipient', 'code']).doUpdateSet(row))
    .execute();
  return code;
}

/** Codes that stand for something. */
const codesOf = (trx: Transaction<Database>, recipient: string, now: number) =>
  trx.selectFrom('reply_code').select('code').where('recipient', '=', recipient).where('until_at', '>', now);

async function firstFree(own: ReturnType<typeof codesOf>, candidates: readonly string[]): Promise<string | undefined> {
  const taken = new Set<string>();
  for (const some of chunks(candidates))
    for (const { code } of await own.where('code', 'in', some).execute()) taken.add(code);
  return candidates.find((code) => !taken.has(code));
}
