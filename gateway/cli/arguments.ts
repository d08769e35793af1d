import { parseArgs } from 'node:util';

export type Command = 'run' | 'check' | 'plan' | 'simulate';
const COMMANDS: readonly string[] = ['run', 'check', 'plan', 'simulate'] satisfies Command[];

export const USAGE = `Usage: node gateway/main.ts [run|check|plan|simulate] [options]

  run        read the site file and run the gateway (the default)
  check      read the site file, list every mistake with its place, exit 0 or 1
  plan       print what would be read from each device and how busy each bus would be
  simulate   run the simulated building alone

Options
  --config FILE    site file (or PLANTROOM_CONFIG)
  --simulated      run: start the simulated building too
  --seed N         simulate: the same seed gives the same building (default 1)
  --speed N        simulate: how much faster than real time (default 1)
  --help, --version

Environment
  PLANTROOM_CONFIG           site file
  PLANTROOM_PORT             port of the screens and of the REST interface
  PLANTROOM_DATA_DIR         data folder (default ./data)
  PLANTROOM_ADMIN_PASSWORD   password of the first administrator, instead of a random one
  PLANTROOM_LOG              text or json (default: text on a terminal, otherwise json)
`;

export interface Arguments {
  readonly command: Command;
  readonly config: string | undefined;
  readonly simulated: boolean;
  readonly seed: string;
  readonly speed: string;
}

export type ParsedArguments =
  | { readonly kind: 'command'; readonly arguments: Arguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

/** What the command line asks for; never throws. */
export function parseArguments(argv: readonly string[]): ParsedArguments {
  try {
    return interpret(argv);
  } catch (cause) {
    return { kind: 'mistake', message: cause instanceof Error ? cause.message : String(cause) };
  }
}

function interpret(argv: readonly string[]): ParsedArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      simulated: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command = 'run', ...rest] = positionals;
  if (!COMMANDS.includes(command)) return mistake(`unknown command "${command}"; allowed: ${COMMANDS.join(', ')}`);
  if (rest.length > 0) return mistake(`unexpected argument "${rest[0]}"`);
  const { config, simulated, seed, speed } = values;
  return { kind: 'command', arguments: { command: command as Command, config, simulated, seed, speed } };
}

const mistake = (message: string): ParsedArguments => ({ kind: 'mistake', message });
