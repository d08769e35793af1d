import { join, resolve } from 'node:path';
import { nearest } from '../config/nearest.ts';
import { PlantroomError } from '../domain/errors.ts';
import type { SiteConnection } from '../domain/site.ts';
import type { DriverDefinition, DriverTools } from '../ports/driver.ts';
import type { ToolContext } from '../ports/driver-tools.ts';
import type { Logger } from '../ports/logger.ts';
import type { CommandContext } from './command.ts';
import type { Environment } from './site.ts';

/** The data folder a command works beside. */
export const dataFolderOf = (given: { readonly data?: string | undefined }, env: Environment): string =>
  resolve(given.data ?? (env.PLANTROOM_DATA_DIR || 'data'));

/** Where drivers keep what they learn, as the gateway has it. */
export const stateFolderOf = (dataFolder: string): string => join(dataFolder, 'drivers');

/** An entry of a list by its id, or a message with the nearest one. */
export function byId<T extends { readonly id: string }>(
  what: string,
  id: string,
  list: readonly T[],
): { readonly found: T } | { readonly message: string } {
  const found = list.find((one) => one.id === id);
  if (found) return { found };
  const names = list.map((one) => one.id);
  const suggestion = nearest(id, names);
  const shown = names.slice(0, 12).join(', ') + (names.length > 12 ? ' …' : '');
  const hint = suggestion === undefined ? `there are: ${shown || 'none'}` : `did you mean "${suggestion}"?`;
  return { message: `no ${what} "${id}"; ${hint}` };
}

/** The driver of a connection, by its name. */
export function driverOf(connection: SiteConnection, drivers: readonly DriverDefinition[]): DriverDefinition {
  const driver = drivers.find(({ kind }) => kind === connection.driver);
  if (driver) return driver;
  throw new PlantroomError('CONFIG_INVALID', `connection ${connection.id}: no driver ${connection.driver}`);
}

/** One tool of a driver, bound to it; a protocol without it is a refusal in words. */
export function toolOf<Name extends keyof DriverTools>(
  driver: DriverDefinition,
  name: Name,
): { readonly tool: NonNullable<DriverTools[Name]> } | { readonly message: string } {
  const tools = driver.tools;
  const tool = tools?.[name];
  if (tool === undefined) return { message: `${driver.title.en} has no "${name}"` };
  return { tool: tool.bind(tools) as NonNullable<DriverTools[Name]> };
}

/** What a tool is told about a connection. */
export function toolContextFor(
  connection: Pick<SiteConnection, 'id' | 'config'>,
  context: CommandContext,
  stateFolder: string | undefined,
): ToolContext {
  return {
    ...{ connectionId: connection.id, config: connection.config, clock: context.clock, stateFolder },
    ...{ logger: warningLogger(context), signal: context.signal },
  };
}

/** What goes wrong inside of a driver is told on standard error; the rest of its log is for a running gateway. */
export function warningLogger(context: Pick<CommandContext, 'warn'>): Logger {
  const tell = (_fields: object, message: string): void => context.warn(message);
  const logger: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: tell,
    error: tell,
    child: () => logger,
  };
  return logger;
}

/** Why something in the field cannot be done, in words; a failure that nobody expected is thrown on. */
export function fieldFailure(cause: unknown): string {
  if (cause instanceof PlantroomError) return cause.message;
  throw cause;
}
