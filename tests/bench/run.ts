import { parseArgs } from 'node:util';
import { alarms } from './alarms.ts';
import type { Benchmark } from './benchmark.ts';
import { dashboard } from './dashboard.ts';
import { historian } from './historian.ts';
import { plans } from './plans.ts';

const BENCHMARKS: readonly Benchmark[] = [plans, historian, alarms, dashboard];

const USAGE = `node tests/bench/run.ts <benchmark> [--only PART] [--short] [--json]

${BENCHMARKS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

  --only     one part alone, where a benchmark has parts
  --short    smaller: the same figures with less certainty
  --json     figures as one JSON object, nothing else on standard output

Exit code 0: the figures are there. 2: they could not be had.`;

async function main(): Promise<void> {
  const options = {
    only: { type: 'string' },
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const benchmark = BENCHMARKS.find(({ name }) => name === positionals[0]);
  if (!benchmark || positionals.length !== 1) throw new Error(USAGE);
  const { lines, figures } = await benchmark.run({ short: values.short, only: values.only });
  const json = JSON.stringify({ benchmark: benchmark.name, ...figures }, undefined, 2);
  process.stdout.write(`${values.json ? json : lines.join('\n')}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
