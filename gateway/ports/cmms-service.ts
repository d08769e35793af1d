import type { Outcome } from '../domain/errors.ts';
import type { LinkConflict, LinkState } from './order-links.ts';

/** A message with its signature, as Standard Webhooks 1.0 has it. */
export interface SignedMessage {
  readonly id: string;
  /** Seconds since the epoch, as text. */
  readonly timestamp: string;
  /** `v1,<base64>`, several with a blank between. */
  readonly signature: string;
  /** The body as it was sent. */
  readonly text: string;
}

export interface CmmsStatus {
  readonly isConfigured: boolean;
  /** Orders by how far the outside system knows of them. */
  readonly orders: Readonly<Record<LinkState, number>>;
  readonly openConflicts: number;
  /** It does not answer and is left alone until then. */
  readonly pausedUntil: number | null;
}

/** Orders shared with an outside maintenance system. */
export interface CmmsService {
  status(): Promise<CmmsStatus>;
  /** Newest first. */
  conflicts(query: { readonly isOpen: boolean; readonly limit: number }): Promise<readonly LinkConflict[]>;
  /** A person has looked. `retry`: what was not taken is sent again; `skip`: that line is left out. */
  settle(
    id: number,
    decision: { readonly decision: 'retry' | 'skip'; readonly note: string },
    by: string,
  ): Promise<Outcome<null>>;
  /** What the outside system tells us. Refused with HOOK_REFUSED unless signed; a repeat and an echo are taken and change nothing. */
  hook(message: SignedMessage | undefined): Promise<Outcome<{ readonly accepted: number }>>;
}
