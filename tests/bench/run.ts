import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { plans } from './plans.ts';

const BENCHMARKS: readonly Benchmark[] = [plans];

const USAGE = `node tests/bench/run.ts <benchmark> [--json]

${BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

  --json     figures as one JSON object, nothing else on standard output

Exit code 0: the figures are there. 2: they could not be had.`;

async function main(): Promise<void> {
  const options = { json: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const benchmark = BENCHMARKS.find(({ name }) => name === positionals[0]);
  if (!benchmark || positionals.length !== 1) throw new Error(USAGE);
  const { lines, figures } = await benchmark.run();
  const json = JSON.stringify({ benchmark: benchmark.name, ...figures }, undefined, 2);
  process.stdout.write(`${values.json ? json : lines.join('\n')}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
