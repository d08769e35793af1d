import type { z } from 'zod';
import type { Priority } from '../domain/alarm.ts';
import type { LocalText } from '../domain/text.ts';
import type { Clock } from './clock.ts';

/** One message to one recipient of a channel. */
export interface Notification {
  readonly id: string;
  readonly kind: 'alarm-activated' | 'alarm-returned';
  readonly alarmId: string;
  readonly priority: Priority;
  readonly site: LocalText;
  readonly equipment: string;
  readonly equipmentName: LocalText;
  readonly title: LocalText;
  readonly consequence: LocalText;
  readonly action: LocalText;
  readonly value: number | null;
  readonly limit: number | null;
  readonly unit: string;
  readonly activeAt: number;
  readonly timeZone: string;
  readonly workOrder: number | null;
  /** Where the alarm can be opened; absent when the site has no public address. */
  readonly link: string | undefined;
}

/** `recoverable` says whether sending the same again can help. `detail` never holds a secret. */
export type SendResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly recoverable: boolean; readonly detail: string };

export interface Channel {
  /** Settles within 15 s. Never rejects. */
  send(message: Notification): Promise<SendResult>;
  close(): Promise<void>;
}

/** What a channel may use of the world; a channel that opens sockets by itself bounds them in time by itself. */
export interface ChannelTools {
  readonly clock: Clock;
  readonly fetch: typeof fetch;
}

/** A way to reach people: one folder in notifications/channels, one line in its index. */
export interface ChannelDefinition<Options = unknown> {
  readonly kind: string;
  readonly title: LocalText;
  readonly optionsSchema: z.ZodType<Options>;
  create(options: Options, tools: ChannelTools): Channel;
}
