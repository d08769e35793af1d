import type { HistorianStatus } from '../ports/historian.ts';
import type { Call, CallResult } from './messages.ts';
import type { EmbeddedHistorian } from './sinks/embedded/embedded-historian.ts';

/** Who in the worker knows what. */
export interface AnswerParts {
  readonly embedded: EmbeddedHistorian;
  readonly status: () => HistorianStatus;
  readonly close: () => Promise<undefined>;
}

/** The answer to a question of the main thread. Rejects with a coded error when there is none. */
export async function answerCall({ embedded, status, close }: AnswerParts, call: Call): Promise<CallResult> {
  switch (call.kind) {
    case 'query':
      return embedded.query(call.tag, call.fromMs, call.toMs, call.width);
    case 'increments':
      return embedded.increments(call.tags, call.edgesMs);
    case 'status':
      return status();
    case 'close':
      return close();
  }
}
