import { durationMs } from '../../domain/duration.ts';
import { QUALITY } from '../../domain/quality.ts';
import type { Timer } from '../../ports/clock.ts';
import type { DriverContext, LinkListener } from '../../ports/driver.ts';
import { ServerClient } from './client.ts';
import { Ending, StepFailed, within } from './ending.ts';
import { loadLibrary, type OpcuaLibrary } from './library.ts';
import { Monitor, type Notification, type WatchedNode } from './monitor.ts';
import { nodeIdText } from './node-address.ts';
import type { OpcuaAddress, OpcuaConnection, OpcuaDevice } from './schemas.ts';
import { readServerFacts } from './server-facts.ts';
import { sourceTime } from './source-time.ts';
import { planSubscriptions, type SubscriptionPlan } from './subscription-plan.ts';
import { slotsOf, ValueBoard } from './value-board.ts';

export type OpcuaContext = DriverContext<OpcuaConnection, OpcuaDevice, OpcuaAddress>;

const LOAD_LIMIT_MS = 30_000;
/** An item the server accepted must show a value within this, or it never will. */
const FIRST_VALUE_MS = 5_000;
/** How often nodes the server refused are asked for again: a PLC program may bring them back. */
const RETRY_MS = 60_000;

/**
 * One session with a server from start to stop: connect, look up the namespaces, subscribe, hand on what comes.
 * Never used twice, so that nothing of an old session can leak into a new one.
 */
export class OpcuaRun {
  readonly ending = new Ending();
  private readonly context: OpcuaContext;
  private readonly listener: LinkListener;
  private readonly storeFolder: string;
  private readonly board: ValueBoard;
  private readonly toleratesGaps: boolean;
  private readonly refusedSlots = new Set<number>();
  private readonly timers: Timer[] = [];
  private monitors: readonly Monitor[] = [];
  private namespaces: readonly string[] = [];
  private client: ServerClient | undefined;
  private closing: Promise<void> | undefined;
  /** Notifications that are missing between others. */
  gaps = 0;

  constructor(context: OpcuaContext, storeFolder: string, toleratesGaps: boolean, listener: LinkListener) {
    this.context = context;
    this.storeFolder = storeFolder;
    this.toleratesGaps = toleratesGaps;
    this.listener = listener;
    this.board = new ValueBoard(slotsOf(context.devices), listener.sink);
  }

  get silenceLimitMs(): number {
    return Math.max(...this.monitors.map((monitor) => monitor.silenceLimitMs));
  }

  get refused(): number {
    return this.refusedSlots.size;
  }

  get plans(): readonly SubscriptionPlan[] {
    return this.monitors.map((monitor) => monitor.plan);
  }

  /** Rejects with the reason when the link as a whole cannot be started; `close` is to be called in either case. */
  async open(): Promise<void> {
    const { clock, logger } = this.context;
    const library = await within(clock, LOAD_LIMIT_MS, 'loading the library', loadLibrary(logger), this.ending);
    await this.connect(library);
    this.ending.check();
    const first = this.context.clock.after(FIRST_VALUE_MS, () => this.failSilent());
    const retry = this.context.clock.every(RETRY_MS, () => this.retryRefused(library));
    this.timers.push(first, retry);
    for (const monitor of this.monitors) await this.watch(monitor, monitor.plan.slots, library);
  }

  /** Ends the session cleanly within 5 s, then cuts it. Never rejects. */
  close(): Promise<void> {
    this.ending.end('stopped');
    this.closing ??= this.tearDown();
    return this.closing;
  }

  private async tearDown(): Promise<void> {
    for (const timer of this.timers) timer.cancel();
    await this.client?.close();
  }

  private async connect(library: OpcuaLibrary): Promise<void> {
    const { clock, config, connectionId } = this.context;
    const limitMs = durationMs(config.timeout);
    const settings = { connectionId, connection: config, storeFolder: this.storeFolder };
    this.client = new ServerClient(library, settings, clock, this.ending);
    const session = await this.client.open();
    const asking = readServerFacts(session);
    const { namespaces, itemsPerCall } = await within(clock, limitMs, 'reading the namespaces', asking, this.ending);
    if (!namespaces.includes(config.namespace)) {
      throw new StepFailed(`the server does not know the namespace ${config.namespace}`);
    }
    this.namespaces = namespaces;
    await this.openMonitors({ library, session, clock, ending: this.ending, limitMs, itemsPerCall });
  }

