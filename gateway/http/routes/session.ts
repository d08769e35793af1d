import { done, refused } from '../../domain/errors.ts';
import { toSession } from '../caller-view.ts';
import { checkPassword, type PasswordServices } from '../check-password.ts';
import type { Call, Handlers } from '../handler.ts';
import type { Sessions } from '../sessions.ts';

interface SessionServices extends PasswordServices {
  readonly sessions: Sessions;
}

type SessionRoutes = 'openSession' | 'readSession' | 'closeSession' | 'changePassword';

/** Signing in and out. An unknown name, a disabled account and a wrong password look and last the same. */
export function sessionRoutes(services: SessionServices): Handlers<SessionRoutes> {
  const { sessions } = services;
  return {
    openSession: (call) => openSession(services, call),
    readSession: ({ caller }) => done(toSession(caller)),
    closeSession: async ({ cookies, reply }) => {
      await sessions.close(cookies);
      reply.header('set-cookie', sessions.clearingCookie());
      return done(null);
    },
    changePassword: (call) => changePassword(services, call),
  };
}

async function openSession(services: SessionServices, call: Call<'openSession'>) {
  const { audit, sessions } = services;
  const { username, password } = call.body;
  const account = await checkPassword(services, username, password, call);
  if (!account.ok) return account;
  const opened = await sessions.open(account.value, call.cookies);
  await audit.done(username, 'sign-in', call.address);
  call.reply.header('set-cookie', opened.cookie);
  return done(toSession(opened.caller));
}

async function changePassword(services: SessionServices, call: Call<'changePassword'>) {
  const { accounts, audit, hasher, sessions } = services;
  const { username } = call.caller;
  const account = await checkPassword(services, username, call.body.current, call);
  if (!account.ok) return account;
  if (call.body.next.toLowerCase().includes(username))
    return refused('REQUEST_INVALID', 'must not contain the user name');
  await accounts.update(username, { passwordHash: await hasher.hash(call.body.next) });
  await audit.done(username, 'change-password', username);
  sessions.changed(username);
  call.reply.header('set-cookie', sessions.clearingCookie());
  return done(null);
}
