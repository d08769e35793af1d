import type { Logger } from '../../../ports/logger.ts';
import type { HistorianSettings } from '../../settings.ts';
import { chooseReadSink, createSource } from '../create-source.ts';
import { OlderHistory } from '../older-history.ts';
import { type JoinedDependencies, JoinedHistory } from './joined-history.ts';

export type JoinedContext = Pick<JoinedDependencies, 'embedded' | 'register' | 'clock' | 'local'> & {
  readonly logger: Logger;
};

/** Answers from the local history, and from the sink that is also read, if there is one. Asks nothing by itself. */
export function createJoinedHistory({ siteId, sinks }: HistorianSettings, context: JoinedContext): JoinedHistory {
  const { logger, ...parts } = context;
  const sink = chooseReadSink(sinks);
  const older = sink && new OlderHistory({ source: createSource(sink, parts.clock), clock: parts.clock, logger });
  return new JoinedHistory({ ...parts, older, siteId });
}
