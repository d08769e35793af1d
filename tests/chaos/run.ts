import { parseArgs } from 'node:util';
import { alarms } from './alarms.ts';
import { deadUnit } from './dead-unit.ts';
import { field } from './field.ts';
import { historian } from './historian.ts';
import { muteDevices } from './mute-devices.ts';
import type { ChaosOptions, ChaosProgram } from './program.ts';

const PROGRAMS: readonly ChaosProgram[] = [field, deadUnit, muteDevices, historian, alarms];

const USAGE = `npm run chaos -- <program> [options]

${PROGRAMS.map(({ name, about }) => `  ${name.padEnd(14)} ${about}`).join('\n')}

  --seed N      same seed, same faults (default 1)
  --rounds N    how much (default: little)
  --only NAME   field: this connection alone; historian: these scenarios alone, divided by commas
  --round N     field: this round alone, to play a failure again
  --short       short windows, for a quick check
  --json        figures as one JSON object, nothing else on standard output

Exit code 0: nothing failed. 1: something did. 2: it could not be run.`;

interface CommandLine {
  readonly program: ChaosProgram;
  readonly options: ChaosOptions;
  readonly asJson: boolean;
}

/** Throws with a message for people when something is wrong with the command line. */
function readCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      rounds: { type: 'string' },
      only: { type: 'string' },
      round: { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const program = PROGRAMS.find(({ name }) => name === positionals[0]);
  if (!program || positionals.length !== 1) throw new Error(USAGE);
  return {
    program,
    asJson: values.json,
    options: {
      seed: whole('--seed', values.seed) ?? 1,
      rounds: whole('--rounds', values.rounds),
      only: values.only,
      round: whole('--round', values.round),
      short: values.short,
      progress: (line) => void process.stderr.write(`${line}\n`),
    },
  };
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} must be a whole number from 1, not "${text}"`);
  return value;
}

async function main(): Promise<number> {
  const { program, options, asJson } = readCommandLine(process.argv.slice(2));
  const { failures, lines, figures } = await program.run(options);
  const verdict = failures.length === 0 ? 'PASSED' : `FAILED (${failures.length})`;
  const text = [...lines, '', ...failures, `${program.name}, seed ${options.seed}: ${verdict}`].join('\n');
  const json = JSON.stringify({ program: program.name, seed: options.seed, failures, ...figures }, undefined, 2);
  process.stdout.write(`${asJson ? json : text}\n`);
  return failures.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exitCode = 2;
}
