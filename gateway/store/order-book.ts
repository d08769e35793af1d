import type { Transaction } from 'kysely';
import type { Alarm } from '../domain/alarm.ts';
import type { WorkOrder, WorkOrderEntry } from '../domain/work-order.ts';
import { openOrder, PLAIN_ORDER } from '../domain/work-order-new.ts';
import type { Inheritance } from '../domain/work-order-placement.ts';
import type { OrderStep } from '../domain/work-order-step.ts';
import type { AlarmTransition, OrderCause } from '../ports/alarm-repository.ts';
import { chunks } from './chunks.ts';
import type { OrderRow } from './order-chain.ts';
import { appendLines } from './order-lines.ts';
import { linksOfAlarms, linksOfOrders, type OrderLink, writeLinks } from './order-links.ts';
import type { Database } from './schema.ts';
import { findOrders } from './work-order-repository.ts';
import { newOrderRow, storeOrder } from './work-order-rows.ts';

/** The orders one transaction of alarms touches: read together, changed in memory, written together. New ones have negative numbers until then. */
export class OrderBook {
  private readonly orders = new Map<number, WorkOrder>();
  private readonly newest = new Map<string, number>();
  private readonly keys = new Map<number, string>();
  private readonly links = new Map<string, OrderLink>();
  /** Episodes linked to each order that are more than a consequence of another one. */
  private readonly linkedTo = new Map<number, Set<string>>();
  /** Episodes that are closed or lie beneath another one. */
  private readonly silenced = new Set<string>();
  private readonly opened: { readonly id: number; readonly dedupKey: string }[] = [];
  private readonly touched = new Set<number>();
  private readonly lines: { readonly order: number; readonly entry: WorkOrderEntry; readonly seq: number }[] = [];
  private readonly linked = new Set<string>();

  /** Everything the transitions may need. To be called before the episodes are written. */
  static async load(
    trx: Transaction<Database>,
    transitions: readonly AlarmTransition[],
    now: number,
  ): Promise<OrderBook> {
    const book = new OrderBook();
    const alarms = new Set<string>();
    const keys = new Set<string>();
    for (const { alarm, order } of transitions) {
      if (alarm) alarms.add(alarm.id);
      if (order?.action === 'supersede') alarms.add(order.parent);
      if (order?.action === 'open') keys.add(order.cause.dedupKey);
    }
    const own = await linksOfAlarms(trx, [...alarms]);
    const numbers = new Set(own.map(({ work_order }) => work_order));
    for (const found of await findOrders(trx, [...numbers], [...keys], now)) book.know(found);
    const others = [...book.keys.values()].filter((key) => !keys.has(key));
    for (const found of await findOrders(trx, [], [...new Set(others)], now)) book.know(found);
    const canSupersede = transitions.some(({ order }) => order?.action === 'supersede');
    const shared = canSupersede ? await linksOfOrders(trx, [...book.orders.keys()]) : [];
    for (const { alarm_id, work_order, role, linked_at, state, parent } of [...own, ...shared]) {
      book.put(alarm_id, { order: work_order, role, at: linked_at });
      book.note({ id: alarm_id, state, parent });
    }
    return book;
  }

  private know({ order, dedupKey }: { readonly order: WorkOrder; readonly dedupKey: string | null }): void {
    this.orders.set(order.id, order);
    if (dedupKey === null) return;
    this.keys.set(order.id, dedupKey);
    this.newest.set(dedupKey, Math.max(order.id, this.newest.get(dedupKey) ?? 0));
  }

  /** What has become of an episode. */
  note({ id, state, parent }: { readonly id: string; readonly state: string; readonly parent: string | null }): void {
    if (state === 'closed' || parent !== null) this.silenced.add(id);
    else this.silenced.delete(id);
  }

  /** Another episode asks for the order too: open, and no consequence. */
  isShared(order: number, alarmId: string): boolean {
    for (const other of this.linkedTo.get(order) ?? []) if (other !== alarmId && !this.silenced.has(other)) return true;
    return false;
  }

  linkOf = (alarmId: string): OrderLink | undefined => this.links.get(alarmId);

