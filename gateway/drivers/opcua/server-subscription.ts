import type { ClientMonitoredItemGroup, ClientSession, ClientSubscription, NodeId } from 'node-opcua-client';
import type { Clock } from '../../ports/clock.ts';
import { type Ending, StepFailed, within } from './ending.ts';
import type { OpcuaLibrary } from './library.ts';
import { type ExpectedNumber, isInSequence, nextNumber } from './sequence.ts';
import { type SubscriptionTiming, silenceLimit } from './subscription-plan.ts';

export type ServerMessage = InstanceType<OpcuaLibrary['NotificationMessage']>;

/** A node and attribute to watch; the filter is for events. */
export interface ItemRequest {
  readonly nodeId: string | NodeId;
  readonly attributeId: number;
}

export interface ItemParameters {
  readonly samplingInterval: number;
  readonly queueSize: number;
  readonly discardOldest: boolean;
  readonly filter?: InstanceType<OpcuaLibrary['EventFilter']>;
}

export interface SubscriptionEvents {
  /** One answer of the server: changes or events, or a keepalive when there are none. */
  message(message: ServerMessage): void;
  /** A notification is missing between two others. */
  gap(): void;
  failure(error: unknown): void;
}

export interface SessionSettings {
  readonly library: OpcuaLibrary;
  readonly session: ClientSession;
  readonly clock: Clock;
  readonly ending: Ending;
  readonly limitMs: number;
}

/** One subscription of a session: opened, listened to, timed. It lives and dies with its session. */
export class ServerSubscription {
  private readonly timing: SubscriptionTiming;
  private readonly settings: SessionSettings;
  private readonly events: SubscriptionEvents;
  private subscription: ClientSubscription | undefined;
  private expected: ExpectedNumber;
  private heardAt = 0;

  constructor(timing: SubscriptionTiming, settings: SessionSettings, events: SubscriptionEvents) {
    this.timing = timing;
    this.settings = settings;
    this.events = events;
  }

  get isOpen(): boolean {
    return this.subscription !== undefined;
  }

  /** The server's number of it. Throws before it is open. */
  get id(): number {
    return this.opened().subscriptionId;
  }

  /** What the server granted may be slower than what was asked for, and the patience grows with it. */
  get silenceLimitMs(): number {
    const granted = this.subscription;
    return silenceLimit(
      granted?.publishingInterval ?? this.timing.publishingMs,
      granted?.maxKeepAliveCount ?? this.timing.keepAliveCount,
    );
  }

  /** Nothing has come for longer than its patience, whatever its neighbours get. */
  isSilent(monotonic: number): boolean {
    return this.subscription !== undefined && monotonic - this.heardAt > this.silenceLimitMs;
  }

  /** Rejects when the server grants none. */
  async open(): Promise<void> {
    const { library, session, clock, ending, limitMs } = this.settings;
    const creating = created(library, session, {
      requestedPublishingInterval: this.timing.publishingMs,
      requestedMaxKeepAliveCount: this.timing.keepAliveCount,
      requestedLifetimeCount: this.timing.lifetimeCount,
      maxNotificationsPerPublish: 0,
      priority: 1,
      // Left out, the library sends false: keepalives come, values never do.
      publishingEnabled: true,
    });
    const subscription = await within(clock, limitMs, 'creating a subscription', creating, ending);
    this.heardAt = clock.monotonicMs();
    this.subscription = subscription;
    this.listen(subscription);
  }

  /**
   * Has the server watch `items`. `created` is called inside the library's callback, not after an await: the first values
   * may follow in the same packet as the answer. Rejects when the whole request fails.
   */
  monitor(
    items: readonly ItemRequest[],
    parameters: ItemParameters,
    created: (group: ClientMonitoredItemGroup) => void,
  ): Promise<void> {
    const { clock, ending, limitMs, library } = this.settings;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.opened().monitorItems([...items], { ...parameters }, library.TimestampsToReturn.Both, (error, group) => {
      if (error || !group) {
        reject(error ?? new StepFailed('the server gave no answer about the nodes'));
        return;
      }
      created(group);
      resolve();
    });
    return within(clock, limitMs, 'subscribing to nodes', promise, ending);
  }

  private opened(): ClientSubscription {
    if (!this.subscription) throw new StepFailed('the subscription is not open');
    return this.subscription;
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

  private receive(message: ServerMessage): void {
    this.heardAt = this.settings.clock.monotonicMs();
    if ((message.notificationData ?? []).length > 0) this.checkSequence(message.sequenceNumber);
    this.events.message(message);
  }

  private checkSequence(received: number): void {
    const inSequence = isInSequence(this.expected, received);
    this.expected = nextNumber(received);
    if (!inSequence) this.events.gap();
  }
}

/**
 * A subscription, once the server has granted it. Not by `session.createSubscription2`: when the session is closed before
 * the answer, that throws in a turn of its own, where nobody can catch it and the process ends.
 */
function created(
  { ClientSubscription }: OpcuaLibrary,
  session: ClientSession,
  options: Parameters<typeof ClientSubscription.create>[1],
): Promise<ClientSubscription> {
  const { promise, resolve, reject } = Promise.withResolvers<ClientSubscription>();
  const subscription = ClientSubscription.create(session, options);
  subscription.on('error', reject);
  subscription.once('started', () => resolve(subscription));
  return promise;
}
