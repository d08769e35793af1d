import type { Selectable, Transaction } from 'kysely';
import type { OutboxTable } from './duty-schema.ts';
import type { Database } from './schema.ts';

/** No delay is longer (a daily digest): a due time farther ahead was written before the wall clock was set back. */
const LONGEST_DELAY_MS = 26 * 3_600_000;
/** Nor any lease. */
const LONGEST_LEASE_MS = 10 * 60_000;

/**
 * Due and waiting, or leased by somebody who did not come back; P1 first. Nothing whose recipient still has an earlier notice of the same alarm under way
 * by the same channel and address: another address need not wait for one that does not answer.
 */
export function selectDue(
  trx: Transaction<Database>,
  channel: string,
  limit: number,
  now: number,
): Promise<Selectable<OutboxTable>[]> {
  return trx
    .selectFrom('outbox')
    .selectAll()
    .where('channel', '=', channel)
    .where('state', 'in', ['queued', 'leased'])
    .where((row) =>
      row.or([
        row.and([
          row('state', '=', 'queued'),
          row.or([row('due_at', '<=', now), row('due_at', '>', now + LONGEST_DELAY_MS)]),
        ]),
        row.and([
          row('state', '=', 'leased'),
          row.or([row('lease_until', '<=', now), row('lease_until', '>', now + LONGEST_LEASE_MS)]),
        ]),
      ]),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outbox as earlier')
            .select('earlier.sequence')
            .whereRef('earlier.alarm_id', '=', 'outbox.alarm_id')
            .whereRef('earlier.channel', '=', 'outbox.channel')
            .whereRef('earlier.recipient', '=', 'outbox.recipient')
            .whereRef('earlier.address', '=', 'outbox.address')
            .whereRef('earlier.sequence', '<', 'outbox.sequence')
            .where('earlier.state', 'in', ['queued', 'leased']),
        ),
      ),
    )
    .orderBy('priority')
    .orderBy('sequence')
    .limit(limit)
    .execute();
}
