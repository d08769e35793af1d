import type { z } from 'zod';
import { check } from '../config/check.ts';
import { formatMistake, MistakeList } from '../config/mistakes.ts';
import { originOf } from '../config/origin.ts';
import { resolveConnections } from '../config/resolve-connections.ts';
import { readYaml } from '../config/yaml-source.ts';
import type { SiteConnection } from '../domain/site.ts';
import type { DriverDefinition } from '../ports/driver.ts';
import { refuse, tellMistakes } from './answer.ts';
import type { CommandContext } from './command.ts';
import { byId } from './field.ts';
import { countMistakes, NO_SITE_FILE, readDraft, siteFile } from './site.ts';

/** A connection that is named by its id in the site file, or by a URL without any file. */
export interface ConnectionArguments {
  readonly config: string | undefined;
  readonly connection: string | undefined;
  readonly modbus?: string | undefined;
  readonly json: boolean;
}

export interface FoundConnection {
  readonly connection: Pick<SiteConnection, 'id' | 'driver' | 'config'>;
  /** Where the screens of its gateway are; the default port when there is no site file. */
  readonly http: { readonly host: string; readonly port: number };
}

const NO_SITE_HTTP = { host: '127.0.0.1', port: 8080 };

/** The connection asked for, or the exit code after saying why there is none. What else is wrong in the site file does not matter. */
export function findConnection(given: ConnectionArguments, context: CommandContext): FoundConnection | number {
  if (given.modbus !== undefined) {
    const made = modbusConnection(given.modbus, context.drivers);
    return 'message' in made ? refuse(given, context, made.message, 2) : { connection: made, http: NO_SITE_HTTP };
  }
  const file = siteFile(given, context.env);
  if (file === undefined) return refuse(given, context, NO_SITE_FILE, 2);
  const mistakes = new MistakeList();
  const draft = readDraft(file, context.env, mistakes);
  const known = draft === undefined ? [] : [...resolveConnections(draft, context.drivers, mistakes).values()];
  const usable = known.filter((one) => one.config !== undefined);
  const wanted = given.connection ?? (usable.length === 1 ? usable[0]!.id : undefined);
  const found = usable.find(({ id }) => id === wanted);
  if (found) {
    if (mistakes.count > 0) context.warn(`${file}: ${countMistakes(mistakes.count)} elsewhere; \`check\` lists them.`);
    const { id, driver, config } = found;
    return { connection: { id, driver: driver.kind, config }, http: draft?.file?.http ?? NO_SITE_HTTP };
  }
  if (mistakes.count > 0) {
    tellMistakes(given, context, mistakes.all());
    return 1;
  }
  const look = wanted === undefined ? undefined : byId('connection', wanted, usable);
  const message = `--connection ID is missing; there are: ${usable.map(({ id }) => id).join(', ')}`;
  return refuse(given, context, look && 'message' in look ? look.message : message, 2);
}

const TRANSPORTS: Readonly<Record<string, 'network' | 'serial'>> = {
  tcp: 'network',
  'rtu-over-tcp': 'network',
  rtu: 'serial',
};

/** `tcp://10.0.5.20:502`, `rtu-over-tcp://10.0.5.21:4001`, `rtu:///dev/ttyUSB0?baudRate=9600&parity=none`. */
export function modbusConnection(
  text: string,
  drivers: readonly DriverDefinition[],
): FoundConnection['connection'] | { readonly message: string } {
  const driver = drivers.find(({ kind }) => kind === 'modbus');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const transport = url?.protocol.slice(0, -1) ?? '';
  const sort = TRANSPORTS[transport];
  if (driver === undefined || url === undefined || sort === undefined) {
    return {
      message: `--modbus: "${text}" is no address; allowed: tcp://HOST:PORT, rtu-over-tcp://HOST:PORT, rtu:///dev/ttyUSB0`,
    };
  }
  const place =
    sort === 'serial'
      ? { path: url.pathname }
      : { host: url.hostname.replace(/^\[|\]$/g, ''), ...(url.port && { port: Number(url.port) }) };
  const settings = Object.fromEntries([...url.searchParams].map(([name, value]) => [name, numberOr(value)]));
  const checked = checkValue('--modbus', { transport, ...place, ...settings }, driver.connectionSchema);
  if ('message' in checked) return checked;
  return { id: text, driver: driver.kind, config: checked.value };
}

const numberOr = (text: string): string | number => (/^\d+$/.test(text) ? Number(text) : text);

/** A YAML text of the command line, checked by a schema of the driver. */
export function checkText<T>(name: string, text: string, schema: z.ZodType<T>): Checked<T> {
  const mistakes = new MistakeList();
  const source = readYaml(name, text, mistakes);
  const value = source && check(schema, source.value, originOf(source), mistakes);
  return value === undefined ? { message: messageOf(mistakes) } : { value };
}

type Checked<T> = { readonly value: T } | { readonly message: string };

/** As `checkText`, for a value that was not written as YAML. */
function checkValue<T>(name: string, value: unknown, schema: z.ZodType<T>): Checked<T> {
  return checkText(name, JSON.stringify(value), schema);
}

const messageOf = (mistakes: MistakeList): string => mistakes.all().map(formatMistake).join('\n');
