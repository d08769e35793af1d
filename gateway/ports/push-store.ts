/** One browser that may be woken for a person (Web Push, RFC 8030). */
export interface PushSubscriber {
  /** Where its push service takes messages; identifies the browser, and must not be shown: who knows it can disturb. */
  readonly endpoint: string;
  /** Public key of the browser (P-256 point, base64url) and its secret (16 bytes, base64url) of RFC 8291. */
  readonly p256dh: string;
  readonly auth: string;
  /** Person id, which is also the user name. */
  readonly person: string;
  /** What the person calls the machine. */
  readonly label: string;
  readonly createdAt: number;
}

/** The gateway's own key pair towards push services (VAPID, RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Browsers that may be woken, and the key they were registered with. Every method throws STORE_UNAVAILABLE. */
export interface PushStore {
  /** Oldest first. */
  subscribers(person: string): Promise<readonly PushSubscriber[]>;
  /** Replaces one with the same endpoint, whoever it belonged to. */
  subscribe(subscriber: PushSubscriber): Promise<void>;
  /** Without effect when there is none. */
  unsubscribe(endpoint: string): Promise<void>;
  /** The keys of this gateway. The first that were ever offered stay: a browser knows no others. */
  vapidKeys(offer: () => VapidKeys): Promise<VapidKeys>;
}
