import type { Benchmark, BenchmarkOptions, BenchmarkReport } from './benchmark.ts';

/** Runs the parts of a benchmark, or the one that is asked for, one after the other: they would measure each other. */
export async function runParts(all: readonly Benchmark[], options: BenchmarkOptions): Promise<BenchmarkReport> {
  const parts = all.filter(({ name }) => options.only === undefined || name === options.only);
  if (parts.length === 0)
    throw new Error(`no part ${options.only}; there are ${all.map(({ name }) => name).join(', ')}`);
  const reports: [Benchmark, BenchmarkReport][] = [];
  for (const part of parts) {
    process.stderr.write(`${part.name} …\n`);
    reports.push([part, await part.run(options)]);
  }
  return {
    lines: reports.flatMap(([{ name, about }, { lines }]) => [
      `${name}: ${about}`,
      ...lines.map((line) => `  ${line}`),
      '',
    ]),
    figures: Object.fromEntries(reports.map(([{ name }, { figures }]) => [name, figures])),
  };
}
