import { z } from 'zod';
import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OrderLink, OrderLinks } from '../../ports/order-links.ts';
import type { CmmsAnswer, CmmsClient } from './cmms-client.ts';
import { createBody, created, createKey, eventBody, eventKey, externalRef } from './cmms-messages.ts';
import { isFar } from './far-actors.ts';

export interface OutboundOptions {
  readonly site: string;
  readonly plan: CmmsPlan;
  readonly client: CmmsClient;
  readonly links: OrderLinks;
  readonly orders: { get(id: number): Promise<WorkOrder | undefined> };
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** Requests of one second. */
export const MOST_PER_SECOND = 5;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;

const anything = z.unknown();
const found = z.object({ items: z.array(created) });

/**
 * Tells the outside system what happened, each order in the order of its history and one request at a time. A far side that does not
 * answer is left alone for a while, longer each time; nothing is given up because of it.
 */
export class OutboundLane {
  private readonly options: OutboundOptions;
  private pausedUntil = 0;
  private failures = 0;

  constructor(options: OutboundOptions) {
    this.options = options;
  }

  /** The far side is left alone until then; null: it is not. */
  get pause(): number | null {
    return this.options.clock.nowMs() < this.pausedUntil ? this.pausedUntil : null;
  }

  /** As many requests as one second allows, oldest order first. */
  async turn(): Promise<void> {
    const { links, clock } = this.options;
    if (clock.nowMs() < this.pausedUntil) return;
    let left = MOST_PER_SECOND;
    for (const link of await links.due(clock.nowMs(), MOST_PER_SECOND)) {
      left -= await this.serve(link, left);
      if (left <= 0 || clock.nowMs() < this.pausedUntil) return;
    }
  }

  /** Answers how many requests it took. */
  private async serve(link: OrderLink, most: number): Promise<number> {
    const order = await this.options.orders.get(link.order);
    if (!order) return 0;
    let current: OrderLink | undefined = link;
    let used = 0;
    while (current?.state === 'pending' && used < most) {
      if (current.externalId !== null && current.syncedSeq >= order.log.length) {
        await this.options.links.save({ ...current, state: 'ok', attempts: 0, detail: null });
        return used;
      }
      used += 1;
      current = await this.next(current, order);
    }
    return used;
  }

  /** One request. Undefined when nothing more can be said of this order now. */
  private async next(link: OrderLink, order: WorkOrder): Promise<OrderLink | undefined> {
    if (link.externalId === null) return this.create(link, order);
    const seq = link.syncedSeq + 1;
    const entry = order.log[seq - 1]!;
    if (isFar(entry.actor)) return this.keep({ ...link, syncedSeq: seq, attempts: 0 });
    const { site, plan, client } = this.options;
    const answer = await client.ask(
      {
        ...{ method: 'POST', path: `/work-orders/${encodeURIComponent(link.externalId)}/events` },
        ...{ key: eventKey(site, order.id, seq), body: eventBody(site, order, seq, entry, plan) },
      },
      anything,
    );
    if (answer.kind !== 'ok') return this.failed(link, answer);
    this.failures = 0;
    return this.keep({ ...link, syncedSeq: seq, attempts: 0, detail: null });
  }

  /** A far side that does not know repeats is asked first, so that an answer that was lost does not make a second order. */
  private async create(link: OrderLink, order: WorkOrder): Promise<OrderLink | undefined> {
    const { site, plan, client } = this.options;
    if (!plan.knowsRepeats) {
      const ref = encodeURIComponent(externalRef(site, order.id));
      const known = await client.ask({ method: 'GET', path: `/work-orders?externalRef=${ref}` }, found);
      if (known.kind !== 'ok') return this.failed(link, known);
      const [first] = known.value.items;
      if (first) return this.adopt(link, first);
    }
    const answer = await client.ask(
      { method: 'POST', path: '/work-orders', key: createKey(site, order.id), body: createBody(site, order) },
      created,
    );
    return answer.kind === 'ok' ? this.adopt(link, answer.value) : this.failed(link, answer);
  }

  private adopt(link: OrderLink, { id, etag }: z.infer<typeof created>): Promise<OrderLink> {
    this.failures = 0;
    return this.keep({
      ...link,
      externalId: id,
      etag: etag ?? null,
      syncedSeq: Math.max(1, link.syncedSeq),
      attempts: 0,
      detail: null,
    });
  }

  private async keep(link: OrderLink): Promise<OrderLink> {
    await this.options.links.save(link);
    return link;
  }

  private async failed(link: OrderLink, answer: Exclude<CmmsAnswer<unknown>, { kind: 'ok' }>): Promise<undefined> {
    const { links, clock } = this.options;
    const { detail } = answer;
    if (answer.kind === 'refused') {
      const state = answer.status === 409 || answer.status === 412 ? 'conflict' : 'dead';
      await links.save({ ...link, state, detail });
      const about = { order: link.order, externalId: link.externalId, at: clock.nowMs(), detail };
      await links.addConflict({
        ...about,
        eventId: `out:${link.order}:${link.syncedSeq + 1}:${about.at}`,
        reason: 'far-side',
      });
      return undefined;
    }
    const attempts = link.attempts + 1;
    const dueAt = clock.nowMs() + waitMs(attempts);
    await links.save({ ...link, attempts, dueAt, detail });
    if (answer.isUnreachable) {
      this.failures += 1;
      this.pausedUntil = clock.nowMs() + waitMs(this.failures);
    }
    return undefined;
  }
}

const waitMs = (failures: number): number => Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 10));
