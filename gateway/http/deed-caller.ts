import type { Acting } from '../contract/round-requests.ts';
import type { TimedCaller } from '../domain/duty/caller-time.ts';

/** A request to do something with a record of the duty room. */
export interface DeedCall {
  readonly params: { readonly id: number };
  readonly body: Acting;
  readonly caller: { readonly username: string };
  readonly isPage: boolean;
}

/** Who does it, and when it was done. Only a page of ours may say that it is a phone. */
export function callerOf({ body, caller, isPage }: Omit<DeedCall, 'params'>): TimedCaller {
  const { via = 'screen', deviceAt, sentAt } = body;
  const offline = deviceAt === undefined ? null : { deviceAt, sentAt: sentAt ?? deviceAt };
  return { username: caller.username, via: isPage ? via : 'rest', offline };
}
