import type { Outcome } from '../domain/errors.ts';

/** A browser as its owner sees it. */
export interface PushBrowser {
  /** Of the address it is reached at; tells nothing of it. */
  readonly id: string;
  readonly label: string;
  readonly createdAt: number;
}

/** What a browser hands over when its owner allows notifications. */
export interface PushRegistration {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  readonly label: string;
}

/** People and the browsers they want to be woken in. Every method throws STORE_UNAVAILABLE. */
export interface PushService {
  /** What a browser has to be registered with; undefined where the site has no channel of push. */
  publicKey(): Promise<string | undefined>;
  /** Oldest first. */
  browsers(person: string): Promise<readonly PushBrowser[]>;
  /** The eleventh takes the place of the oldest. Refuses PUSH_UNAVAILABLE, PUSH_SERVICE_REFUSED. */
  register(person: string, registration: PushRegistration): Promise<Outcome<PushBrowser>>;
  /** Only of one's own; without effect when there is none. */
  remove(person: string, id: string): Promise<void>;
}
