import type { CmmsPlan } from '../../domain/duty/cmms-plan.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { CmmsService, SignedMessage } from '../../ports/cmms-service.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OrderLinks } from '../../ports/order-links.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { CmmsClient } from './cmms-client.ts';
import { type CmmsEvent, cmmsEvent, eventList } from './cmms-messages.ts';
import { type Taken, takeEvent } from './inbound.ts';
import { OutboundLane } from './outbound-lane.ts';
import { isSigned } from './verify-signature.ts';

export interface CmmsOptions {
  readonly site: string;
  readonly plan: CmmsPlan;
  readonly links: OrderLinks;
  readonly orders: Pick<WorkOrderService, 'get' | 'list' | 'transition' | 'onChange'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly notices: DutyNotices;
  readonly fetch: typeof fetch;
}

const TURN_MS = 1_000;
const RECONCILE_MS = 900_000;
const OVERLAP_MS = 300_000;
const DAY_MS = 86_400_000;
/** Ids of events are known so long. */
const EVENTS_KEPT_MS = 7 * DAY_MS;
const PAGE = 500;
/** Taken at a start; there is at most one, unless the disk failed again and again. */
const MOST_UNFINISHED = 500;

/** Shares orders with an outside maintenance system. While that is away orders live on here, and it is told everything later. */
export class CmmsRuntime implements CmmsService {
  private readonly options: CmmsOptions;
  private readonly client: CmmsClient;
  private readonly lane: OutboundLane;
  private readonly timers: Timer[] = [];
  private unsubscribe: (() => void) | undefined;
  /** Orders that have changed since the last turn; each once. */
  private readonly changed = new Set<number>();
  /** One thing after the other, so that no link is written from two sides. Never rejects. */
  private work: Promise<void> = Promise.resolve();
  private isTurning = false;
  /** Events are taken one after the other. Never rejects. */
  private hearing: Promise<unknown> = Promise.resolve();

  constructor(options: CmmsOptions) {
    this.options = { ...options, links: tellingLinks(options) };
    this.client = new CmmsClient(options.plan, options.fetch);
    this.lane = new OutboundLane({ ...this.options, client: this.client });
  }

