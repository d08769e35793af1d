import type { ClientSession, ClientSubscription, DataValue, NodeId } from 'node-opcua-client';
import type { Clock } from '../../ports/clock.ts';
import { type Ending, StepFailed, within } from './ending.ts';
import type { OpcuaLibrary } from './library.ts';
import { inBatches } from './operation-limits.ts';
import { type ExpectedNumber, isInSequence, nextNumber } from './sequence.ts';
import { type SubscriptionPlan, silenceLimit } from './subscription-plan.ts';

const VALUE_ATTRIBUTE = 13;
/** What happens between two reports is kept up to this many changes; the newest always wins. */
const QUEUE_SIZE = 10;

/** A point to be watched, with the node it is at on this server. */
export interface WatchedNode {
  readonly slot: number;
  readonly nodeId: NodeId;
}

/** One answer of the server: changes, or a keepalive when there are none. */
export interface Notification {
  readonly publishTime: Date | null;
  readonly changes: readonly { readonly slot: number; readonly value: DataValue }[];
}

export interface MonitorEvents {
  notification(plan: SubscriptionPlan, notification: Notification): void;
  /** A notification is missing between two others. */
  gap(): void;
  failure(error: unknown): void;
}

export interface MonitorSettings {
  readonly library: OpcuaLibrary;
  readonly session: ClientSession;
  readonly clock: Clock;
  readonly ending: Ending;
  readonly limitMs: number;
  readonly itemsPerCall: number;
}

/** The subscription of one scan period. It lives and dies with its session. */
export class Monitor {
  readonly plan: SubscriptionPlan;
  private readonly settings: MonitorSettings;
  private readonly events: MonitorEvents;
  private readonly slotByHandle = new Map<number, number>();
  private subscription: ClientSubscription | undefined;
  private expected: ExpectedNumber;

  constructor(plan: SubscriptionPlan, settings: MonitorSettings, events: MonitorEvents) {
    this.plan = plan;
    this.settings = settings;
    this.events = events;
  }

  /** What the server granted may be slower than what was asked for, and the patience grows with it. */
  get silenceLimitMs(): number {
    const granted = this.subscription ?? {
      publishingInterval: this.plan.publishingMs,
      maxKeepAliveCount: this.plan.keepAliveCount,
    };
    return silenceLimit(granted.publishingInterval, granted.maxKeepAliveCount);
  }

  async open(): Promise<void> {
    const { session, clock, ending, limitMs } = this.settings;
    const creating = session.createSubscription2({
      requestedPublishingInterval: this.plan.publishingMs,
      requestedMaxKeepAliveCount: this.plan.keepAliveCount,
      requestedLifetimeCount: this.plan.lifetimeCount,
      maxNotificationsPerPublish: 0,
      priority: 1,
      // Left out, the library sends false: keepalives come, values never do.
      publishingEnabled: true,
    });
    const subscription = await within(clock, limitMs, 'creating a subscription', creating, ending);
    this.subscription = subscription;
    this.listen(subscription);
  }

  /** Watches nodes, in batches. Answers the status codes of those the server would not, by slot. */
  async watch(nodes: readonly WatchedNode[]): Promise<ReadonlyMap<number, string>> {
    const refused = new Map<number, string>();
    for (const batch of inBatches(nodes, this.settings.itemsPerCall)) await this.watchBatch(batch, refused);
    return refused;
  }

  private async watchBatch(nodes: readonly WatchedNode[], refused: Map<number, string>): Promise<void> {
    const { clock, ending, limitMs } = this.settings;
    const creating = this.createItems(nodes, refused);
    await within(clock, limitMs, 'subscribing to nodes', creating, ending);
  }

  /**
   * The handles are noted inside the library's callback, not after an await: the first values may follow in the same
   * packet as the answer.
   */
  private createItems(nodes: readonly WatchedNode[], refused: Map<number, string>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const items = nodes.map(({ nodeId }) => ({ nodeId, attributeId: VALUE_ATTRIBUTE }));
    const parameters = { samplingInterval: this.plan.samplingMs, queueSize: QUEUE_SIZE, discardOldest: true };
    const { TimestampsToReturn } = this.settings.library;
    this.subscription?.monitorItems(items, parameters, TimestampsToReturn.Both, (error, group) => {
      if (error || !group) {
        reject(error ?? new StepFailed('the server gave no answer about the nodes'));
        return;
      }
      group.monitoredItems.forEach((item, position) => {
        const { slot } = nodes[position]!;
        if (item.statusCode.isGood()) this.slotByHandle.set(item.monitoringParameters.clientHandle, slot);
        else refused.set(slot, item.statusCode.name);
      });
      resolve();
    });
    return promise;
  }

  private listen(subscription: ClientSubscription): void {
    const { ending } = this.settings;
    subscription.on('terminated', () => ending.end('the server ended a subscription'));
    subscription.on('status_changed', (status) => {
      if (!status.isGood()) ending.end(`the state of a subscription changed: ${status.name}`);
    });
    subscription.on('raw_notification', (message) => {
      try {
        this.receive(message);
      } catch (error) {
        // Left alone it would stop the library's publish loop without a word.
        this.events.failure(error);
      }
    });
  }

  private receive(message: RawNotification): void {
    const changes: { slot: number; value: DataValue }[] = [];
    for (const part of message.notificationData ?? []) {
      if (!(part instanceof this.settings.library.DataChangeNotification)) continue;
      for (const item of part.monitoredItems ?? []) {
        const slot = this.slotByHandle.get(item.clientHandle);
        if (slot !== undefined) changes.push({ slot, value: item.value });
      }
    }
    if ((message.notificationData ?? []).length > 0) this.checkSequence(message.sequenceNumber);
    this.events.notification(this.plan, { publishTime: message.publishTime, changes });
  }

  private checkSequence(received: number): void {
    const inSequence = isInSequence(this.expected, received);
    this.expected = nextNumber(received);
    if (!inSequence) this.events.gap();
  }
}

type RawNotification = InstanceType<OpcuaLibrary['NotificationMessage']>;
