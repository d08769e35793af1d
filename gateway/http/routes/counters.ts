import { done } from '../../domain/errors.ts';
import type { Historian } from '../../ports/historian.ts';
import type { Audit } from '../audit.ts';
import { Gate } from '../gate.ts';
import type { Handlers } from '../handler.ts';

interface CounterServices {
  readonly historian: Historian;
  readonly audit: Audit;
}

type CounterRoutes = 'listCorrections' | 'listReplacements' | 'replaceMeter' | 'undoReplacement' | 'decideJump';

/** A question may be about many counters over months. */
const AT_ONCE = 16;
const AT_ONCE_PER_USER = 4;

/** What happened to counters besides counting, and what people say about it. */
export function counterRoutes({ historian: { reader, upkeep }, audit }: CounterServices): Handlers<CounterRoutes> {
  const gate = new Gate(AT_ONCE, AT_ONCE_PER_USER);
  return {
    listCorrections: async ({ query, caller }) => {
      const ask = () => reader.corrections(query.tag, query.from, query.to);
      return done(await gate.run(caller.username, ask));
    },
    listReplacements: async ({ query }) => done(await reader.meterReplacements(query.tag)),
    replaceMeter: async ({ body, caller: { username: by } }) => {
      const { tag, at: atMs, finalReading, startReading, serialBefore, serialAfter, note } = body;
      const readings = { tag, atMs, finalReading, startReading };
      const replacement = await upkeep.replaceMeter({ ...readings, serialBefore, serialAfter, note, by });
      const detail = `${replacement.id}: ${finalReading} to ${startReading} at ${isoTime(replacement.at)}`;
      await audit.done(by, 'meter replace', tag, detail);
      return done(replacement);
    },
    undoReplacement: async ({ params, caller: { username: by } }) => {
      const replacement = await upkeep.undoReplacement(params.id, by);
      await audit.done(by, 'meter undo', replacement.tag, String(params.id));
      return done(replacement);
    },
    decideJump: async ({ body, caller: { username: by } }) => {
      const { tag, at: atMs, accept, note } = body;
      const jump = await upkeep.decideJump({ tag, atMs, isAccepted: accept, note, by });
      await audit.done(by, 'jump decide', tag, `${accept ? 'accepted' : 'rejected'} at ${isoTime(atMs)}`);
      return done(jump);
    },
  };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();