  private async openMonitors(settings: ConstructorParameters<typeof Monitor>[1]): Promise<void> {
    const periods = this.board.slots.map((slot) => slot.periodMs);
    const events = {
      notification: (plan: SubscriptionPlan, notification: Notification) => this.receive(plan, notification),
      gap: () => this.noteGap(),
      failure: (error: unknown) => this.context.logger.error({ err: error }, 'a notification could not be handled'),
    };
    const plans = planSubscriptions(periods, durationMs(this.context.config.publishing));
    this.monitors = plans.map((plan) => new Monitor(plan, settings, events));
    for (const monitor of this.monitors) await monitor.open();
  }

  /** Watches points; those the server refuses are marked, the others go on. */
  private async watch(monitor: Monitor, slots: readonly number[], library: OpcuaLibrary): Promise<void> {
    const nodes = slots.flatMap((slot) => this.nodeOf(slot, library) ?? []);
    const resolved = new Set(nodes.map((node) => node.slot));
    const missing = slots.filter((slot) => !resolved.has(slot));
    const refused = await monitor.watch(nodes);
    for (const { slot } of nodes) if (!refused.has(slot)) this.refusedSlots.delete(slot);
    this.markRefused(new Map([...missing.map((slot) => [slot, 'unknown namespace'] as const), ...refused]));
  }

  private nodeOf(slot: number, library: OpcuaLibrary): WatchedNode | undefined {
    const { address, root } = this.board.slots[slot]!;
    const text = nodeIdText(address, root, this.context.config.namespace, this.namespaces);
    if (text === undefined) return undefined;
    try {
      return { slot, nodeId: library.coerceNodeId(text) };
    } catch {
      return undefined;
    }
  }

  private markRefused(reasons: ReadonlyMap<number, string>): void {
    const fresh = [...reasons].filter(([slot]) => !this.refusedSlots.has(slot));
    const { clock, logger } = this.context;
    for (const [slot] of fresh) {
      this.refusedSlots.add(slot);
      this.board.fail(slot, QUALITY['bad-unsupported'], clock.nowMs(), clock.monotonicMs());
    }
    if (fresh.length === 0) return;
    const [slot, reason] = fresh[0]!;
    logger.warn({ count: fresh.length, point: this.board.slots[slot]!.point, reason }, 'the server refused points');
    this.board.flush();
  }

  private receive(plan: SubscriptionPlan, notification: Notification): void {
    if (this.ending.reason !== undefined) return;
    const { clock } = this.context;
    const now = clock.nowMs();
    const monotonic = clock.monotonicMs();
    this.listener.alive();
    for (const { slot, value } of notification.changes) this.board.report(slot, value, now, monotonic);
    const { time } = sourceTime({ source: undefined, server: notification.publishTime }, now);
    this.board.confirm(plan.slots, time, monotonic);
    for (const device of this.board.heardDevices(plan.slots, monotonic)) this.listener.alive(device);
    this.board.flush();
  }

  /** A lost notification may have held a change that is not sent again: only a new subscription is sure to be right. */
  private noteGap(): void {
    this.gaps++;
    if (!this.toleratesGaps) this.ending.end('a notification of the server was lost');
  }

  /** An accepted item that never showed a value is as good as a dead one, and silence would hide it. */
  private failSilent(): void {
    const { clock, logger } = this.context;
    const silent = [...this.board.slots.keys()].filter((slot) => !this.board.hasReading(slot));
    if (silent.length === 0) return;
    for (const slot of silent) this.board.fail(slot, QUALITY['bad-device'], clock.nowMs(), clock.monotonicMs());
    logger.warn({ count: silent.length }, 'the server accepted points but sends no value for them');
    this.board.flush();
  }

  private retryRefused(library: OpcuaLibrary): void {
    if (this.refusedSlots.size === 0) return;
    this.watchAgain(library).catch((error) => this.context.logger.debug({ err: error }, 'asking again failed'));
  }

  private async watchAgain(library: OpcuaLibrary): Promise<void> {
    for (const monitor of this.monitors) {
      const slots = monitor.plan.slots.filter((slot) => this.refusedSlots.has(slot));
      if (slots.length > 0) await this.watch(monitor, slots, library);
    }
  }
}
