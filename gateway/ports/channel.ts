import type { z } from 'zod';
import type { Alarm, Priority } from '../domain/alarm.ts';
import type { LocalText } from '../domain/text.ts';
import type { Clock } from './clock.ts';
import type { NoticeKind } from './outbox.ts';
import type { PushStore } from './push-store.ts';

/** repeat: it may have come before. unrecorded: told while the store was away; told again when it is recorded. standing: of the daily list. */
export type NotificationMark = 'repeat' | 'unrecorded' | 'standing';

/** One message to one recipient of a channel. */
export interface Notification {
  /** The same for every attempt. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly recipient: string;
  readonly address: string;
  readonly language: 'en' | 'zh' | 'both';
  readonly site: { readonly id: string; readonly name: LocalText; readonly timeZone: string };
  readonly priority: Priority;
  /** One per alarm; empty for `duty` and `test`; several for a digest, worst first. */
  readonly alarms: readonly NotifiedAlarm[];
  /** `duty` and `test`: what is said; with alarms: before them. */
  readonly text: LocalText | undefined;
  readonly marks: readonly NotificationMark[];
  /** After this it helps nobody any more. */
  readonly maxAgeMs: number;
}

export interface NotifiedAlarm {
  readonly alarm: Alarm;
  readonly equipmentName: LocalText;
  readonly area: LocalText;
  /** Where the alarm can be opened, and acknowledged by this recipient without signing in; absent when the site has no public address. */
  readonly links: { readonly open: string; readonly acknowledge: string } | undefined;
  /** To be sent back as `A 4821` where the channel takes answers. */
  readonly replyCode: string | undefined;
}

/** `throttled` consumes no attempt. `rejected`: sending the same again cannot help. `broken`: nothing through this channel can work until somebody changes it. `detail` never holds a secret. */
export type SendResult =
  | { readonly kind: 'sent'; readonly receipt?: string }
  | { readonly kind: 'throttled'; readonly afterMs: number; readonly detail: string }
  | { readonly kind: 'failed' | 'rejected' | 'broken'; readonly detail: string };

/** What a provider allows; the sender keeps to it by bundling. */
export interface ChannelLimits {
  /** Token bucket: so many per window, per recipient address or for the channel as a whole. */
  readonly rate:
    | { readonly messages: number; readonly windowMs: number; readonly per: 'channel' | 'address' }
    | undefined;
  /** How many alarms one message may tell; 1: no bundling. */
  readonly bundle: number;
}

export interface Channel {
  readonly limits: ChannelLimits;
  /** Settles within 15 s. Never rejects. */
  send(message: Notification): Promise<SendResult>;
  close(): Promise<void>;
  /** Of a channel that also shows machines the present state of every alarm. */
  readonly mirror?: AlarmMirror;
  /** Of a channel whose provider calls back. */
  readonly inbound?: Inbound;
  /** Of a broker: a message of our own that is about no alarm. Answers why it was not taken. Never rejects. */
  readonly publish?: (topic: string, payload: string) => Promise<string | undefined>;
}

/** Is told of every alarm, whoever is notified. Never throws; what it cannot show now it shows when it can, newest only. */
export interface AlarmMirror {
  /** Every open alarm, once after the start: what is shown of others is taken away. */
  show(open: readonly Alarm[]): void;
  changed(alarm: Alarm): void;
}

/** What a provider says when it calls us. Bodies are hostile; what is not understood yields nothing. */
export interface Inbound {
  /** The caller must show it. */
  readonly secret: string;
  /** Which of our messages (`receipt` of `sent`) arrived or did not. At most 100. */
  receipts(body: unknown): readonly { readonly receipt: string; readonly hasArrived: boolean }[];
  /** What somebody answered, from which address. At most 100. */
  replies(body: unknown): readonly { readonly address: string; readonly text: string }[];
}

/** What a channel may use of the world; a channel that opens sockets by itself bounds them in time by itself. */
export interface ChannelTools {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly random: () => number;
  readonly site: Notification['site'];
  readonly push: PushStore;
}

/** A way to reach people: one folder in notifications/channels, one line in its index. */
export interface ChannelDefinition<Options = unknown> {
  readonly kind: string;
  readonly title: LocalText;
  readonly optionsSchema: z.ZodType<Options>;
  /** What a contact's address must look like; undefined: the channel has no addresses of persons (brokers, webhooks). Sent to the channel as a whole, a message has none. */
  readonly address: { readonly schema: z.ZodType<string>; readonly title: LocalText } | undefined;
  /** Fields that hold secrets: never shown again. */
  readonly secrets: readonly string[];
  create(options: Options, tools: ChannelTools): Channel;
}
