import type { Alarm } from '../domain/alarm.ts';
import type { Notice } from './alarm-repository.ts';

/** A notice taken out for sending, with the alarm as it is now. */
export interface LeasedNotice extends Notice {
  readonly alarm: Alarm;
  /** Attempts made before this one. */
  readonly attempts: number;
  readonly leaseUntil: number;
  /** `alarm-returned` only: an `alarm-activated` of this episode went out through the same channel. */
  readonly wasAnnounced: boolean;
}

/** How an attempt ended. */
export type Settlement =
  | { readonly state: 'sent'; readonly at: number }
  | { readonly state: 'queued'; readonly dueAt: number; readonly detail: string }
  | { readonly state: 'dead'; readonly at: number; readonly detail: string }
  | { readonly state: 'superseded'; readonly at: number };

/** The durable queue of notices. A notice whose lease has run out is handed out again: at least once. */
export interface Outbox {
  /** Takes up to `limit` due notices of a channel, P1 first; of one alarm never a later one before an earlier one is settled. */
  lease(channel: string, limit: number, now: number, leaseMs: number): Promise<readonly LeasedNotice[]>;
  /** Without effect when the lease has passed to somebody else. */
  settle(notice: LeasedNotice, settlement: Settlement): Promise<void>;
  /** Notices of channels that are not configured any more become dead. Answers how many. */
  abandonOthers(channels: readonly string[], now: number): Promise<number>;
  removeSettledBefore(at: number): Promise<void>;
  /** A transaction has queued notices. Returns the unsubscription. */
  onQueued(listener: () => void): () => void;
}

/** Which alarms a channel is told about. */
export interface NotifyRoute {
  readonly channel: string;
  readonly priorities: readonly Alarm['priority'][];
  /** Also say when the alarm has returned. */
  readonly returned: boolean;
}
