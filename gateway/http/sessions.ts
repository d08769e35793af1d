import { createHash } from 'node:crypto';
import { done, type Outcome, refused } from '../domain/errors.ts';
import type { Account, AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Caller, Handshake, SessionGate } from '../ports/session-gate.ts';
import { readCookie, writeCookie } from './cookie.ts';
import { isOwnOrigin, type OriginRule } from './origin.ts';

const TOKEN_BYTES = 32;
const SESSION_MS = 12 * 3_600_000;

interface SessionOptions {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly secureCookies: boolean;
  readonly origins: OriginRule;
}

export interface OpenedSession {
  readonly caller: Caller;
  /** Value of the Set-Cookie header. */
  readonly cookie: string;
}

/** Opaque sessions: the token is only in the cookie, the store knows its SHA-256. They end after twelve hours at the latest. */
export class Sessions implements SessionGate {
  private readonly options: SessionOptions;
  private readonly cookieName: string;
  private readonly listeners = new Set<(username: string) => void>();

  constructor(options: SessionOptions) {
    this.options = options;
    this.cookieName = options.secureCookies ? '__Host-plantroom_session' : 'plantroom_session';
  }

  /** A new session with a new token; the one the caller may have brought ends, so that a planted cookie gains nothing. */
  async open(account: Account, broughtCookies: string | undefined): Promise<OpenedSession> {
    const { accounts, clock, randomBytes } = this.options;
    await this.close(broughtCookies);
    const token = Buffer.from(randomBytes(TOKEN_BYTES)).toString('base64url');
    const createdAt = clock.nowMs();
    const session = {
      tokenHash: sha256(token),
      username: account.username,
      createdAt,
      expiresAt: createdAt + SESSION_MS,
    };
    await accounts.addSession(session);
    return { caller: callerOf(account, session), cookie: this.cookie(token, SESSION_MS / 1000) };
  }

  /** Ends the session these cookies name; without one nothing happens. */
  async close(cookies: string | undefined): Promise<void> {
    const token = this.tokenIn(cookies);
    if (token === undefined) return;
    const session = await this.options.accounts.findSession(sha256(token));
    if (!session) return;
    await this.options.accounts.removeSession(session.tokenHash);
    this.changed(session.username);
  }

  /** Set-Cookie that makes the browser forget. */
  clearingCookie(): string {
    return this.cookie('', 0);
  }

  async find(cookies: string | undefined): Promise<Caller | undefined> {
    const token = this.tokenIn(cookies);
    return token === undefined ? undefined : this.load(sha256(token));
  }

  async admit(handshake: Handshake): Promise<Outcome<Caller>> {
    if (!isOwnOrigin(handshake, this.options.origins)) return refused('AUTH_CROSS_ORIGIN');
    const caller = await this.find(handshake.cookie);
    return caller ? done(caller) : refused('AUTH_REQUIRED');
  }

  recheck(caller: Caller): Promise<Caller | undefined> {
    return this.load(caller.sessionId);
  }

  onChange(listener: (username: string) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** To be called after anything about the account or its sessions changed. */
  changed(username: string): void {
    for (const listener of this.listeners) listener(username);
  }

  private async load(tokenHash: string): Promise<Caller | undefined> {
    const { accounts, clock } = this.options;
    const session = await accounts.findSession(tokenHash);
    if (!session || session.expiresAt <= clock.nowMs()) return undefined;
    const account = await accounts.find(session.username);
    return account && !account.disabled ? callerOf(account, session) : undefined;
  }

  private tokenIn(cookies: string | undefined): string | undefined {
    const token = readCookie(cookies, this.cookieName);
    return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
  }

  private cookie(token: string, maxAgeSeconds: number): string {
    return writeCookie(this.cookieName, token, { maxAgeSeconds, secure: this.options.secureCookies });
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function callerOf(account: Account, session: { readonly tokenHash: string; readonly expiresAt: number }): Caller {
  const { username, displayName, role, language } = account;
  return { username, displayName, role, language, sessionId: session.tokenHash, expiresAt: session.expiresAt };
}
