import type { OutboxQuery, OutboxRow } from './outbox.ts';

/** How one way of telling people is. */
export interface ChannelState {
  readonly channel: string;
  /** broken: nothing works until a person has changed its settings. */
  readonly state: 'up' | 'down' | 'broken';
  readonly failuresInARow: number;
  readonly lastFailure: string | null;
  readonly lastSentAt: number | null;
  readonly waiting: number;
  readonly dead: number;
  /** When the oldest that waits was queued; null when none waits. */
  readonly oldestAt: number | null;
}

/** One test of the ways to whoever has the duty, through the real path. */
export interface SelfTestResult {
  readonly because: 'daily' | 'shift' | 'asked';
  readonly startedAt: number;
  /** Null while it runs. */
  readonly endedAt: number | null;
  readonly ways: readonly {
    readonly channel: string;
    /** Empty for a group. */
    readonly recipient: string;
    readonly state: 'running' | 'passed' | 'failed';
    readonly detail: string | null;
  }[];
}

/** Another gateway whose heartbeat is watched. */
export interface WatchedGateway {
  readonly gateway: string;
  /** unheard: not one beat since the start of this process. */
  readonly state: 'unheard' | 'alive' | 'lost';
  readonly lastBeatAt: number | null;
}

export interface DeliveryStatus {
  readonly channels: readonly ChannelState[];
  /** The latest; null when none has been made since the start. */
  readonly selfTest: SelfTestResult | null;
  readonly gateways: readonly WatchedGateway[];
}

/** What the rest of the program may know and ask about the telling of people. Rejects with STORE_UNAVAILABLE. */
export interface DeliveryService {
  status(): Promise<DeliveryStatus>;
  /** Newest first. */
  list(query: OutboxQuery): Promise<readonly OutboxRow[]>;
  /** Sends given-up messages again. Answers how many. */
  redrive(ids: readonly string[]): Promise<number>;
  /** Starts a self-test, or answers the one that runs. */
  test(): Promise<SelfTestResult>;
}
