import type { Channel, Notification } from '../ports/channel.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { LeasedNotice, Outbox } from '../ports/outbox.ts';
import { ChannelSender, type ChannelStatus } from './channel-sender.ts';

/** How often notices that wait for their time are looked for; new ones are sent at once. */
const LOOK_MS = 1_000;
const CLEAN_MS = 3_600_000;
/** Sent, dead and superseded notices are kept this long for whoever asks what was sent. */
const KEEP_MS = 30 * 24 * 3_600_000;

export interface NotifierOptions {
  readonly outbox: Outbox;
  /** By the id the site file gives them. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly compose: (notice: LeasedNotice) => Notification;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface Notifier {
  /** Goes on with what was waiting when the process stopped. Throws STORE_UNAVAILABLE. */
  start(): Promise<void>;
  /** Waits for the messages being sent, then closes the channels. */
  stop(): Promise<void>;
  status(): readonly ChannelStatus[];
}

/** Carries notices from the durable outbox to the channels: at least once, in the order of their alarm, P1 first. */
export function createNotifier(options: NotifierOptions): Notifier {
  const { outbox, channels, clock, logger } = options;
  const senders = [...channels].map(([id, channel]) => new ChannelSender({ ...options, id, channel }));
  const wakeAll = (): void => {
    for (const sender of senders) sender.wake();
  };
  const clean = (): void => {
    outbox
      .removeSettledBefore(clock.nowMs() - KEEP_MS)
      .catch((error: unknown) => logger.warn({ err: error }, 'old notices could not be removed'));
  };
  let timers: Timer[] = [];
  let unsubscribe = (): void => {};
  return {
    async start() {
      const abandoned = await outbox.abandonOthers([...channels.keys()], clock.nowMs());
      if (abandoned > 0) logger.warn({ notices: abandoned }, 'notices of removed channels will not be sent');
      unsubscribe = outbox.onQueued(wakeAll);
      timers = [clock.every(LOOK_MS, wakeAll), clock.every(CLEAN_MS, clean)];
      wakeAll();
    },
    async stop() {
      unsubscribe();
      for (const timer of timers) timer.cancel();
      await Promise.all(senders.map((sender) => sender.stop()));
    },
    status: () => senders.map((sender) => sender.status),
  };
}
