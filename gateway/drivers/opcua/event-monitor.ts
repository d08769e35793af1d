import type { ClientMonitoredItemGroup, Variant } from 'node-opcua-client';
import { QUALITY } from '../../domain/quality.ts';
import type { Timer } from '../../ports/clock.ts';
import type { ConditionBoard } from './condition-board.ts';
import { shownText } from './decode-text.ts';
import { StepFailed, within } from './ending.ts';
import { decodeEvent, eventFilter, type ServerEvent } from './event-filter.ts';
import { type ServerMessage, ServerSubscription, type SessionSettings } from './server-subscription.ts';
import type { SubscriptionTiming } from './subscription-plan.ts';

const EVENT_NOTIFIER_ATTRIBUTE = 12;
/** The Server object hears every event of the server; ConditionType.ConditionRefresh (Part 9, 5.5.7). */
const SERVER_OBJECT = 'ns=0;i=2253';
const CONDITION_TYPE = 'ns=0;i=2782';
const CONDITION_REFRESH = 'ns=0;i=3875';
/** Events the server keeps for us between two reports; what overflows is asked for again. */
const QUEUE_SIZE = 1_000;
/** A refresh that has not ended by then has failed. */
const REFRESH_LIMIT_MS = 10_000;
/** Pauses, so that it does not go round in circles: while somebody else's refresh is under way, and after an overflow. */
const BUSY_PAUSE_MS = 1_000;
const OVERFLOW_PAUSE_MS = 30_000;
const MOST_BUSY_ANSWERS = 10;

export interface EventMonitorEvents {
  /** The server gave a sign of life. */
  sign(): void;
  /** Something may have changed, or is confirmed. `isSure` says that nothing can be missing. */
  news(publishTime: Date | null, isSure: boolean): void;
  /** Nobody knows the conditions, with the reason. */
  failed(reason: string, quality: number): void;
  gap(): void;
  failure(error: unknown): void;
}

/** Follows the conditions of a server: one subscription with one item for all events, and a refresh at its start. */
export class EventMonitor {
  readonly subscription: ServerSubscription;
  private readonly settings: SessionSettings;
  private readonly board: ConditionBoard;
  private readonly events: EventMonitorEvents;
  private clientHandle: number | undefined;
  private state: 'idle' | 'asked' | 'collecting' | 'complete' | 'failed' = 'idle';
  /** A refresh has ended, so that every condition is known; and nothing has been missed since. */
  private isKnown = false;
  private isSure = false;
  private hasOverflowed = false;
  private busyAnswers = 0;
  private timer: Timer | undefined;

  constructor(
    timing: SubscriptionTiming,
    settings: SessionSettings,
    board: ConditionBoard,
    events: EventMonitorEvents,
  ) {
    this.settings = settings;
    this.board = board;
    this.events = events;
    this.subscription = new ServerSubscription(timing, settings, {
      message: (message) => this.receive(message),
      gap: () => events.gap(),
      failure: (error) => events.failure(error),
    });
  }

  /** Rejects only when the session ends; what the server refuses is told as `failed`. */
  async open(): Promise<void> {
    try {
      await this.establish();
    } catch (error) {
      if (this.settings.ending.reason !== undefined) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      this.fail(`events: ${shownText(reason)}`, QUALITY['bad-unsupported']);
    }
  }

  /** Asks again for what the server refused. */
  async retry(): Promise<void> {
    if (this.state === 'failed') await this.open();
  }

  close(): void {
    this.timer?.cancel();
  }

  private async establish(): Promise<void> {
    if (!this.subscription.isOpen) await this.subscription.open();
    if (this.clientHandle === undefined) await this.watch();
    await this.refresh();
  }

