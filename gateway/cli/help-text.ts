import type { Command, OptionSpec } from './command.ts';

const PROGRAM = 'node gateway/main.ts';
const NAME_WIDTH = 14;
const OPTION_WIDTH = 22;

/** All commands with a line each. */
export function overview(commands: readonly Command[]): string {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(NAME_WIDTH)} ${summary}`);
  return `Usage: ${PROGRAM} [COMMAND] [options]      without a command: run

${lines.join('\n')}

  ${PROGRAM} COMMAND --help says more; --version

Environment
  PLANTROOM_CONFIG           site file
  PLANTROOM_PORT             port of the screens and of the REST interface
  PLANTROOM_DATA_DIR         data folder (default ./data)
  PLANTROOM_ADMIN_PASSWORD   password of the first administrator, instead of a random one
  PLANTROOM_PASSWORD         password of the user of \`write\`
  PLANTROOM_LOG              text or json (default: text on a terminal, otherwise json)

Exit codes: 0 done, 1 refused or failed, 2 not understood
`;
}

/** Everything about one command. */
export function commandHelp({ name, summary, details, argument, options }: Command): string {
  const required = Object.entries(options).filter(([, option]) => option.required);
  const usage = [
    `Usage: ${PROGRAM} ${name}`,
    ...required.map(([option, spec]) => head(option, spec)),
    ...(Object.keys(options).length > required.length ? ['[options]'] : []),
    ...(argument === undefined ? [] : [`[${argument.name}]`]),
  ].join(' ');
  const rows = [
    ...(argument === undefined ? [] : [row(argument.name, argument.help)]),
    ...Object.entries(options).map(([option, spec]) => row(head(option, spec), spec.help + defaultOf(spec))),
  ];
  return [usage, summary, ...(details === undefined ? [] : [details]), ['Options', ...rows].join('\n')].join('\n\n');
}

const head = (name: string, { type, value }: OptionSpec): string =>
  type === 'boolean' ? `--${name}` : `--${name} ${value ?? 'TEXT'}`;

const row = (left: string, right: string): string => `  ${left.padEnd(OPTION_WIDTH)} ${right}`;

const defaultOf = (option: OptionSpec): string => (option.default === undefined ? '' : ` (default ${option.default})`);
