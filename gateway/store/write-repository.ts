import type { Kysely, Selectable, Transaction } from 'kysely';
import type { WriteOutcome, WriteRecord } from '../domain/write.ts';
import type { WriteDenial, WriteIntent, WriteRepository, WriteSettlement } from '../ports/write-repository.ts';
import type { Database, WriteAuditTable } from './schema.ts';
import { appendWrite, type WriteRow } from './write-chain.ts';

/** How an attempt ended that may have reached the device. One without an outcome is one of them. */
const MAY_HAVE_REACHED: readonly WriteOutcome[] = ['verified', 'differs', 'unverified', 'unknown'];

/** The audit of writes in the operations database. */
export function createWriteRepository(db: Kysely<Database>): WriteRepository {
  return {
    begin: (intent) => db.transaction().execute((trx) => appendWrite(trx, intentRow(intent))),

    async settle(id, settlement) {
      await db.transaction().execute((trx) => settle(trx, id, settlement));
    },

    async deny(denial) {
      await db.transaction().execute((trx) => appendWrite(trx, denialRow(denial)));
    },

    settleOpen: (at, detail) =>
      db.transaction().execute(async (trx) => {
        const open = await openAttempts(trx);
        for (const id of open) await settle(trx, id, { at, outcome: 'unknown', readBack: null, detail });
        return open.length;
      }),

    lastAttempts: () => lastAttempts(db),

    async list({ tag, limit, before }) {
      let select = db.selectFrom('write_audit').selectAll().where('phase', 'in', ['intent', 'denial']);
      if (tag !== undefined) select = select.where('tag', '=', tag);
      if (before !== undefined) select = select.where('attempt', '<', before);
      const begun = await select.orderBy('attempt', 'desc').limit(limit).execute();
      const outcomes = await outcomesOf(db, begun);
      return begun.map((row) => recordOf(row, outcomes.get(row.attempt)));
    },
  };
}

async function settle(trx: Transaction<Database>, id: number, settlement: WriteSettlement): Promise<void> {
  const rows = await trx.selectFrom('write_audit').selectAll().where('attempt', '=', id).execute();
  const intent = rows.find((row) => row.phase === 'intent');
  if (!intent || rows.some((row) => row.phase === 'outcome')) return;
  const { actor, tag, from_value, to_value, reason, via } = intent;
  const { outcome, readBack: read_back, detail } = settlement;
  // The wall clock may have been set back since.
  const at = Math.max(intent.at, Math.round(settlement.at));
  const said = { actor, tag, from_value, to_value, reason, via, outcome, code: null, read_back, detail };
  await appendWrite(trx, { attempt: id, phase: 'outcome', at, ...said });
}

async function openAttempts(trx: Transaction<Database>): Promise<number[]> {
  const rows = await trx
    .selectFrom('write_audit as begun')
    .leftJoin('write_audit as ended', (join) =>
      join.onRef('ended.attempt', '=', 'begun.attempt').on('ended.phase', '=', 'outcome'),
    )
    .select('begun.attempt')
    .where('begun.phase', '=', 'intent')
    .where('ended.sequence', 'is', null)
    .orderBy('begun.attempt')
    .execute();
  return rows.map((row) => row.attempt);
}

async function lastAttempts(db: Kysely<Database>): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('write_audit as begun')
    .leftJoin('write_audit as ended', (join) =>
      join.onRef('ended.attempt', '=', 'begun.attempt').on('ended.phase', '=', 'outcome'),
    )
    .select(({ fn }) => ['begun.tag', fn.max('begun.at').as('at')])
    .where('begun.phase', '=', 'intent')
    .where(({ or, eb }) => or([eb('ended.outcome', 'is', null), eb('ended.outcome', 'in', MAY_HAVE_REACHED)]))
    .groupBy('begun.tag')
    .execute();
  return new Map(rows.map((row) => [row.tag, Number(row.at)]));
}

async function outcomesOf(
  db: Kysely<Database>,
  begun: readonly Selectable<WriteAuditTable>[],
): Promise<ReadonlyMap<number, Selectable<WriteAuditTable>>> {
  const ids = begun.filter((row) => row.phase === 'intent').map((row) => row.attempt);
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('write_audit')
    .selectAll()
    .where('phase', '=', 'outcome')
    .where('attempt', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.attempt, row]));
}

const intentRow = ({ at, actor, tag, from, to, reason, via }: WriteIntent): WriteRow => ({
  phase: 'intent',
  at: Math.round(at),
  ...{ actor, tag, from_value: from, to_value: to, reason, via },
  ...{ outcome: null, code: null, read_back: null, detail: null },
});

const denialRow = ({ at, actor, tag, from, to, reason, via, code, detail }: WriteDenial): WriteRow => ({
  phase: 'denial',
  at: Math.round(at),
  ...{ actor, tag, from_value: from, to_value: to, reason, via },
  ...{ outcome: 'denied', code, read_back: null, detail },
});

/** What is read here was written here: the cast only gives back the type. */
function recordOf(begun: Selectable<WriteAuditTable>, ended: Selectable<WriteAuditTable> | undefined): WriteRecord {
  const last = ended ?? begun;
  return {
    id: begun.attempt,
    at: begun.at,
    settledAt: last.outcome === null ? null : last.at,
    tag: begun.tag,
    actor: begun.actor,
    from: begun.from_value,
    to: begun.to_value,
    reason: begun.reason,
    via: begun.via,
    outcome: (last.outcome ?? 'pending') as WriteOutcome,
    code: last.code,
    readBack: last.read_back,
    detail: last.detail,
  };
}
