import { done } from '../../domain/errors.ts';
import type { WriteCaller, WriteService } from '../../ports/write-service.ts';
import type { Call, Handlers } from '../handler.ts';

type WriteRoutes = 'prepareWrite' | 'confirmWrite' | 'listWrites';

/** Setting points, in two steps, and the audit of it. Everything is decided by the command gate. */
export function writeRoutes(writes: WriteService): Handlers<WriteRoutes> {
  return {
    prepareWrite: (call) => writes.prepare(call.params.tag, callerOf(call)),
    confirmWrite: (call) => writes.confirm({ ...call.params, ...call.body, caller: callerOf(call) }),
    listWrites: async ({ query }) => done(await writes.list(query)),
  };
}

const callerOf = ({ caller, address }: Call<'prepareWrite' | 'confirmWrite'>): WriteCaller => ({
  username: caller.username,
  role: caller.role,
  via: `web ${address}`,
});
