import { newAccount } from '../contract/requests.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import { PasswordHasher } from './password.ts';

/** No letters and digits that look alike; 32 of them, so that five bits choose one without bias. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

interface FirstAdminOptions {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly randomBytes: (size: number) => Uint8Array;
  /** From the environment; absent: a random one is made. */
  readonly password?: string | undefined;
  /** Shows a random password to whoever started the gateway; called at most once. */
  readonly print: (username: string, password: string) => void;
}

/**
 * Creates `admin` when the store has no administrator. Answers whether it did; an existing one is never changed.
 * Throws CONFIG_INVALID when the given password is too weak.
 */
export async function ensureFirstAdmin(options: FirstAdminOptions): Promise<boolean> {
  const { accounts, clock, randomBytes, print } = options;
  if ((await accounts.list()).some((account) => account.role === 'admin')) return false;
  const password = options.password ?? randomPassword(randomBytes);
  const checked = newAccount.safeParse({ username: 'admin', displayName: 'Administrator', role: 'admin', password });
  if (!checked.success)
    throw new PlantroomError('CONFIG_INVALID', `first password: ${checked.error.issues[0]?.message}`);
  const { username, displayName, role, language } = checked.data;
  const passwordHash = await new PasswordHasher(randomBytes).hash(password);
  const account = { username, displayName, role, language, passwordHash, createdAt: clock.nowMs(), disabled: false };
  const created = await accounts.create(account);
  if (!created) throw new PlantroomError('CONFIG_INVALID', 'an account `admin` exists that is no administrator');
  if (options.password === undefined) print(username, password);
  return true;
}

/** Four groups of five: 100 bits. */
function randomPassword(randomBytes: (size: number) => Uint8Array): string {
  const letters = [...randomBytes(20)].map((byte) => ALPHABET[byte & 31]);
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-');
}
