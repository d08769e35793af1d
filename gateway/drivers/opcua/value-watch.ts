import { QUALITY } from '../../domain/quality.ts';
import type { DriverContext, LinkListener } from '../../ports/driver.ts';
import { isEventAddress, type OpcuaAddress } from './address-schema.ts';
import type { MonitorSettings, Notification, WatchedNode } from './monitor.ts';
import { resolveNode } from './resolve-node.ts';
import { ScanClass } from './scan-class.ts';
import type { OpcuaConnection, OpcuaDevice } from './schemas.ts';
import { sourceTime } from './source-time.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';
import type { ValueBoard } from './value-board.ts';

export type OpcuaContext = DriverContext<OpcuaConnection, OpcuaDevice, OpcuaAddress>;

/** A server answers with these when a node has gone from under a subscription (BadNodeIdInvalid, BadNodeIdUnknown). */
const NODE_GONE: ReadonlySet<number> = new Set([0x80330000, 0x80340000]);
const CODE_MASK = 0xffff0000;

export interface WatchParts {
  readonly context: OpcuaContext;
  readonly board: ValueBoard;
  readonly listener: LinkListener;
  /** URIs by index, as the server numbers them in this session. */
  readonly namespaces: readonly string[];
}

/** The values of a session: which nodes are watched, which the server refuses and why. */
export class ValueWatch {
  readonly classes: readonly ScanClass[];
  private readonly parts: WatchParts;
  private readonly settings: MonitorSettings;
  private readonly reasons = new Map<number, string>();
  private isAsking = false;

  constructor(plans: readonly SubscriptionPlan[], parts: WatchParts, settings: MonitorSettings, onGap: () => void) {
    const { logger } = parts.context;
    const events = {
      notification: (notification: Notification) => this.receive(notification),
      gap: onGap,
      failure: (error: unknown) => logger.error({ err: error }, 'a notification could not be handled'),
    };
    this.parts = parts;
    this.settings = settings;
    this.classes = plans.map((plan) => new ScanClass(plan, settings, events));
  }

  get refused(): number {
    return this.reasons.size;
  }

  /** Why the server refuses a point; absent when it does not. */
  reason(slot: number): string | undefined {
    return this.reasons.get(slot);
  }

  async open(): Promise<void> {
    for (const scanClass of this.classes) await scanClass.open();
  }

  async start(): Promise<void> {
    for (const scanClass of this.classes) await this.watch(scanClass, scanClass.plan.slots);
  }

  /** Asks again for what was refused: a PLC program may bring it back. One round at a time. */
  async retry(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      for (const scanClass of this.classes) {
        const slots = scanClass.plan.slots.filter((slot) => this.reasons.has(slot));
        if (slots.length > 0) await this.watch(scanClass, slots);
      }
    } finally {
      this.isAsking = false;
    }
  }

  /** An accepted item that never showed a value is as good as a dead one, and silence would hide it. */
  failSilent(): void {
    const { board, context } = this.parts;
    const slots = this.classes.flatMap(({ plan }) => plan.slots);
    const silent = slots.filter((slot) => !board.hasReading(slot));
    if (silent.length === 0) return;
    for (const slot of silent) this.fail(slot, QUALITY['bad-device']);
    context.logger.warn({ count: silent.length }, 'the server accepted points but sends no value for them');
    board.flush();
  }

  /** Watches points; those the server refuses are marked, the others go on. */
  private async watch(scanClass: ScanClass, slots: readonly number[]): Promise<void> {
    const found: WatchedNode[] = [];
    const refused = new Map<number, string>();
    for (const slot of slots) {
      const node = this.nodeOf(slot);
      if (typeof node === 'string') refused.set(slot, node);
      else found.push({ slot, nodeId: node });
    }
    for (const [slot, reason] of await scanClass.watch(found)) refused.set(slot, reason);
    for (const slot of slots) if (!refused.has(slot)) this.reasons.delete(slot);
    this.markRefused(refused);
  }

  /** The node of a point on this server, or why there is none. */
  private nodeOf(slot: number): WatchedNode['nodeId'] | string {
    const { context, namespaces, board } = this.parts;
    const { address, root } = board.slots[slot]!;
    if (isEventAddress(address)) return 'a condition, not a node';
    const { namespace } = context.config;
    return resolveNode(address, root, { library: this.settings.library, namespace, namespaces });
  }

  private markRefused(refused: ReadonlyMap<number, string>): void {
    const fresh = [...refused].filter(([slot]) => !this.reasons.has(slot));
    for (const [slot, reason] of refused) this.reasons.set(slot, reason);
    const [first] = fresh;
    if (!first) return;
    for (const [slot] of fresh) this.fail(slot, QUALITY['bad-unsupported']);
    const { board, context } = this.parts;
    const [slot, reason] = first;
    context.logger.warn({ count: fresh.length, tag: board.slots[slot]!.tag, reason }, 'the server refused points');
    board.flush();
  }

  private fail(slot: number, quality: number): void {
    const { board, context } = this.parts;
    board.fail(slot, quality, context.clock.nowMs(), context.clock.monotonicMs());
  }

  private receive({ publishTime, changes, slots }: Notification): void {
    if (this.settings.ending.reason !== undefined) return;
    const { board, context, listener } = this.parts;
    const now = context.clock.nowMs();
    const monotonic = context.clock.monotonicMs();
    listener.alive();
    for (const { slot, value } of changes) {
      board.report(slot, value, now, monotonic, publishTime);
      if (NODE_GONE.has((value.statusCode.value & CODE_MASK) >>> 0)) this.reasons.set(slot, value.statusCode.name);
    }
    const watched = [...slots];
    board.confirm(watched, sourceTime({ source: undefined, server: publishTime }, now).time, monotonic);
    for (const device of board.heardDevices(watched, monotonic)) listener.alive(device);
    board.flush();
  }
}
