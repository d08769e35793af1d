import type { Transaction } from 'kysely';
import type { Alarm } from '../domain/alarm.ts';
import type { StepEvent } from '../domain/alarm-input.ts';
import type { WorkOrder } from '../domain/work-order.ts';
import {
  clearCondition,
  type OrderTrigger,
  placeEpisode,
  raiseOrder,
  supersedeOrder,
} from '../domain/work-order-placement.ts';
import type { AlarmTransition, OrderCause } from '../ports/alarm-repository.ts';
import type { OrderBook } from './order-book.ts';
import type { OrderLink } from './order-links.ts';
import type { Database } from './schema.ts';

/** What the alarms of one transaction did to work orders. */
export interface PlacedOrders {
  /** Order of each episode that has one. */
  readonly byAlarm: ReadonlyMap<string, number>;
  /** Newest form of every order touched. */
  readonly changed: ReadonlyMap<number, WorkOrder>;
}

/** One transition of an episode, with those of its events that were not in the journal before. */
interface Change {
  readonly transition: AlarmTransition;
  readonly alarm: Alarm;
  readonly fresh: readonly StepEvent[];
}

/**
 * Gives each episode its order, at most one, and tells orders whose cause has gone. Only events that are new can repeat, raise, clear or
 * supersede, so that committing again changes nothing. The book is of before the transaction, the episodes are those of after it.
 */
export async function placeOrders(
  trx: Transaction<Database>,
  book: OrderBook,
  transitions: readonly AlarmTransition[],
  news: ReadonlySet<StepEvent>,
): Promise<PlacedOrders> {
  for (const transition of transitions) {
    const { alarm, events } = transition;
    if (alarm) apply(book, { transition, alarm, fresh: events.filter((event) => news.has(event)) });
  }
  const changed = await book.write(trx);
  const byAlarm = new Map<string, number>();
  for (const { alarm } of transitions) {
    const link = alarm && book.linkOf(alarm.id);
    if (link) byAlarm.set(alarm.id, link.order);
  }
  return { byAlarm, changed };
}

function apply(book: OrderBook, change: Change): void {
  const { transition, alarm, fresh } = change;
  book.note(alarm);
  const { order, savedAt } = transition;
  if (order?.action === 'supersede') {
    if (fresh.length > 0) supersede(book, change, order.parent);
    return;
  }
  const link = book.linkOf(alarm.id);
  const isOwn = link !== undefined && link.role !== 'consequence';
  const repeats = isOwn && fresh.some(({ type, annunciation }) => type === 'realarmed' && annunciation !== 'timer');
  const mayPlace = order && alarm.state !== 'closed' && (link === undefined || comesOut(link, change));
  if (mayPlace) place(book, change, order.cause);
  else if (repeats && alarm.state !== 'closed') repeat(book, change, link, order?.cause);
  else if (isOwn && fresh.some(({ type }) => type === 'level-raised')) raise(book, change, link);
  const own = book.linkOf(alarm.id);
  if (own && own.role !== 'consequence' && fresh.some(({ type }) => type === 'returned'))
    clear(book, own.order, savedAt);
}

/** What lay beneath another one and is announced by itself now has an order of its own again. */
const comesOut = (link: OrderLink, { transition, fresh }: Change): boolean =>
  link.role === 'consequence' && (fresh.length > 0 || transition.savedAt > link.at);

const triggerOf = ({ alarm }: Change, isAfresh = false): OrderTrigger => ({
  alarmId: alarm.id,
  priority: alarm.priority,
  isAfresh,
});

function place(book: OrderBook, change: Change, cause: OrderCause): void {
  const { alarm, transition } = change;
  const at = transition.savedAt;
  const isAfresh = book.linkOf(alarm.id) !== undefined;
  const placement = placeEpisode(book.newestOf(cause.dedupKey), triggerOf(change, isAfresh), at);
  switch (placement.action) {
    case 'none':
      return;
    case 'open':
      book.link(alarm.id, { order: book.open(cause, alarm, placement.inherits, at), role: 'primary', at });
      return;
    case 'change':
      book.change(placement.step);
      book.link(alarm.id, { order: placement.step.order.id, role: 'merged', at });
  }
}

/** The fault came again in the same episode: its order goes on or is opened again, or the one that has taken its place meanwhile. */
function repeat(book: OrderBook, change: Change, link: OrderLink, cause: OrderCause | undefined): void {
  const { alarm, transition } = change;
  const at = transition.savedAt;
  const placement = placeEpisode(book.newestLike(link.order), triggerOf(change), at);
  if (placement.action === 'open' && cause) place(book, change, cause);
  if (placement.action !== 'change') return;
  const { order } = placement.step;
  book.change(placement.step);
  if (order.id !== link.order) book.link(alarm.id, { order: order.id, role: 'merged', at });
}

function raise(book: OrderBook, change: Change, link: OrderLink): void {
  const order = book.get(link.order);
  const step = order && raiseOrder(order, triggerOf(change), change.transition.savedAt);
  if (step) book.change(step);
}

function clear(book: OrderBook, id: number, now: number): void {
  const order = book.get(id);
  const step = order && clearCondition(order, now);
  if (step) book.change(step);
}

/** The parent's order stands for the episode from now on, also when it is opened only later. Work that has begun, or that others ask for too, goes on. */
function supersede(book: OrderBook, { alarm, transition }: Change, parent: string): void {
  const at = transition.savedAt;
  const own = book.linkOf(alarm.id);
  const order = own && own.role !== 'consequence' ? book.get(own.order) : undefined;
  if (order) {
    const step = book.isShared(order.id, alarm.id) ? undefined : supersedeOrder(order, parent, at);
    if (!step) return;
    book.change(step);
  }
  const target = book.linkOf(parent)?.order ?? own?.order;
  if (target !== undefined) book.link(alarm.id, { order: target, role: 'consequence', at });
}
