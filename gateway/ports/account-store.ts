import type { Role } from '../domain/role.ts';
import type { Language } from '../domain/text.ts';

export interface Account {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly language: Language | null;
  /** PHC string of argon2id; never leaves the process. */
  readonly passwordHash: string;
  readonly createdAt: number;
  readonly disabled: boolean;
}

export interface StoredSession {
  /** SHA-256 of the token, hex; the token itself is only in the cookie. */
  readonly tokenHash: string;
  readonly username: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface StoredReply {
  readonly key: string;
  readonly username: string;
  /** SHA-256 of method, path and body. */
  readonly requestHash: string;
  readonly status: number;
  readonly body: string;
  readonly at: number;
}

export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly outcome: 'done' | 'refused';
  readonly detail: string | null;
}

/** Accounts, sessions, remembered replies (Idempotency-Key) and the audit trail. */
export interface AccountStore {
  list(): Promise<readonly Account[]>;
  find(username: string): Promise<Account | undefined>;
  /** False when the name is taken. */
  create(account: Account): Promise<boolean>;
  /** False when there is no such account. Changing the password or disabling also ends its sessions. */
  update(username: string, change: Partial<Omit<Account, 'username' | 'createdAt'>>): Promise<boolean>;

  addSession(session: StoredSession): Promise<void>;
  findSession(tokenHash: string): Promise<StoredSession | undefined>;
  removeSession(tokenHash: string): Promise<void>;
  removeExpiredSessions(now: number): Promise<void>;

  findReply(key: string, username: string): Promise<StoredReply | undefined>;
  saveReply(reply: StoredReply): Promise<void>;
  removeRepliesBefore(at: number): Promise<void>;

  audit(entry: AuditEntry): Promise<void>;
  /** Entries of one action, newest first. */
  trail(action: string, limit: number): Promise<readonly AuditEntry[]>;
}
