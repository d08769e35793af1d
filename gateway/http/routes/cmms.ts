import { done } from '../../domain/errors.ts';
import type { CmmsService } from '../../ports/cmms-service.ts';
import type { Handlers } from '../handler.ts';

type CmmsRoutes = 'readCmms' | 'listCmmsConflicts' | 'settleCmmsConflict' | 'takeCmmsEvent';

/** Orders shared with an outside maintenance system. */
export function cmmsRoutes({ cmms }: { readonly cmms: CmmsService }): Handlers<CmmsRoutes> {
  return {
    readCmms: async () => done(await cmms.status()),
    listCmmsConflicts: async ({ query: { state, limit } }) =>
      done(await cmms.conflicts({ isOpen: state === 'open', limit })),
    settleCmmsConflict: ({ params, body, caller }) => cmms.settle(params.id, body, caller.username),
    takeCmmsEvent: ({ signed }) => cmms.hook(signed),
  };
}
