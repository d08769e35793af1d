import { durationMs } from '../../domain/duration.ts';
import type { Timer } from '../../ports/clock.ts';
import type { DeviceFacts, LinkListener, WriteRequest, WriteResult } from '../../ports/driver.ts';
import { isEventAddress } from './address-schema.ts';
import { ServerClient } from './client.ts';
import { Ending, within } from './ending.ts';
import { EventWatch } from './event-watch.ts';
import { failureText } from './failure-text.ts';
import { loadLibrary, type OpcuaLibrary } from './library.ts';
import type { MonitorSettings } from './monitor.ts';
import { checkNamespace, readServerFacts } from './server-facts.ts';
import { planSubscriptions } from './subscription-plan.ts';
import { type Slot, slotsOf, ValueBoard } from './value-board.ts';
import { type OpcuaContext, ValueWatch, type WatchParts } from './value-watch.ts';
import { Writer } from './writer.ts';

const LOAD_LIMIT_MS = 30_000;
/** An item the server accepted must show a value within this, or it never will. */
const FIRST_VALUE_MS = 5_000;
/** How often nodes the server refused are asked for again: a PLC program may bring them back. */
const RETRY_MS = 60_000;
const CHECK_SILENCE_MS = 1_000;
const MOST_HOLES = 20;

export interface RunSettings {
  readonly storeFolder: string;
  /** A server that counts its notifications wrongly is not left for that any more. */
  readonly toleratesGaps: boolean;
  /** Most that is asked at once, whatever the server says it takes. */
  readonly largestBatch: number;
}

/**
 * One session with a server from start to stop: connect, look up the namespaces, subscribe, hand on what comes.
 * Never used twice, so that nothing of an old session can leak into a new one.
 */
export class OpcuaRun {
  readonly ending = new Ending();
  private readonly context: OpcuaContext;
  private readonly listener: LinkListener;
  private readonly settings: RunSettings;
  private readonly board: ValueBoard;
  private readonly timers: Timer[] = [];
  private values: ValueWatch | undefined;
  private events: EventWatch | undefined;
  private writer: Writer | undefined;
  private client: ServerClient | undefined;
  private closing: Promise<void> | undefined;
  /** Notifications that are missing between others. */
  gaps = 0;

  constructor(context: OpcuaContext, settings: RunSettings, listener: LinkListener) {
    this.context = context;
    this.settings = settings;
    this.listener = listener;
    this.board = new ValueBoard(slotsOf(context.devices), listener.sink);
  }

  /** The patience of the slowest subscription; the others are watched by this run itself. */
  get silenceLimitMs(): number {
    const limits = (this.values?.classes ?? []).map((scanClass) => scanClass.silenceLimitMs);
    return Math.max(0, ...limits, this.events?.monitor.subscription.silenceLimitMs ?? 0);
  }

  /** Rejects with the reason when the link as a whole cannot be started; `close` is to be called in either case. */
  async open(): Promise<void> {
    const { clock, logger } = this.context;
    const library = await within(clock, LOAD_LIMIT_MS, 'loading the library', loadLibrary(logger), this.ending);
    await this.connect(library);
    await this.values?.start();
    await this.events?.monitor.open();
    this.ending.check();
    this.timers.push(
      clock.after(FIRST_VALUE_MS, () => this.values?.failSilent()),
      clock.every(RETRY_MS, () => this.retry()),
      clock.every(CHECK_SILENCE_MS, () => this.checkSilence()),
    );
  }

  /** Ends the session cleanly within 5 s, then cuts it; at once when the server has fallen silent. Never rejects. */
  close(isUnanswered = false): Promise<void> {
    this.ending.end('stopped');
    this.closing ??= this.tearDown(isUnanswered);
    return this.closing;
  }

  write(request: WriteRequest): Promise<WriteResult> {
    const unsent: WriteResult = { kind: 'unsent', detail: this.ending.reason ?? 'not connected' };
    if (!this.writer || this.ending.reason !== undefined) return Promise.resolve(unsent);
    const slot = this.board.slots.find(({ device, point }) => device === request.device && point === request.point);
    return slot ? this.writer.write(slot, request) : Promise.resolve({ kind: 'refused', detail: 'no such point' });
  }

  /** Why an attempt failed, for people. */
  explain(error: unknown): string {
    const { storeFolder } = this.settings;
    const place = this.client?.place ?? { connectionId: this.context.connectionId, storeFolder };
    return failureText(this.ending.reason ?? error, place);
  }

