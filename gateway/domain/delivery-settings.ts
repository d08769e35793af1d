import type { LocalText } from './text.ts';

/** Where this gateway says each minute that it is alive: another gateway, or a monitor elsewhere. */
export interface HeartbeatSetting {
  readonly to:
    | { readonly kind: 'web'; readonly url: string }
    | { readonly kind: 'mqtt'; readonly channel: string; readonly topic: string };
  /** Signs every beat. */
  readonly secret: string;
}

/** Another gateway whose beats are listened to. */
export interface WatchSetting {
  /** Its site id. */
  readonly gateway: string;
  readonly title: LocalText;
  readonly secret: string;
  /** Without a beat for so long it is lost. */
  readonly patienceMs: number;
}

/** What a site sets about proving that people can be reached. */
export interface DeliverySettings {
  /** Minute of the site's day at which every way to the duty is tested; undefined: only at the beginning of shifts. */
  readonly selfTestAt: number | undefined;
  readonly heartbeats: readonly HeartbeatSetting[];
  readonly watches: readonly WatchSetting[];
}
