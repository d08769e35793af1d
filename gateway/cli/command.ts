import type { Clock } from '../ports/clock.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import type { Environment } from './site.ts';

/** One `--option` of a command. */
export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** What stands after it, in the help: FILE, ID, URL. */
  readonly value?: string;
  readonly help: string;
  readonly default?: string;
  readonly required?: true;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

/** What was given for a table of options; an optional one that was left out is undefined. */
export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: Options[Name] extends { readonly type: 'boolean' }
    ? boolean
    : Options[Name] extends { readonly required: true } | { readonly default: string }
      ? string
      : string | undefined;
};

/** What every command is handed; tests hand in their own. */
export interface CommandContext {
  readonly env: Environment;
  readonly drivers: readonly DriverDefinition[];
  readonly clock: Clock;
  /** A line for whoever asked, on standard output. */
  print(line: string): void;
  /** A line that is no part of the answer, on standard error. */
  warn(line: string): void;
  /** Asks at the terminal; undefined when nobody is there to answer. A hidden answer is not shown while it is typed. */
  ask(question: string, isHidden: boolean): Promise<string | undefined>;
  /** Aborted when the person wants to stop. */
  readonly signal: AbortSignal;
}

/** One command: one file in `commands/`, one line in `commands/index.ts`. */
export interface CommandSpec<Options extends OptionTable> {
  /** One word, or two: `import sheet`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What else there is to know, with an example. */
  readonly details?: string;
  /** The one argument without a name that it takes. */
  readonly argument?: { readonly name: string; readonly help: string };
  readonly options: Options;
  /** Answers the exit code: 0 done, 1 refused or failed, 2 not understood. */
  run(given: OptionValues<Options>, context: CommandContext, argument: string | undefined): Promise<number>;
}

/** A command whose options are known only to itself. */
export interface Command extends Omit<CommandSpec<OptionTable>, 'run'> {
  /** Runs with values that `readOptions` took from the command line. */
  start(values: Readonly<Record<string, unknown>>, context: CommandContext, argument?: string): Promise<number>;
}

/** Hides the types of a command's options, so that all commands fit in one list. */
export function defineCommand<const Options extends OptionTable>(spec: CommandSpec<Options>): Command {
  const { run, ...rest } = spec;
  return { ...rest, start: (values, context, argument) => run(valuesOf(spec.options, values), context, argument) };
}

/** Fills in what `readOptions` leaves to the types: booleans that were not given are false. */
function valuesOf<Options extends OptionTable>(options: Options, values: Readonly<Record<string, unknown>>) {
  const filled = Object.entries(options).map(([name, option]) => {
    return [name, option.type === 'boolean' ? values[name] === true : (values[name] ?? option.default)] as const;
  });
  return Object.fromEntries(filled) as OptionValues<Options>;
}
