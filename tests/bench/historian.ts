import type { Benchmark, BenchmarkOptions, BenchmarkReport } from './benchmark.ts';
import { append } from './historian/append.ts';
import { backlog } from './historian/backlog.ts';
import { query } from './historian/query.ts';
import { replay } from './historian/replay.ts';
import { size } from './historian/size.ts';

const PARTS: readonly Benchmark[] = [append, size, query, replay, backlog];

/** The historian as it is shipped, worker thread and files included, part by part. */
export const historian: Benchmark = {
  name: 'historian',
  about: `append rate, bytes per point, trends, replay, memory under a backlog (parts: ${PARTS.map(({ name }) => name).join(', ')})`,
  async run(options) {
    const parts = PARTS.filter(({ name }) => options.only === undefined || name === options.only);
    if (parts.length === 0)
      throw new Error(`no part ${options.only}; there are ${PARTS.map(({ name }) => name).join(', ')}`);
    const reports: [Benchmark, BenchmarkReport][] = [];
    // One after the other: they would measure each other.
    for (const part of parts) reports.push([part, await runPart(part, options)]);
    return {
      lines: reports.flatMap(([{ name, about }, { lines }]) => [
        `${name}: ${about}`,
        ...lines.map((line) => `  ${line}`),
        '',
      ]),
      figures: Object.fromEntries(reports.map(([{ name }, { figures }]) => [name, figures])),
    };
  },
};

async function runPart(part: Benchmark, options: BenchmarkOptions): Promise<BenchmarkReport> {
  process.stderr.write(`${part.name} …\n`);
  return part.run(options);
}
