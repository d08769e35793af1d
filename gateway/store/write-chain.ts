import { createHash } from 'node:crypto';
import type { Selectable, Transaction } from 'kysely';
import { GENESIS } from './journal-chain.ts';
import type { Database, WriteAuditTable } from './schema.ts';

/** What a new row says; its place in the chain is worked out here. `attempt` is absent in the row that begins one. */
export type WriteRow = Omit<WriteAuditTable, 'sequence' | 'attempt' | 'prev_hash' | 'hash'> & {
  readonly attempt?: number;
};

/** Adds a row that holds the hash of the row before, and answers its sequence. */
export async function appendWrite(trx: Transaction<Database>, row: WriteRow): Promise<number> {
  const last = await trx
    .selectFrom('write_audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const sequence = (last?.sequence ?? 0) + 1;
  const content = { ...row, sequence, attempt: row.attempt ?? sequence, prev_hash: last?.hash ?? GENESIS };
  await trx
    .insertInto('write_audit')
    .values({ ...content, hash: hashOf(content) })
    .execute();
  return sequence;
}

/** The sequence of the first row that does not follow from the one before; undefined when the chain holds. */
export function findBrokenWrite(rows: readonly Selectable<WriteAuditTable>[], before = GENESIS): number | undefined {
  let prevHash = before;
  for (const row of rows) {
    if (row.prev_hash !== prevHash || row.hash !== hashOf(row)) return row.sequence;
    prevHash = row.hash;
  }
  return undefined;
}

function hashOf(row: Omit<WriteAuditTable, 'hash'>): string {
  const { prev_hash, sequence, attempt, phase, at, actor, tag } = row;
  const { from_value, to_value, reason, via, outcome, code, read_back, detail } = row;
  const who = [prev_hash, sequence, attempt, phase, at, actor, tag];
  const content = [...who, from_value, to_value, reason, via, outcome, code, read_back, detail];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
