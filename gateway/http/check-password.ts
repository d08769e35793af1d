import { done, type Outcome, refused } from '../domain/errors.ts';
import type { Account, AccountStore } from '../ports/account-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Audit } from './audit.ts';
import type { Call } from './handler.ts';
import type { LoginThrottle } from './login-throttle.ts';
import type { PasswordHasher } from './password.ts';

export interface PasswordServices {
  readonly accounts: AccountStore;
  readonly hasher: PasswordHasher;
  readonly throttle: LoginThrottle;
  readonly audit: Audit;
  readonly clock: Clock;
}

/** Where the password was typed. */
interface From {
  readonly address: string;
  readonly reply: Call<'openSession'>['reply'];
}

/** The account the password is of. Refuses after too many wrong ones; an unknown name, a disabled account and a wrong password look alike. */
export async function checkPassword(
  { accounts, audit, clock, hasher, throttle }: PasswordServices,
  username: string,
  password: string,
  from: From,
): Promise<Outcome<Account>> {
  const waitMs = throttle.begin(username, from.address, clock.monotonicMs());
  if (waitMs > 0) {
    from.reply.header('retry-after', String(Math.ceil(waitMs / 1000)));
    return refused('AUTH_TOO_MANY_ATTEMPTS');
  }
  const account = await accounts.find(username);
  const matches = await hasher.verify(password, account?.passwordHash);
  if (matches && account && !account.disabled) {
    throttle.succeeded(username, from.address);
    return done(account);
  }
  await audit.refused(username, 'sign-in', from.address);
  return refused('AUTH_WRONG_CREDENTIALS');
}
