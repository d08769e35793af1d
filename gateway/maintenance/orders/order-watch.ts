import { done, refused } from '../../domain/errors.ts';
import type { WorkOrder, WorkOrderEntry } from '../../domain/work-order.ts';
import type { ClockName } from '../../domain/work-order-clock.ts';
import { clockNews, newsOfLine, noteClock, ripenedOrder } from '../../domain/work-order-due.ts';
import { logged } from '../../domain/work-order-step.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { WorkOrderRepository } from '../../ports/work-order-repository.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { FollowUps } from './follow-ups.ts';
import type { OrderReadings } from './order-readings.ts';
import type { OrderRules } from './order-rules.ts';
import { clockText } from './order-texts.ts';

export interface OrderWatchOptions {
  readonly repository: WorkOrderRepository;
  readonly orders: Pick<WorkOrderService, 'create' | 'transition'>;
  /** Account names of who has the duty of a rotation, the first to be asked first. */
  readonly onDuty: (rotation: string, at: number) => Promise<readonly string[]>;
  readonly rules: OrderRules;
  readonly readings: OrderReadings;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

const PERIOD_MS = 60_000;
/** Orders of one page; all that are open are looked at. */
const PAGE = 500;
/** Readings of a new order are worth something only if they are of that time. */
const FRESH_MS = 60_000;
/** Lines so old are told again at a start. */
const TOLD_AGAIN_MS = 600_000;
/** Orders that wait to be received. */
const MOST_WAITING = 1_000;

/** Sees every minute which limits come near or were passed, and does by itself what nobody has to do: closing, cancelling, readings. */
export class OrderWatch {
  private readonly options: OrderWatchOptions;
  private readonly followUps: FollowUps;
  private timer: Timer | undefined;
  private unsubscribe: (() => void) | undefined;
  /** One thing after the other; never rejects. */
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;
  private ticking: Promise<void> | undefined;

  constructor(options: OrderWatchOptions) {
    this.options = options;
    this.followUps = new FollowUps(options.orders);
  }

  /** Resolves after the first look. Never rejects. */
  start(): Promise<void> {
    const { clock, repository } = this.options;
    this.unsubscribe ??= repository.onChange((order) => this.onChange(order));
    this.timer ??= clock.every(PERIOD_MS, () => void this.tick());
    void this.queue(() => this.tellAgain());
    return this.tick();
  }

  async stop(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    this.unsubscribe?.();
    this.unsubscribe = undefined;
    await this.work;
  }

  /** A look now, or the one that waits already. Never rejects. */
  tick(): Promise<void> {
    this.ticking ??= this.queue(() => this.lookAtAll()).finally(() => {
      this.ticking = undefined;
    });
    return this.ticking;
  }

  /** In a storm of orders the look of the next minute makes up for what is left out here. */
  private onChange(order: WorkOrder): void {
    if (this.waiting >= MOST_WAITING) return;
    if (order.log.length === 1) void this.queue(() => this.receive(order));
    else if (order.state === 'verified' || order.state === 'done') void this.queue(() => this.lookAt(order));
  }

  private queue(task: () => Promise<void>): Promise<void> {
    this.waiting += 1;
    this.work = this.work
      .then(task)
      .catch((error: unknown) => {
        this.options.logger.warn({ err: error }, 'work orders could not be looked at; trying again');
      })
      .finally(() => {
        this.waiting -= 1;
      });
    return this.work;
  }

  private async lookAtAll(): Promise<void> {
    const { repository } = this.options;
    let before: number | undefined;
    for (;;) {
      const page = await repository.list({ state: 'open', limit: PAGE, ...(before === undefined ? {} : { before }) });
      for (const order of page) await this.lookAt(order);
      if (page.length < PAGE) return;
      before = page.at(-1)!.id;
    }
  }

