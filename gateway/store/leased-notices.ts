import type { Selectable, Transaction } from 'kysely';
import type { Alarm } from '../domain/alarm.ts';
import type { LeasedNotice } from '../ports/outbox.ts';
import { alarmsOf } from './alarm-rows.ts';
import { chunks } from './chunks.ts';
import type { OutboxTable } from './duty-schema.ts';
import { noticeOf } from './notice-rows.ts';
import type { Database } from './schema.ts';

const REACHED = ['sent', 'delivered', 'bundled'];

/** Rows that were taken out, each with its alarm as it is now. */
export async function leasedNotices(
  trx: Transaction<Database>,
  rows: readonly Selectable<OutboxTable>[],
  leaseUntil: number,
): Promise<readonly LeasedNotice[]> {
  const ids = new Set(rows.flatMap(({ alarm_id }) => alarm_id ?? []));
  const alarms = new Map<string, Alarm>();
  for (const some of chunks([...ids])) {
    const found = await trx.selectFrom('alarm_episode').selectAll().where('id', 'in', some).execute();
    for (const alarm of await alarmsOf(trx, found)) alarms.set(alarm.id, alarm);
  }
  const announced = await announcedWays(trx, rows);
  return rows.map((row) => ({
    ...noticeOf(row),
    alarm: alarms.get(row.alarm_id ?? '') ?? null,
    attempts: row.attempts,
    leaseUntil,
    wasAnnounced: row.kind === 'returned' && announced.has(wayOf(row)),
    begunAs: row.begun_as,
  }));
}

type Way = Pick<Selectable<OutboxTable>, 'alarm_id' | 'channel' | 'recipient' | 'address'>;
const wayOf = ({ alarm_id, channel, recipient, address }: Way): string =>
  JSON.stringify([alarm_id, channel, recipient, address]);

/** By which ways the alarms of the `returned` ones were told. */
async function announcedWays(
  trx: Transaction<Database>,
  rows: readonly Selectable<OutboxTable>[],
): Promise<ReadonlySet<string>> {
  const ids = new Set(rows.filter(({ kind }) => kind === 'returned').flatMap(({ alarm_id }) => alarm_id ?? []));
  const ways = new Set<string>();
  for (const some of chunks([...ids])) {
    const sent = await trx
      .selectFrom('outbox')
      .select(['alarm_id', 'channel', 'recipient', 'address'])
      .where('alarm_id', 'in', some)
      .where('kind', '=', 'alarm')
      .where('state', 'in', REACHED)
      .execute();
    for (const row of sent) ways.add(wayOf(row));
  }
  return ways;
}
