import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import type { Command } from './command.ts';

/** What stands after the name of a command. */
export type ReadOptions =
  | {
      readonly ok: true;
      readonly values: Readonly<Record<string, string | boolean>>;
      readonly argument: string | undefined;
    }
  | { readonly ok: false; readonly message: string };

/** Every command has `--help`; it is found before anything else is looked at. */
export const asksForHelp = (argv: readonly string[]): boolean => argv.includes('--help') || argv.includes('-h');

/** Reads the options of one command; the first that is not its own, has no value or is missing is the message. */
export function readOptions(command: Command, argv: readonly string[]): ReadOptions {
  const { options } = command;
  const { tokens, values, positionals } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }])),
    ...{ strict: false, allowPositionals: true, tokens: true },
  });
  const wrong =
    tokens.map((token) => wrongToken(token, command)).find((message) => message !== undefined) ??
    wrongArguments(positionals, command) ??
    missingOption(values, command);
  if (wrong !== undefined) return { ok: false, message: wrong };
  const given = Object.entries(values).flatMap(([name, value]) => {
    return typeof value === 'string' || typeof value === 'boolean' ? [[name, value] as const] : [];
  });
  return { ok: true, values: Object.fromEntries(given), argument: positionals[0] };
}

interface Token {
  readonly kind: string;
  readonly rawName?: string;
  readonly name?: string;
  readonly value?: unknown;
}

function wrongToken(token: Token, { name: command, options }: Command): string | undefined {
  if (token.kind !== 'option' || token.name === undefined) return undefined;
  const { rawName = token.name, value } = token;
  const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
  if (option === undefined) return unknownOption(rawName, command, Object.keys(options));
  if (option.type === 'boolean') return value === undefined ? undefined : `${rawName} takes no value`;
  const isMissing = typeof value !== 'string' || value === '' || value.startsWith('--');
  return isMissing ? `${rawName} needs a value: ${rawName} ${option.value ?? 'TEXT'}` : undefined;
}

function unknownOption(rawName: string, command: string, known: readonly string[]): string {
  const suggestion = nearest(rawName.replace(/^-+/, ''), known);
  const allowed = known.map((name) => `--${name}`).join(', ');
  const hint = suggestion === undefined ? `allowed: ${allowed || 'none'}` : `did you mean "--${suggestion}"?`;
  return `"${command}" has no option ${rawName}; ${hint}`;
}

function wrongArguments(positionals: readonly string[], { argument }: Command): string | undefined {
  const extra = positionals[argument === undefined ? 0 : 1];
  return extra === undefined ? undefined : `unexpected argument "${extra}"`;
}

function missingOption(values: Readonly<Record<string, unknown>>, { options }: Command): string | undefined {
  const missing = Object.entries(options).find(([name, { required }]) => required && values[name] === undefined);
  return missing === undefined ? undefined : `--${missing[0]} ${missing[1].value ?? 'TEXT'} is missing`;
}
