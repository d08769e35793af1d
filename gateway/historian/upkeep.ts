import type { HistorianUpkeep } from '../ports/historian.ts';
import type { Ask } from './calls.ts';

/** Deeds on the stored past, put to the worker. */
export function createUpkeep(ask: Ask): HistorianUpkeep {
  return {
    quarantine: (page) => ask({ kind: 'quarantine', ...page }),
    retryQuarantined: (choice) => ask({ kind: 'retry-quarantined', ...choice }),
    dropQuarantined: (choice) => ask({ kind: 'drop-quarantined', ...choice }),
    replaceMeter: (exchange) => ask({ kind: 'replace-meter', ...exchange }),
    undoReplacement: (id, by) => ask({ kind: 'undo-replacement', id, by }),
    decideJump: (decision) => ask({ kind: 'decide-jump', ...decision }),
    replay: (sink, fromMs) => ask({ kind: 'replay', sink, fromMs }),
  };
}
