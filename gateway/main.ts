import { parseArguments, USAGE } from './cli/arguments.ts';
import { check } from './cli/check.ts';
import { plan } from './cli/plan.ts';
import { run } from './cli/run.ts';
import { simulate } from './cli/simulate.ts';
import { VERSION } from './cli/version.ts';

const COMMANDS = { run, check, plan, simulate } as const;

/** Arguments in, exit code out: 0 done, 1 refused or failed, 2 not understood. */
async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  switch (parsed.kind) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'version':
      console.log(VERSION);
      return 0;
    case 'mistake':
      console.error(`${parsed.message}\n\n${USAGE}`);
      return 2;
    case 'command':
      return COMMANDS[parsed.arguments.command](parsed.arguments, process.env);
  }
}

process.exitCode = await main(process.argv.slice(2));
