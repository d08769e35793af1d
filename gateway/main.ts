import { parseArguments } from './cli/arguments.ts';
import { COMMANDS } from './cli/commands/index.ts';
import { startCommand } from './cli/start-command.ts';
import { terminalContext } from './cli/terminal.ts';
import { VERSION } from './cli/version.ts';

/** Arguments in, exit code out: 0 done, 1 refused or failed, 2 not understood. */
async function main(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv, COMMANDS);
  switch (parsed.kind) {
    case 'help':
      console.log(parsed.text);
      return 0;
    case 'version':
      console.log(VERSION);
      return 0;
    case 'mistake':
      console.error(parsed.message);
      return 2;
    case 'command':
      return startCommand(parsed.start, terminalContext(), argv.includes('--json'));
  }
}

process.exitCode = await main(process.argv.slice(2));