  private async watch(): Promise<void> {
    const filter = eventFilter(this.settings.library);
    const parameters = { samplingInterval: 0, queueSize: QUEUE_SIZE, discardOldest: true, filter };
    let refusal = 'no answer';
    await this.subscription.monitor(
      [{ nodeId: SERVER_OBJECT, attributeId: EVENT_NOTIFIER_ATTRIBUTE }],
      parameters,
      ({ monitoredItems: [item] }: ClientMonitoredItemGroup) => {
        if (item?.statusCode.isGood()) this.clientHandle = item.monitoringParameters.clientHandle;
        else refusal = item?.statusCode.name ?? refusal;
      },
    );
    if (this.clientHandle === undefined) throw new StepFailed(refusal);
  }

  /** Has the server tell every condition of interest. It may start to answer before the call returns. */
  private async refresh(): Promise<void> {
    const { clock, ending, limitMs, session, library } = this.settings;
    this.state = 'asked';
    this.hasOverflowed = false;
    this.rest(REFRESH_LIMIT_MS, () => this.fail('the refresh of conditions did not end', QUALITY['bad-device']));
    const inputArguments = [{ dataType: library.DataType.UInt32, value: this.subscription.id }];
    const calling = session.call({ objectId: CONDITION_TYPE, methodId: CONDITION_REFRESH, inputArguments });
    const { statusCode } = await within(clock, limitMs, 'refreshing the conditions', calling, ending);
    if (statusCode.isGood()) this.busyAnswers = 0;
    else if (statusCode.name === 'BadRefreshInProgress' && this.busyAnswers++ < MOST_BUSY_ANSWERS) {
      this.state = 'idle';
      this.rest(BUSY_PAUSE_MS, () => this.refreshSoon());
    } else throw new StepFailed(`refresh of conditions: ${statusCode.name}`);
  }

  private refreshSoon(): void {
    this.open().catch((error) => this.events.failure(error));
  }

  private fail(reason: string, quality: number): void {
    this.timer?.cancel();
    this.state = 'failed';
    this.isKnown = false;
    this.events.failed(reason, quality);
  }

  /** One timer for everything this waits for. */
  private rest(delayMs: number, task: () => void): void {
    this.timer?.cancel();
    if (this.settings.ending.reason === undefined) this.timer = this.settings.clock.after(delayMs, task);
  }

  private receive(message: ServerMessage): void {
    if (this.settings.ending.reason !== undefined) return;
    this.events.sign();
    for (const part of message.notificationData ?? []) {
      if (!(part instanceof this.settings.library.EventNotificationList)) continue;
      for (const { clientHandle, eventFields } of part.events ?? []) {
        if (clientHandle === this.clientHandle) this.take(eventFields ?? []);
      }
    }
    if (this.isKnown) this.events.news(message.publishTime, this.isSure);
  }

  private take(fields: readonly Variant[]): void {
    const event = decodeEvent(fields);
    if (event.kind === 'condition') this.board.apply(event);
    else this.steer(event);
  }

  private steer({ kind, time }: ServerEvent): void {
    switch (kind) {
      case 'refresh-start':
        // Somebody else's refresh may show here too; it says nothing about what it leaves out.
        if (this.state === 'asked') this.begin();
        return;
      case 'refresh-end':
        if (this.state === 'collecting') this.complete(time);
        return;
      case 'refresh-required':
        if (this.state === 'complete') this.rest(BUSY_PAUSE_MS, () => this.refreshSoon());
        return;
      case 'overflow':
        this.distrust();
        return;
      default:
    }
  }

  private begin(): void {
    this.state = 'collecting';
    this.board.beginRefresh();
  }

  private complete(time: Date | null): void {
    this.timer?.cancel();
    this.state = 'complete';
    this.isKnown = true;
    this.isSure = !this.hasOverflowed;
    this.board.endRefresh(time);
    if (this.hasOverflowed) this.rest(OVERFLOW_PAUSE_MS, () => this.refreshSoon());
  }

  /** Events were lost: what is known may be wrong until the next refresh. */
  private distrust(): void {
    if (this.hasOverflowed) return;
    this.hasOverflowed = true;
    this.isSure = false;
    this.board.touchAll();
    if (this.state === 'complete') this.rest(OVERFLOW_PAUSE_MS, () => this.refreshSoon());
  }
}
