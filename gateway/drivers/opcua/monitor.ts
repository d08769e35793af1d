import type { ClientMonitoredItemBase, ClientMonitoredItemGroup, DataValue, NodeId } from 'node-opcua-client';
import { eachBatch } from './operation-limits.ts';
import { type ServerMessage, ServerSubscription, type SessionSettings } from './server-subscription.ts';
import type { SubscriptionPlan } from './subscription-plan.ts';

const VALUE_ATTRIBUTE = 13;
/** What happens between two reports is kept up to this many changes; the newest always wins. */
const QUEUE_SIZE = 10;
const NO_ROOM = 'BadTooManyMonitoredItems';

/** A point to be watched, with the node it is at on this server. */
export interface WatchedNode {
  readonly slot: number;
  readonly nodeId: NodeId;
}

/** One answer of the server: changes, or a keepalive when there are none. */
export interface Notification {
  readonly publishTime: Date | null;
  readonly changes: readonly { readonly slot: number; readonly value: DataValue }[];
  /** Points whose silence means "unchanged". */
  readonly slots: Iterable<number>;
}

export interface MonitorEvents {
  notification(notification: Notification): void;
  gap(): void;
  failure(error: unknown): void;
}

export interface MonitorSettings extends SessionSettings {
  readonly itemsPerCall: number;
  readonly itemsPerSubscription: number;
}

/** One subscription with values in it, as many as the server lets it have. */
export class Monitor {
  readonly subscription: ServerSubscription;
  private readonly plan: SubscriptionPlan;
  private readonly settings: MonitorSettings;
  private readonly events: MonitorEvents;
  private readonly slotByHandle = new Map<number, number>();
  private readonly itemBySlot = new Map<number, ClientMonitoredItemBase>();
  private isFull = false;

  constructor(plan: SubscriptionPlan, settings: MonitorSettings, events: MonitorEvents) {
    this.plan = plan;
    this.settings = settings;
    this.events = events;
    this.subscription = new ServerSubscription(plan, settings, {
      message: (message) => this.receive(message),
      gap: () => events.gap(),
      failure: (error) => events.failure(error),
    });
  }

  get count(): number {
    return this.itemBySlot.size;
  }

  get hasRoom(): boolean {
    return !this.isFull && this.count < this.settings.itemsPerSubscription;
  }

  /** Watches as many of `nodes` as there is room for and answers the others. Status codes of what the server would not go into `refused`. */
  async fill(nodes: readonly WatchedNode[], refused: Map<number, string>): Promise<readonly WatchedNode[]> {
    const room = Math.max(0, this.settings.itemsPerSubscription - this.count);
    const homeless: WatchedNode[] = [];
    await eachBatch(nodes.slice(0, room), this.settings.itemsPerCall, (batch) => this.add(batch, refused, homeless));
    if (homeless.length > 0 && this.count > 0) this.isFull = true;
    return [...homeless, ...nodes.slice(room)];
  }

  /** Stops watching a point; nothing happens when it is not watched here. */
  forget(slot: number): void {
    const item = this.itemBySlot.get(slot);
    if (!item) return;
    this.itemBySlot.delete(slot);
    this.slotByHandle.delete(item.monitoringParameters.clientHandle);
    this.isFull = false;
    // The server may have dropped it long ago; then there is nothing left to end.
    item.terminate().catch(() => {});
  }

  private async add(
    nodes: readonly WatchedNode[],
    refused: Map<number, string>,
    homeless: WatchedNode[],
  ): Promise<void> {
    const items = nodes.map(({ nodeId }) => ({ nodeId, attributeId: VALUE_ATTRIBUTE }));
    const parameters = { samplingInterval: this.plan.samplingMs, queueSize: QUEUE_SIZE, discardOldest: true };
    const created = (group: ClientMonitoredItemGroup): void => {
      group.monitoredItems.forEach((item, position) => {
        this.place(nodes[position]!, item, refused, homeless);
      });
    };
    try {
      await this.subscription.monitor(items, parameters, created);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes(NO_ROOM)) throw error;
      homeless.push(...nodes);
    }
  }

  private place(
    node: WatchedNode,
    item: ClientMonitoredItemBase,
    refused: Map<number, string>,
    homeless: WatchedNode[],
  ): void {
    const { statusCode } = item;
    if (statusCode.isGood()) {
      this.slotByHandle.set(item.monitoringParameters.clientHandle, node.slot);
      this.itemBySlot.set(node.slot, item);
    } else if (statusCode.name === NO_ROOM) homeless.push(node);
    else refused.set(node.slot, statusCode.name);
  }

  private receive(message: ServerMessage): void {
    const changes: { slot: number; value: DataValue }[] = [];
    for (const part of message.notificationData ?? []) {
      if (!(part instanceof this.settings.library.DataChangeNotification)) continue;
      for (const item of part.monitoredItems ?? []) {
        const slot = this.slotByHandle.get(item.clientHandle);
        if (slot !== undefined) changes.push({ slot, value: item.value });
      }
    }
    this.events.notification({ publishTime: message.publishTime, changes, slots: this.itemBySlot.keys() });
  }
}
