import type { Benchmark } from './benchmark.ts';
import { append } from './historian/append.ts';
import { backlog } from './historian/backlog.ts';
import { query } from './historian/query.ts';
import { replay } from './historian/replay.ts';
import { size } from './historian/size.ts';
import { runParts } from './parts.ts';

const PARTS: readonly Benchmark[] = [append, size, query, replay, backlog];

/** The historian as it is shipped, worker thread and files included, part by part. */
export const historian: Benchmark = {
  name: 'historian',
  about: `append rate, bytes per point, trends, replay, memory under a backlog (parts: ${PARTS.map(({ name }) => name).join(', ')})`,
  run: (options) => runParts(PARTS, options),
};
