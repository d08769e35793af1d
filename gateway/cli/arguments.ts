import { nearest } from '../config/nearest.ts';
import type { Command, CommandContext } from './command.ts';
import { commandHelp, overview } from './help-text.ts';
import { asksForHelp, readOptions } from './read-options.ts';

/** What the command line asks for. */
export type ParsedArguments =
  | { readonly kind: 'command'; readonly name: string; readonly start: (context: CommandContext) => Promise<number> }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistake'; readonly message: string };

const DEFAULT = 'run';

/** Finds the command (its name comes first; `run` without one) and reads its options. Never throws. */
export function parseArguments(argv: readonly string[], commands: readonly Command[]): ParsedArguments {
  const words = wordsOf(argv);
  const command = findCommand(words, commands);
  const isGeneral = words.length === 0 || command === undefined;
  if (isGeneral && asksForHelp(argv)) return { kind: 'help', text: overview(commands) };
  if (isGeneral && argv.includes('--version')) return { kind: 'version' };
  if (command === undefined) return { kind: 'mistake', message: unknownCommand(words, commands) };
  if (asksForHelp(argv)) return { kind: 'help', text: commandHelp(command) };
  const used = words.length === 0 ? 0 : command.name.split(' ').length;
  const read = readOptions(command, argv.slice(used));
  if (!read.ok) return { kind: 'mistake', message: `${read.message}\n(${command.name} --help lists its options)` };
  const start = (context: CommandContext) => command.start(read.values, context, read.argument);
  return { kind: 'command', name: command.name, start };
}

/** What stands before the first option. */
function wordsOf(argv: readonly string[]): readonly string[] {
  const end = argv.findIndex((part) => part.startsWith('-'));
  return end < 0 ? argv : argv.slice(0, end);
}

function findCommand(words: readonly string[], commands: readonly Command[]): Command | undefined {
  const named = (name: string) => commands.find((command) => command.name === name);
  const [first = DEFAULT, second] = words;
  return named(`${first} ${second}`) ?? named(first);
}

function unknownCommand(words: readonly string[], commands: readonly Command[]): string {
  const names = commands.map(({ name }) => name);
  const [first = '', second = ''] = words;
  const kin = names.filter((name) => name.startsWith(`${first} `));
  const asked = kin.length > 0 ? words.slice(0, 2).join(' ') : first;
  const known = kin.length > 0 ? kin : names;
  const suggestion = nearest(asked, known) ?? nearest(`${first} ${second}`, known);
  const hint = suggestion === undefined ? `allowed: ${known.join(', ')}` : `did you mean "${suggestion}"?`;
  return `unknown command "${asked}"; ${hint}`;
}
