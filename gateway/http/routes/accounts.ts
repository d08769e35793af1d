import { done, refused } from '../../domain/errors.ts';
import type { Account, AccountStore } from '../../ports/account-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Audit } from '../audit.ts';
import type { Call, Handlers } from '../handler.ts';
import { InTurn } from '../in-turn.ts';
import type { PasswordHasher } from '../password.ts';
import type { Sessions } from '../sessions.ts';

interface AccountServices {
  readonly accounts: AccountStore;
  readonly sessions: Sessions;
  readonly hasher: PasswordHasher;
  readonly audit: Audit;
  readonly clock: Clock;
}

type AccountRoutes = 'listPeople' | 'listAccounts' | 'createAccount' | 'changeAccount' | 'endAccountSessions';

/** Accounts. Changes run one after the other, so that two administrators cannot remove each other at the same moment. */
export function accountRoutes(services: AccountServices): Handlers<AccountRoutes> {
  const { accounts } = services;
  const inTurn = new InTurn();
  return {
    listPeople: async () => {
      const all = await accounts.list();
      const enabled = all.filter((account) => !account.disabled);
      return done(enabled.map(({ username, displayName, role }) => ({ username, displayName, role })));
    },
    listAccounts: async () => done((await accounts.list()).map(toAccount)),
    createAccount: (call) => createAccount(services, call),
    changeAccount: (call) => inTurn.run(() => changeAccount(services, call)),
    endAccountSessions: (call) => inTurn.run(() => endSessions(services, call)),
  };
}

async function createAccount({ accounts, audit, clock, hasher }: AccountServices, call: Call<'createAccount'>) {
  const { password, ...rest } = call.body;
  const passwordHash = await hasher.hash(password);
  const account: Account = { ...rest, passwordHash, createdAt: clock.nowMs(), disabled: false };
  const created = await accounts.create(account);
  if (!created) return refused('ACCOUNT_NAME_TAKEN');
  await audit.done(call.caller.username, 'create-account', account.username, account.role);
  return done(toAccount(account));
}

async function changeAccount(services: AccountServices, { body, params, caller }: Call<'changeAccount'>) {
  const { accounts, audit, hasher, sessions } = services;
  const account = await accounts.find(params.username);
  if (!account) return refused('RESOURCE_NOT_FOUND');
  const { password, ...rest } = body;
  const after = { ...account, ...rest };
  if (isLeading(account) && !isLeading(after) && (await isOnlyLeading(accounts))) return refused('ACCOUNT_LAST_ADMIN');
  const change = password === undefined ? rest : { ...rest, passwordHash: await hasher.hash(password) };
  if (!(await accounts.update(account.username, change))) return refused('RESOURCE_NOT_FOUND');
  sessions.changed(account.username);
  await audit.done(caller.username, 'change-account', account.username, changesOf(account, body));
  return done(toAccount(after));
}

/** Who is signed in anywhere as that person has to sign in again. */
async function endSessions(services: AccountServices, { params, caller }: Call<'endAccountSessions'>) {
  const { accounts, audit, sessions } = services;
  const account = await accounts.find(params.username);
  if (!account) return refused('RESOURCE_NOT_FOUND');
  // Whatever sets the password ends its sessions, the same one as well.
  await accounts.update(account.username, { passwordHash: account.passwordHash });
  sessions.changed(account.username);
  await audit.done(caller.username, 'end-sessions', account.username);
  return done(null);
}

/** What was and what is, in words; of a password only that there is another. */
function changesOf(account: Account, change: Call<'changeAccount'>['body']): string {
  const { password, ...plain } = change;
  const before: Readonly<Record<string, unknown>> = { ...account };
  const said = Object.entries(plain).map(([name, after]) => `${name}: ${String(before[name])} → ${String(after)}`);
  return [...said, ...(password === undefined ? [] : ['password'])].join(', ');
}

type Standing = Pick<Account, 'role' | 'disabled'>;

const isLeading = ({ role, disabled }: Standing): boolean => role === 'admin' && !disabled;

const isOnlyLeading = async (accounts: AccountStore): Promise<boolean> =>
  (await accounts.list()).filter(isLeading).length <= 1;

/** Without the password hash. */
function toAccount({ username, displayName, role, language, createdAt, disabled }: Account) {
  return { username, displayName, role, language, createdAt, disabled };
}