  /** Looks which orders changed while nobody watched, ends what a stop cut short, and asks what was not heard. Never rejects. */
  start(): Promise<void> {
    const { clock, orders } = this.options;
    this.unsubscribe = orders.onChange(({ id }) => void this.changed.add(id));
    this.timers.push(clock.every(TURN_MS, () => this.turn()));
    this.timers.push(clock.every(RECONCILE_MS, () => void this.queue(() => this.reconcile())));
    void this.queue(() => this.markAll());
    void this.queue(() => this.takeUnfinished());
    return this.queue(() => this.reconcile());
  }

  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) timer.cancel();
    this.unsubscribe?.();
    this.client.stop();
    await this.work;
    await this.hearing;
  }

  /** Resolves when everything begun before is over. */
  settled(): Promise<void> {
    return this.work;
  }

  async status() {
    const { links } = this.options;
    const open = await links.conflicts({ isOpen: true, limit: 1000 });
    return {
      isConfigured: true,
      orders: await links.counts(),
      openConflicts: open.length,
      pausedUntil: this.lane.pause,
    };
  }

  conflicts(query: { readonly isOpen: boolean; readonly limit: number }) {
    return this.options.links.conflicts(query);
  }

  async settle(
    id: number,
    { decision, note }: { readonly decision: 'retry' | 'skip'; readonly note: string },
    by: string,
  ): Promise<Outcome<null>> {
    const { links, clock } = this.options;
    const open = (await links.conflicts({ isOpen: true, limit: 1000 })).find((one) => one.id === id);
    if (!open || !(await links.settle(id, by, clock.nowMs(), note))) return refused('RESOURCE_NOT_FOUND');
    if (open.reason === 'far-side' && open.order !== null) await this.release(open.order, decision);
    return done(null);
  }

  async hook(message: SignedMessage | undefined): Promise<Outcome<{ readonly accepted: number }>> {
    const { plan, clock } = this.options;
    if (!message || !isSigned(message, plan.secret, clock.nowMs())) return refused('HOOK_REFUSED');
    const event = cmmsEvent.safeParse(jsonOf(message.text));
    if (!event.success) return refused('REQUEST_INVALID', event.error.issues[0]?.message);
    const taken = await this.hear(event.data);
    return done({ accepted: taken === 'applied' ? 1 : 0 });
  }

  /** Rejects where the store does; the event is then taken at the next start or when it is told again. */
  private hear(event: CmmsEvent): Promise<Taken> {
    const taken = this.hearing.then(() => takeEvent(this.options, event));
    this.hearing = taken.catch(() => undefined);
    return taken;
  }

  private async takeUnfinished(): Promise<void> {
    for (const { body } of await this.options.links.unfinished(MOST_UNFINISHED)) {
      const event = cmmsEvent.safeParse(jsonOf(body));
      if (event.success) await this.hear(event.data);
    }
  }

  private turn(): void {
    if (this.isTurning) return;
    this.isTurning = true;
    void this.queue(async () => {
      await this.markChanged();
      await this.lane.turn();
    }).finally(() => {
      this.isTurning = false;
    });
  }

  private queue(task: () => Promise<void>): Promise<void> {
    this.work = this.work.then(task).catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'the outside maintenance system could not be told; trying again');
    });
    return this.work;
  }

  private async markChanged(): Promise<void> {
    for (const id of this.changed) {
      await this.mark(id);
      this.changed.delete(id);
    }
  }

  /** There is something to tell of the order. What waits for a person goes on waiting. */
  private async mark(id: number): Promise<void> {
    const { links, clock } = this.options;
    const link = await links.get(id);
    if (!link) {
      const fresh = { order: id, externalId: null, etag: null, syncedSeq: 0, attempts: 0, detail: null };
      await links.save({ ...fresh, state: 'pending', dueAt: clock.nowMs() });
    } else if (link.state === 'ok') await links.save({ ...link, state: 'pending', dueAt: clock.nowMs() });
  }

  private async markAll(): Promise<void> {
    const { orders, links } = this.options;
    let before: number | undefined;
    for (;;) {
      const page = await orders.list({ state: 'all', limit: PAGE, ...(before === undefined ? {} : { before }) });
      for (const { id, log } of page) {
        const link = await links.get(id);
        if (!link || (link.state === 'ok' && link.syncedSeq < log.length)) this.changed.add(id);
      }
      if (page.length < PAGE) return;
      before = page.at(-1)!.id;
    }
  }

  /** What the far side did and we did not hear of; an overlap makes up for its clock. The moment is kept, so that a stop leaves no gap. */
  private async reconcile(): Promise<void> {
    const { links, clock, logger } = this.options;
    const now = clock.nowMs();
    const since = ((await links.reconciledAt()) ?? now - DAY_MS) - OVERLAP_MS;
    const path = `/events?updatedSince=${encodeURIComponent(new Date(since).toISOString())}`;
    const answer = await this.client.ask({ method: 'GET', path }, eventList);
    if (answer.kind !== 'ok') return;
    let strange = 0;
    for (const one of answer.value.events) {
      const event = cmmsEvent.safeParse(one);
      if (event.success) await this.hear(event.data);
      else strange += 1;
    }
    if (strange > 0) logger.warn({ strange }, 'the outside maintenance system told events that are none');
    await links.saveReconciledAt(now);
    await links.forgetEventsBefore(now - EVENTS_KEPT_MS);
  }

  private release(id: number, decision: 'retry' | 'skip'): Promise<void> {
    const { links, clock } = this.options;
    return this.queue(async () => {
      const link = await links.get(id);
      if (!link || (link.state !== 'conflict' && link.state !== 'dead')) return;
      const isSkipped = decision === 'skip' && link.externalId !== null;
      const syncedSeq = link.syncedSeq + (isSkipped ? 1 : 0);
      await links.save({ ...link, syncedSeq, state: 'pending', attempts: 0, dueAt: clock.nowMs() });
    });
  }
}

/** A conflict is told to whoever has the duty, once. */
const tellingLinks = ({ links, notices }: CmmsOptions): OrderLinks => ({
  ...links,
  async addConflict(conflict) {
    await links.addConflict(conflict);
    const { eventId, order, externalId, at, detail } = conflict;
    const name = order === null ? (externalId ?? '') : `WO ${order}`;
    notices.tell({
      ...{ code: 'CMMS_CONFLICT', priority: 'P3', key: `cmms:${eventId}`, at },
      text: {
        en: `The outside maintenance system and we do not agree about ${name}: ${detail}`.slice(0, 400),
        zh: `外部维修系统与本系统对 ${name} 不一致：${detail}`.slice(0, 400),
      },
    });
  },
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where no outside system is configured. */
export const NO_CMMS: CmmsService = {
  status: async () => ({
    ...{
      isConfigured: false,
      orders: { pending: 0, ok: 0, conflict: 0, dead: 0 },
      openConflicts: 0,
      pausedUntil: null,
    },
  }),
  conflicts: async () => [],
  settle: async () => refused('RESOURCE_NOT_FOUND'),
  hook: async () => refused('HOOK_REFUSED'),
};
