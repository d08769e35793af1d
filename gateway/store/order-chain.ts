import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { GENESIS } from './journal-chain.ts';
import type { WorkOrderHeadTable, WorkOrderLogTable, WorkOrderTable } from './order-schema.ts';

export type OrderRow = Selectable<WorkOrderTable>;
export type OrderLineRow = Selectable<WorkOrderLogTable>;
export type OrderChainEnd = Pick<WorkOrderHeadTable, 'sequence' | 'hash'>;

/** What does not hold in the orders. `sequence` is the number of a line of the history, `order` that of an order; null: not known. */
export type OrderFault =
  | { readonly kind: 'order-line-changed'; readonly sequence: number; readonly order: number }
  | { readonly kind: 'order-line-removed'; readonly sequence: number; readonly order: number | null }
  | { readonly kind: 'order-lines-shortened' | 'order-lines-sealed'; readonly sequence: number }
  | { readonly kind: 'order-changed' | 'order-removed' | 'order-unknown'; readonly order: number };

/** Faults told of; a history with more is not repaired line by line. */
const MAX_FAULTS = 100;

const sha256 = (content: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');

/** What the order says after the transaction of a line, its number included. */
export function orderHashOf(row: OrderRow): string {
  const { id, dedup_key, order_key, kind, state, priority, equipment, title, description } = row;
  const { alarm_id, occurrences, condition_cleared_at, assignee, opened_by, opened_at } = row;
  const { started_at, done_at, closed_at, resolution, updated_at, body } = row;
  const what = [id, dedup_key, order_key, kind, state, priority, equipment, title, description];
  const who = [alarm_id, occurrences, condition_cleared_at, assignee, opened_by, opened_at];
  return sha256([1, ...what, ...who, started_at, done_at, closed_at, resolution, updated_at, body]);
}

/** What a line's hash covers: everything in it, and through `prev_hash` everything before it. */
export function lineHashOf(row: Omit<OrderLineRow, 'hash'>): string {
  const { prev_hash, id, work_order, seq, at, actor, step, from_state, to_state, note, via } = row;
  const { priority, reason, device_at, content_hash } = row;
  const line = [prev_hash, id, work_order, seq, at, actor, step, from_state, to_state, note, via];
  return sha256([1, ...line, priority, reason, device_at, content_hash]);
}

/**
 * Follows the history of the orders line by line, then compares every order with what its last line left. Lines older than the chain bear no
 * hash: they are covered together by the hash the chain went on from.
 */
export class OrderChainCheck {
  readonly faults: OrderFault[] = [];
  private readonly anchors: ReadonlyMap<number, string>;
  /** Lines of each order so far, and the hash of what the last of them left; null in those older than the chain. */
  private readonly orders = new Map<number, { readonly lines: number; readonly left: string | null }>();
  private last = { sequence: 0, hash: GENESIS, order: 0 };
  private isChained = false;

  /** `anchors`: hashes known from elsewhere, by sequence. */
  constructor(anchors: ReadonlyMap<number, string> = new Map()) {
    this.anchors = anchors;
  }

  /** Lines in order of their number. */
  line(row: OrderLineRow): void {
    if (row.hash === null && !this.isChained) this.earlier(row);
    else this.chained(row);
    const lines = (this.orders.get(row.work_order)?.lines ?? 0) + 1;
    if (row.seq !== null && row.seq !== lines)
      this.fault({ kind: 'order-line-removed', sequence: row.id, order: row.work_order });
    this.orders.set(row.work_order, { lines: row.seq ?? lines, left: row.content_hash });
  }

  private earlier(row: OrderLineRow): void {
    const hash = lineHashOf({ ...row, prev_hash: this.last.hash });
    if ((this.anchors.get(row.id) ?? hash) !== hash) this.fault({ kind: 'order-lines-sealed', sequence: row.id });
    this.last = { sequence: row.id, hash, order: row.work_order };
  }

  private chained(row: OrderLineRow): void {
    const { id, hash, work_order: order } = row;
    if (row.prev_hash !== this.last.hash) this.broken(id);
    const isOwn = hash === lineHashOf(row) && (this.anchors.get(id) ?? hash) === hash;
    if (!isOwn) this.fault({ kind: 'order-line-changed', sequence: id, order });
    this.isChained = true;
    this.last = { sequence: id, hash: hash ?? '', order };
  }

  /** The line before `id` is not the one that was there. */
  private broken(id: number): void {
    const { sequence } = this.last;
    if (id > sequence + 1) this.fault({ kind: 'order-line-removed', sequence: sequence + 1, order: null });
    else this.lastChanged();
  }

  /** One of the older lines cannot be told from the others. */
  private lastChanged(): void {
    const { sequence, order } = this.last;
    if (this.isChained) this.fault({ kind: 'order-line-changed', sequence, order });
    else this.fault({ kind: 'order-lines-sealed', sequence });
  }

  /** Orders in any order, after the lines. */
  order(row: OrderRow): void {
    const known = this.orders.get(row.id);
    this.orders.delete(row.id);
    if (known === undefined) this.fault({ kind: 'order-unknown', order: row.id });
    else if (known.left !== null && known.left !== orderHashOf(row))
      this.fault({ kind: 'order-changed', order: row.id });
  }

  /** After the last of both: `head` is where the chain ended when it was last added to; undefined when nothing was ever added. */
  end(head: OrderChainEnd | undefined): readonly OrderFault[] {
    for (const order of this.orders.keys()) this.fault({ kind: 'order-removed', order });
    const known = Math.max(0, ...this.anchors.keys(), head?.sequence ?? 0);
    const { sequence, hash } = this.last;
    if (sequence < known) this.fault({ kind: 'order-lines-shortened', sequence: sequence + 1 });
    else if (hash !== (head?.hash ?? GENESIS)) this.lastChanged();
    return this.faults;
  }

  private fault(fault: OrderFault): void {
    const last = this.faults.at(-1);
    const isTold = last !== undefined && last.kind === fault.kind && sequenceOf(last) === sequenceOf(fault);
    const isSequence = sequenceOf(fault) !== undefined;
    if (!(isTold && isSequence) && this.faults.length < MAX_FAULTS) this.faults.push(fault);
  }
}

const sequenceOf = (fault: OrderFault): number | undefined => ('sequence' in fault ? fault.sequence : undefined);
