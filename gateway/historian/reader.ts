import type { HistoryReader } from '../ports/historian.ts';
import type { Ask } from './calls.ts';

/** Questions about the past, put to the worker. */
export function createReader(ask: Ask): HistoryReader {
  return {
    query: (tag, fromMs, toMs, width) => ask({ kind: 'query', tag, fromMs, toMs, width }),
    increments: (tags, edgesMs) => ask({ kind: 'increments', tags, edgesMs }),
    corrections: (tags, fromMs, toMs) => ask({ kind: 'corrections', tags, fromMs, toMs }),
    meterReplacements: (tag) => ask({ kind: 'meter-replacements', tag }),
    losses: (fromMs, toMs) => ask({ kind: 'losses', fromMs, toMs }),
    samples: (tag, fromMs, toMs, most) => ask({ kind: 'samples', tag, fromMs, toMs, most }),
    newest: (points, atMs) => ask({ kind: 'newest', points, atMs }),
  };
}
