import type { HistoryReader } from '../ports/historian.ts';
import type { Ask } from './calls.ts';

/** Questions about the past, put to the worker. */
export function createReader(ask: Ask): HistoryReader {
  return {
    query: (tag, fromMs, toMs, width) => ask({ kind: 'query', tag, fromMs, toMs, width }),
    increments: (tags, edgesMs) => ask({ kind: 'increments', tags, edgesMs }),
  };
}
