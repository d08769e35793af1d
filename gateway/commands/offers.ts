import type { Clock } from '../ports/clock.ts';

/** What one person was shown of one point. */
export interface Offer {
  readonly username: string;
  readonly tag: string;
  /** The present value the person decides on. */
  readonly seen: number;
}

interface KeptOffer extends Offer {
  /** Monotonic ms. */
  readonly expiresAt: number;
}

/** How long a person may think. */
export const OFFER_MS = 60_000;
/** Open offers of one person; with more the oldest goes. */
const MOST_PER_PERSON = 8;
const TOKEN_BYTES = 24;

/** The tokens given out: each good once, for one person and one point, for a minute. Bounded by the number of accounts. */
export class OfferBook {
  private readonly clock: Clock;
  private readonly randomBytes: (size: number) => Uint8Array;
  /** By token, oldest first. */
  private readonly open = new Map<string, KeptOffer>();

  constructor(clock: Clock, randomBytes: (size: number) => Uint8Array) {
    this.clock = clock;
    this.randomBytes = randomBytes;
  }

  add(offer: Offer): string {
    this.forget(offer.username);
    const token = Buffer.from(this.randomBytes(TOKEN_BYTES)).toString('base64url');
    this.open.set(token, { ...offer, expiresAt: this.clock.monotonicMs() + OFFER_MS });
    return token;
  }

  /** The offer behind a token, which is used up by asking, whoever asks. */
  take(token: string, { username, tag }: Pick<Offer, 'username' | 'tag'>): Offer | undefined {
    const offer = this.open.get(token);
    this.open.delete(token);
    const isTheirs = offer?.username === username && offer.tag === tag;
    return isTheirs && this.clock.monotonicMs() < offer.expiresAt ? offer : undefined;
  }

  private forget(username: string): void {
    const now = this.clock.monotonicMs();
    for (const [token, offer] of this.open) if (offer.expiresAt <= now) this.open.delete(token);
    const own = [...this.open].filter(([, offer]) => offer.username === username);
    for (const [token] of own.slice(0, Math.max(0, own.length - MOST_PER_PERSON + 1))) this.open.delete(token);
  }
}
