import { done } from '../../domain/errors.ts';
import type { Historian, QuarantineChoice } from '../../ports/historian.ts';
import type { Audit } from '../audit.ts';
import type { Handlers } from '../handler.ts';

interface SinkServices {
  readonly historian: Historian;
  readonly audit: Audit;
}

type SinkRoutes = 'listQuarantine' | 'retryQuarantine' | 'dropQuarantine' | 'startReplay';

/** What sinks refused, and what a person wants them to get once more. */
export function sinkRoutes({ historian: { upkeep }, audit }: SinkServices): Handlers<SinkRoutes> {
  return {
    listQuarantine: async ({ query }) => {
      const entries = await upkeep.quarantine(query);
      return done(entries.map((entry) => ({ ...entry, sourceTime: isoTime(entry.sourceTime) })));
    },
    retryQuarantine: async ({ body, caller }) => {
      const count = await upkeep.retryQuarantined(body);
      await audit.done(caller.username, 'quarantine retry', body.sink, described(body, count));
      return done({ count });
    },
    dropQuarantine: async ({ body, caller }) => {
      const count = await upkeep.dropQuarantined(body);
      await audit.done(caller.username, 'quarantine drop', body.sink, described(body, count));
      return done({ count });
    },
    startReplay: async ({ body, caller }) => {
      const start = await upkeep.replay(body.sink, body.from);
      await audit.done(caller.username, 'historian replay', body.sink, `from ${isoTime(body.from)}`);
      return done({ ...start, from: isoTime(start.from) });
    },
  };
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

const described = ({ ids }: QuarantineChoice, count: number): string =>
  `${count} of ${ids ? `ids ${ids.join(' ')}` : 'all'}`;