  facts(device: string): DeviceFacts {
    const slots = [...this.board.slots.entries()].filter(([, slot]) => slot.device === device);
    const holes = slots.flatMap(([index, slot]) => this.holeOf(index, slot) ?? []);
    const delivering = slots.filter(([index]) => this.board.isDelivering(index)).length;
    return { holes: holes.slice(0, MOST_HOLES), items: { expected: slots.length, delivering } };
  }

  describe(): string {
    const refused = this.values?.refused ?? 0;
    const subscriptions = (this.values?.classes ?? []).reduce((sum, { subscriptions }) => sum + subscriptions, 0);
    const events = this.events ? ` and one for events` : '';
    return `${subscriptions} subscriptions${events}, ${refused} points refused, ${this.gaps} gaps`;
  }

  private holeOf(index: number, { tag, address }: Slot): string | undefined {
    const reason = isEventAddress(address)
      ? this.events?.reason
      : (this.values?.reason(index) ?? this.board.oddity(index));
    return reason === undefined ? undefined : `${tag}: ${reason}`;
  }

  private async tearDown(isUnanswered: boolean): Promise<void> {
    for (const timer of this.timers) timer.cancel();
    this.events?.monitor.close();
    await this.client?.close(isUnanswered || this.isServerSilent());
  }

  private async connect(library: OpcuaLibrary): Promise<void> {
    const { clock, config, connectionId } = this.context;
    const { storeFolder, largestBatch } = this.settings;
    const limitMs = durationMs(config.timeout);
    this.client = new ServerClient(library, { connectionId, connection: config, storeFolder }, clock, this.ending);
    const session = await this.client.open();
    const facts = await within(clock, limitMs, 'reading the namespaces', readServerFacts(session), this.ending);
    checkNamespace(facts, config.namespace);
    const { itemsPerCall, itemsPerSubscription } = facts;
    const limits = { itemsPerCall: Math.min(itemsPerCall, largestBatch), itemsPerSubscription };
    const parts = { context: this.context, board: this.board, listener: this.listener, namespaces: facts.namespaces };
    await this.openWatches(parts, { library, session, clock, ending: this.ending, limitMs, ...limits });
  }

  private async openWatches(parts: WatchParts, settings: MonitorSettings): Promise<void> {
    const { slots } = this.board;
    const publishing = durationMs(this.context.config.publishing);
    const periods = slots.map((slot) => slot.periodMs);
    const onGap = (): void => this.noteGap();
    const eventSlots = [...slots.keys()].filter((slot) => isEventAddress(slots[slot]!.address));
    const [fastest] = planSubscriptions([Math.min(...eventSlots.map((slot) => periods[slot]!))], publishing);
    if (eventSlots.length > 0 && fastest) this.events = new EventWatch(eventSlots, fastest, parts, settings, onGap);
    const plans = plansOf(slots, publishing);
    this.values = new ValueWatch(plans, parts, settings, onGap);
    this.writer = new Writer(parts.namespaces, this.context.config.namespace, settings);
    await this.values.open();
  }

  /** A lost notification may have held a change that is not sent again: only a new subscription is sure to be right. */
  private noteGap(): void {
    this.gaps++;
    if (!this.settings.toleratesGaps) this.ending.end('a notification of the server was lost');
  }

  /** One silent subscription among talking ones would not be noticed from outside. */
  private checkSilence(): void {
    const now = this.context.clock.monotonicMs();
    const isSilent = this.values?.classes.some((scanClass) => scanClass.isSilent(now)) ?? false;
    if (isSilent || this.events?.monitor.subscription.isSilent(now)) this.ending.end('a subscription fell silent');
  }

  /** Nothing has come on any subscription. */
  private isServerSilent(): boolean {
    const now = this.context.clock.monotonicMs();
    const classes = this.values?.classes ?? [];
    return classes.length > 0 && classes.every((scanClass) => scanClass.isSilent(now));
  }

  private retry(): void {
    const failed = (error: unknown): void => this.context.logger.debug({ err: error }, 'asking again failed');
    this.values?.retry().catch(failed);
    this.events?.monitor.retry().catch(failed);
  }
}

/** Subscriptions for the values; none when there are only events, whose own tells that the server lives. */
export function plansOf(slots: readonly Slot[], publishingMs: number): ReturnType<typeof planSubscriptions> {
  const valued = [...slots.keys()].filter((slot) => !isEventAddress(slots[slot]!.address));
  if (valued.length === 0 && slots.length > 0) return [];
  return planSubscriptions(
    slots.map((slot) => slot.periodMs),
    publishingMs,
    valued,
  );
}
