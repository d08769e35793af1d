import type { Outcome } from '../domain/errors.ts';
import type { Role } from '../domain/role.ts';
import type { Language } from '../domain/text.ts';

/** Somebody with a valid session. */
export interface Caller {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly language: Language | null;
  /** SHA-256 of the session token, hex. */
  readonly sessionId: string;
  readonly expiresAt: number;
}

/** What a websocket handshake says about who is asking; headers are as received and hostile. */
export interface Handshake {
  readonly cookie: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
  readonly forwardedHost: string | undefined;
}

/** Sessions as the live side sees them. */
export interface SessionGate {
  /** Who is asking, or the refusal: no session, or a page of another site. */
  admit(handshake: Handshake): Promise<Outcome<Caller>>;
  /** The same session with its present role; undefined when it has ended. */
  recheck(caller: Caller): Promise<Caller | undefined>;
  /** A session of this user ended or the account changed: recheck now. Returns the unsubscription. */
  onChange(listener: (username: string) => void): () => void;
}