  private async lookAt(order: WorkOrder): Promise<void> {
    await this.followUps.ensure(order);
    if (await this.ripen(order)) return;
    await this.giveOut(order);
    const { rules, clock } = this.options;
    const news = clockNews(order, rules.slaOf(order, clock.nowMs()), rules.warnAt(order));
    for (const { clock: name } of news) await this.tell(order.id, name);
  }

  private async ripen(before: WorkOrder): Promise<boolean> {
    const { repository, rules, clock } = this.options;
    if (!ripenedOrder(before, rules.plan, clock.nowMs())) return false;
    const outcome = await repository.change(before.id, (order, { isAlarmActive }) => {
      const step = isAlarmActive ? undefined : ripenedOrder(order, rules.plan, clock.nowMs());
      return step ? done(step) : refused('WORK_ORDER_TRANSITION_REFUSED');
    });
    return outcome.ok;
  }

  /** Said in the history first, and told when that is stored: a limit that was met meanwhile is not told at all. */
  private async tell(id: number, name: ClockName): Promise<void> {
    const { repository, rules, clock } = this.options;
    const now = clock.nowMs();
    const outcome = await repository.change(id, (order) => {
      const all = clockNews(order, rules.slaOf(order, now), rules.warnAt(order));
      const news = all.find((one) => one.clock === name);
      return news ? done(noteClock(order, news, now)) : refused('WORK_ORDER_TRANSITION_REFUSED');
    });
    if (outcome.ok) this.tellLine(outcome.value, outcome.value.log.at(-1)!);
  }

  /** A notice has its key: told again after a stop it is one all the same. */
  private tellLine(order: WorkOrder, line: WorkOrderEntry): void {
    const news = newsOfLine(line);
    if (!news) return;
    const { rules, notices } = this.options;
    const isBreach = news.percent >= 100;
    const to = isBreach ? rules.plan.breachTo : [];
    notices.tell({
      ...{ code: isBreach ? 'WORK_ORDER_LATE' : 'WORK_ORDER_DUE', priority: order.priority, at: line.at },
      ...{ key: `wo:${order.id}:${news.clock}:${news.percent}`, text: clockText(order, news) },
      ...(to.length > 0 ? { to } : {}),
    });
  }

  /** What was written down shortly before the stop may not have been told. */
  private async tellAgain(): Promise<void> {
    const { repository, clock } = this.options;
    const since = clock.nowMs() - TOLD_AGAIN_MS;
    for (const order of await repository.list({ state: 'open', updatedSince: since, limit: PAGE }))
      for (const line of order.log) if (line.at >= since) this.tellLine(order, line);
  }

  private async receive(order: WorkOrder): Promise<void> {
    await this.capture(order);
    await this.giveOut(order);
  }

  /** An order of an alarm that nobody has goes to whoever has the duty; one that was declined waits for a dispatcher. */
  private async giveOut({ id, state, alarmId, priority, declines, log }: WorkOrder): Promise<void> {
    const { orders, rules, onDuty, clock } = this.options;
    const rotation = rules.plan.assignTo[priority];
    const isWaiting = state === 'open' && alarmId !== null && declines === 0;
    if (rotation === null || !isWaiting || log.some(({ step }) => step === 'assign')) return;
    const [assignee] = await onDuty(rotation, clock.nowMs());
    if (assignee !== undefined) await orders.transition({ id, step: 'assign', actor: 'system', assignee });
  }

  private async capture({ id, openedAt, readings: known, equipment }: WorkOrder): Promise<void> {
    const { repository, readings, clock } = this.options;
    if (known.length > 0 || equipment === null || clock.nowMs() - openedAt > FRESH_MS) return;
    await repository.change(id, (order) => {
      const found = readings.capture(order.equipment, 'before');
      if (order.readings.length > 0 || found.length === 0) return refused('WORK_ORDER_TRANSITION_REFUSED');
      const line = { step: 'captured', actor: 'system' } as const;
      return done(logged(order, { ...order, readings: [...found] }, line, clock.nowMs()));
    });
  }
}