  get = (id: number): WorkOrder | undefined => this.orders.get(id);

  newestOf(key: string): WorkOrder | undefined {
    const id = this.newest.get(key);
    return id === undefined ? undefined : this.orders.get(id);
  }

  /** The newest order with the dedup key of this one: only that may be open. */
  newestLike(id: number): WorkOrder | undefined {
    const key = this.keys.get(id);
    return key === undefined ? this.orders.get(id) : this.newestOf(key);
  }

  open(cause: OrderCause, alarm: Alarm, inherits: Inheritance, at: number): number {
    const id = -1 - this.opened.length;
    const { dedupKey, equipment, priority, title, description } = cause;
    const draft = { equipment, priority, title, description, alarmId: alarm.id, ...inherits };
    const about = { source: { kind: 'alarm', record: null }, isSafety: alarm.class === 'safety' } as const;
    const when = { openedBy: 'system', openedAt: at, clockAt: Math.min(at, alarm.activeAt) };
    const order = openOrder({ ...PLAIN_ORDER, ...draft, ...about, ...when }, id);
    this.orders.set(id, order);
    this.opened.push({ id, dedupKey });
    this.newest.set(dedupKey, id);
    this.keys.set(id, dedupKey);
    this.lines.push(...order.log.map((entry, index) => ({ order: id, entry, seq: index + 1 })));
    return id;
  }

  change({ order, entry }: OrderStep): void {
    this.orders.set(order.id, order);
    this.touched.add(order.id);
    this.lines.push({ order: order.id, entry, seq: order.version });
  }

  link(alarmId: string, link: OrderLink): void {
    this.put(alarmId, link);
    this.linked.add(alarmId);
  }

  private put(alarmId: string, link: OrderLink): void {
    const before = this.links.get(alarmId);
    if (before) this.linkedTo.get(before.order)?.delete(alarmId);
    this.links.set(alarmId, link);
    if (link.role === 'consequence') return;
    const episodes = this.linkedTo.get(link.order) ?? new Set();
    this.linkedTo.set(link.order, episodes.add(alarmId));
  }

  /** Writes it all. Answers with every order that is new or has changed, and gives links their final numbers. */
  async write(trx: Transaction<Database>): Promise<ReadonlyMap<number, WorkOrder>> {
    // First what may have made room for another order of the same key.
    const rows = new Map<number, OrderRow>();
    for (const id of this.touched) if (id > 0) rows.set(id, await storeOrder(trx, this.orders.get(id)!));
    const numbers = await this.insertOpened(trx, rows);
    const final = (id: number): number => numbers.get(id) ?? id;
    await appendLines(
      trx,
      this.lines.map(({ order, entry, seq }) => ({ row: rows.get(final(order))!, entry, seq })),
    );
    for (const [alarmId, link] of this.links) this.links.set(alarmId, { ...link, order: final(link.order) });
    await writeLinks(
      trx,
      [...this.linked].map((alarmId) => [alarmId, this.links.get(alarmId)!] as const),
    );
    const ids = new Set([...this.touched, ...numbers.keys()]);
    return new Map([...ids].map((id) => [final(id), { ...this.orders.get(id)!, id: final(id) }]));
  }

  /** In one statement a dedup key stands once, so that it tells which row got which number. */
  private async insertOpened(trx: Transaction<Database>, into: Map<number, OrderRow>): Promise<Map<number, number>> {
    const numbers = new Map<number, number>();
    let waiting = this.opened;
    while (waiting.length > 0) {
      const now = new Map<string, number>();
      for (const { id, dedupKey } of waiting) if (!now.has(dedupKey)) now.set(dedupKey, id);
      for (const some of chunks([...now])) {
        const rows = some.map(([dedupKey, id]) => newOrderRow(this.orders.get(id)!, dedupKey));
        const stored = await trx.insertInto('work_order').values(rows).returningAll().execute();
        for (const row of stored) {
          numbers.set(now.get(row.dedup_key!)!, row.id);
          into.set(row.id, row);
        }
      }
      waiting = waiting.filter(({ id }) => !numbers.has(id));
    }
    return numbers;
  }
}
