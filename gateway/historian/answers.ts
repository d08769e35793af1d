import type { CounterDesk } from './counters/counter-desk.ts';
import type { SampleLog } from './log/sample-log.ts';
import type { Call, CallResult } from './messages.ts';
import type { EmbeddedHistorian } from './sinks/embedded/embedded-historian.ts';
import type { JoinedHistory } from './sources/joined/joined-history.ts';
import type { TransferDesk } from './transfer/transfer-desk.ts';
import type { UpkeepDesk } from './upkeep-desk.ts';
import type { WorkerStatus } from './worker-status.ts';

/** Who in the worker knows what. */
export interface AnswerParts {
  readonly embedded: EmbeddedHistorian;
  readonly counters: CounterDesk;
  readonly joined: JoinedHistory;
  readonly transfer: TransferDesk;
  readonly log: SampleLog;
  readonly upkeep: UpkeepDesk;
  readonly status: () => WorkerStatus;
  readonly close: () => Promise<undefined>;
}

/** The answer to a question of the main thread. Rejects with a coded error when there is none. */
export async function answerCall(parts: AnswerParts, call: Call): Promise<CallResult> {
  const { embedded, counters, joined, log, transfer, upkeep, status, close } = parts;
  switch (call.kind) {
    case 'query':
      return joined.query(call.tag, call.fromMs, call.toMs, call.width);
    case 'increments':
      return embedded.increments(call.tags, call.edgesMs);
    case 'corrections':
      return counters.corrections(call.tags, call.fromMs, call.toMs);
    case 'meter-replacements':
      return counters.replacements(call.tag);
    case 'replace-meter':
      return counters.replace(call);
    case 'undo-replacement':
      return counters.undo(call.id, call.by);
    case 'decide-jump':
      return counters.decide(call);
    case 'samples':
      return joined.samples(call);
    case 'newest':
      return transfer.newest(call);
    case 'sort-out':
      return transfer.sortOut(call.samples);
    case 'losses':
      return log.losses.list(call.fromMs, call.toMs);
    case 'quarantine':
      return upkeep.list(call);
    case 'retry-quarantined':
      return upkeep.retry(call);
    case 'drop-quarantined':
      return upkeep.drop(call);
    case 'replay':
      return upkeep.replay(call.sink, call.fromMs);
    case 'status':
      return status();
    case 'close':
      return close();
  }
}
