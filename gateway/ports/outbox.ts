import type { Alarm, Priority } from '../domain/alarm.ts';

/** alarm: an annunciation; returned: back to normal; digest: several in one; test: the self-test; duty: something about the duty itself (coverage gap, channel down, unroutable). */
export type NoticeKind = 'alarm' | 'returned' | 'digest' | 'test' | 'duty';

/** A message for one recipient through one channel. */
export interface Notice {
  /** sha256 over episode, occurrence, step, round, recipient, channel and kind: the same for every attempt, so that each is queued once and its receiver can recognise a repeat. */
  readonly id: string;
  readonly channel: string;
  readonly kind: NoticeKind;
  /** Person id; empty for a group or a machine. */
  readonly recipient: string;
  readonly address: string;
  readonly language: 'en' | 'zh' | 'both';
  /** Null where it is not about one alarm. */
  readonly alarmId: string | null;
  readonly occurrence: number;
  readonly step: number;
  readonly priority: Priority;
  /** Not to be sent before; 0 is at once. */
  readonly dueAt: number;
  readonly queuedAt: number;
  /** `digest`, `test`, `duty`: what it says; JSON. */
  readonly body: string | null;
}

/** A notice taken out for sending, with the alarm as it is now. */
export interface LeasedNotice extends Notice {
  readonly alarm: Alarm | null;
  /** Attempts made before this one. */
  readonly attempts: number;
  readonly leaseUntil: number;
  /** `returned` only: an `alarm` notice of this episode went out to the same recipient through the same channel. */
  readonly wasAnnounced: boolean;
  /** The message it was put into when it was sent last and nobody lived to see what became of that; null otherwise. */
  readonly begunAs: string | null;
}

/** One way to one recipient of a channel: its messages go one after the other. */
export type Lane = Pick<Notice, 'recipient' | 'address'>;

/** How an attempt ended. `waiting` consumed no attempt: the provider or our own bucket asked for patience. */
export type Settlement =
  | { readonly state: 'sent'; readonly at: number; readonly receipt: string | null }
  | { readonly state: 'queued'; readonly dueAt: number; readonly detail: string }
  | { readonly state: 'waiting'; readonly dueAt: number; readonly detail: string }
  | { readonly state: 'dead'; readonly at: number; readonly detail: string }
  /** It went out as part of that one. */
  | { readonly state: 'bundled'; readonly at: number; readonly into: string }
  | { readonly state: 'superseded' | 'expired'; readonly at: number };

export interface OutboxRow extends Notice {
  readonly state: 'queued' | 'leased' | 'sent' | 'delivered' | 'dead' | 'bundled' | 'superseded' | 'expired';
  readonly attempts: number;
  readonly detail: string | null;
  readonly settledAt: number | null;
}

export interface OutboxQuery {
  readonly state?: OutboxRow['state'] | 'waiting';
  readonly channel?: string;
  readonly alarmId?: string;
  readonly limit: number;
}

/** The durable queue of notices. A notice whose lease has run out is handed out again: at least once. */
export interface Outbox {
  add(notices: readonly Notice[]): Promise<void>;
  /**
   * Takes up to `limit` due notices of a channel, P1 first, none of the lanes in `except`. Of one alarm and address a later one waits for
   * an earlier one that is due or under way, never for one that is held back.
   */
  lease(
    channel: string,
    limit: number,
    now: number,
    leaseMs: number,
    except?: readonly Lane[],
  ): Promise<readonly LeasedNotice[]>;
  /** Notes durably that they go out now as this message. False when the lease of one has passed to somebody else. */
  begin(notices: readonly LeasedNotice[], message: string): Promise<boolean>;
  /** Not sent now; due again as before, or at `dueAt`. What is not known about them stays not known. */
  giveBack(
    notices: readonly LeasedNotice[],
    later?: { readonly dueAt: number; readonly detail: string },
  ): Promise<void>;
  /**
   * Without effect when the lease has passed to somebody else. One that was sent takes the place of what is held back of the same alarm
   * for the same address: the message showed the alarm as it is.
   */
  settle(notice: LeasedNotice, settlement: Settlement): Promise<void>;
  /** A provider has said that a sent one arrived. */
  deliver(receipt: string, at: number): Promise<void>;
  /** A person sends dead ones again. Answers how many. */
  redrive(ids: readonly string[], now: number): Promise<number>;
  list(query: OutboxQuery): Promise<readonly OutboxRow[]>;
  /** Waiting and dead by channel; one that has neither is left out. */
  counts(): Promise<
    readonly {
      readonly channel: string;
      readonly waiting: number;
      readonly dead: number;
      readonly oldestAt: number | null;
    }[]
  >;
  /** Notices of channels that are not configured any more become dead. Answers how many. */
  abandonOthers(channels: readonly string[], now: number): Promise<number>;
  removeSettledBefore(at: number): Promise<void>;
  /** A transaction has queued notices. Returns the unsubscription. */
  onQueued(listener: () => void): () => void;
}
