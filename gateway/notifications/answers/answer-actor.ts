import type { Actor } from '../../domain/alarm-input.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Person } from '../../domain/on-call.ts';
import { may } from '../../domain/role.ts';
import type { AccountStore } from '../../ports/account-store.ts';

/** Whom an answer comes from: somebody of the duty plan, with the role of his account or, without one, as a technician. */
export async function answerActor(
  person: Person | undefined,
  via: 'link' | 'reply',
  accounts: Pick<AccountStore, 'find'>,
): Promise<Outcome<Actor>> {
  // Who has left the plan has no say any more, whatever he was sent before.
  if (!person) return refused('AUTH_FORBIDDEN');
  const account = await accounts.find(person.id);
  const role = account?.role ?? 'technician';
  if (account?.disabled || !may(role, 'alarm:acknowledge')) return refused('AUTH_FORBIDDEN');
  return done({ name: person.id, role, via });
}
