import type { Transaction } from 'kysely';
import type { WorkOrderEntry } from '../domain/work-order.ts';
import { chunks } from './chunks.ts';
import { GENESIS } from './journal-chain.ts';
import { lineHashOf, type OrderLineRow, type OrderRow, orderHashOf } from './order-chain.ts';
import type { Database } from './schema.ts';
import { logRow } from './work-order-rows.ts';

/** A line of an order's history. */
export interface OrderLine {
  /** As the transaction leaves it. */
  readonly row: OrderRow;
  readonly entry: WorkOrderEntry;
  /** Which line of the order it is. */
  readonly seq: number;
}

/** Adds lines to the history of the orders, each with the hash of the one before. */
export async function appendLines(trx: Transaction<Database>, lines: readonly OrderLine[]): Promise<void> {
  if (lines.length === 0) return;
  const head = await trx.selectFrom('work_order_head').selectAll().where('id', '=', 1).executeTakeFirst();
  let [sequence, hash, day] = [head?.sequence ?? 0, head?.hash ?? GENESIS, head?.day ?? ''];
  const rows: OrderLineRow[] = [];
  for (const { row, entry, seq } of lines) {
    sequence += 1;
    const place = { ...logRow(row.id, entry), id: sequence, seq };
    const content = { ...place, content_hash: orderHashOf(row), prev_hash: hash };
    hash = lineHashOf(content);
    rows.push({ ...content, hash });
    const today = dayOf(entry.at);
    if (today > day) day = today;
  }
  for (const some of chunks(rows)) await trx.insertInto('work_order_log').values(some).execute();
  if (head && head.day !== day) await keepAnchor(trx, head);
  await trx
    .insertInto('work_order_head')
    .values({ id: 1, sequence, hash, day })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ sequence, hash, day }))
    .execute();
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** With the first line of a day the end of the last one with lines becomes its anchor. */
async function keepAnchor(trx: Transaction<Database>, { day, sequence, hash }: Database['work_order_head']) {
  await trx
    .insertInto('work_order_anchor')
    .values({ day, sequence, hash })
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ sequence, hash }))
    .execute();
}
