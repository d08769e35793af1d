import type { ExpressionBuilder, Selectable, Transaction } from 'kysely';
import type { Lane } from '../ports/outbox.ts';
import type { OutboxTable } from './duty-schema.ts';
import type { Database } from './schema.ts';

/** No delay is longer (a daily digest): a due time farther ahead was written before the wall clock was set back. */
const LONGEST_DELAY_MS = 26 * 3_600_000;
/** Nor any lease. */
const LONGEST_LEASE_MS = 10 * 60_000;

export interface DueQuery {
  readonly channel: string;
  readonly limit: number;
  readonly now: number;
  /** Lanes that are busy. */
  readonly except: readonly Lane[];
}

/**
 * Due and waiting, or leased by somebody who did not come back; P1 first. Nothing whose recipient still has an earlier notice of the same alarm due or
 * under way by the same channel and address: another address need not wait for one that does not answer, and nothing waits for what is held back.
 */
function selectDue(
  trx: Transaction<Database>,
  { channel, limit, now, except }: DueQuery,
): Promise<Selectable<OutboxTable>[]> {
  let select = trx
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', channel)
    .where((row) => row.or([isReady(row, now), isAbandoned(row, now)]));
  for (const { recipient, address } of except)
    select = select.where((row) => row.or([row('recipient', '!=', recipient), row('address', '!=', address)]));
  return select
    .where((row) => row.not(row.exists(earlier(row, now))))
    .orderBy('priority')
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/** With each that went out in a message nobody saw the end of, the others of that message: it goes again as a whole, or a receiver that drops repeats would lose some. */
export async function selectDueWhole(trx: Transaction<Database>, query: DueQuery): Promise<Selectable<OutboxTable>[]> {
  const rows = await selectDue(trx, query);
  const begun = new Set(rows.flatMap(({ begun_as }) => begun_as ?? []));
  if (begun.size === 0) return rows;
  const whole = await trx
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', query.channel)
    .where('begun_as', 'in', [...begun])
    .where((row) => row.or([row('state', '=', 'queued'), isAbandoned(row, query.now)]))
    .orderBy('priority')
    .orderBy('sequence')
    .execute();
  return [...whole, ...rows.filter(({ begun_as }) => begun_as === null)];
}

const isAbandoned = (row: ExpressionBuilder<Database, 'outbox'>, now: number) =>
  row.and([
    row('state', '=', 'leased'),
    row.or([row('lease_until', '<=', now), row('lease_until', '>', now + LONGEST_LEASE_MS)]),
  ]);

const isReady = (row: ExpressionBuilder<Database, 'outbox'>, now: number) =>
  row.and([
    row('state', '=', 'queued'),
    row.or([row('due_at', '<=', now), row('due_at', '>', now + LONGEST_DELAY_MS)]),
  ]);

const earlier = (row: ExpressionBuilder<Database, 'outbox'>, now: number) =>
  row
    .selectFrom('outbox as earlier')
    .select('earlier.sequence')
    .whereRef('earlier.alarm_id', '=', 'outbox.alarm_id')
    .whereRef('earlier.channel', '=', 'outbox.channel')
    .whereRef('earlier.recipient', '=', 'outbox.recipient')
    .whereRef('earlier.address', '=', 'outbox.address')
    .whereRef('earlier.sequence', '<', 'outbox.sequence')
    .where((other) =>
      other.or([
        other('earlier.state', '=', 'leased'),
        other.and([
          other('earlier.state', '=', 'queued'),
          other.or([other('earlier.due_at', '<=', now), other('earlier.due_at', '>', now + LONGEST_DELAY_MS)]),
        ]),
      ]),
    );
