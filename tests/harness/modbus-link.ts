import { onTestFinished } from 'vitest';
import type { Line } from '../../gateway/drivers/modbus/line.ts';
import { ModbusLink } from '../../gateway/drivers/modbus/link.ts';
import {
  addressSchema,
  connectionSchema,
  deviceSchema,
  type ModbusAddress,
  type ModbusConnection,
  type ModbusDevice,
} from '../../gateway/drivers/modbus/schemas.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type { DriverContext, ReadingSink, ReadResult } from '../../gateway/ports/driver.ts';
import { type Script, ScriptedModbus } from './scripted-modbus.ts';
import { silentLogger } from './silent-logger.ts';

/** What was delivered, newest last. */
export class Board implements ReadingSink {
  readonly value = new Map<number, number>();
  readonly texts = new Map<number, string>();
  readonly quality = new Map<number, number>();
  readings = 0;

  reading(point: number, value: number, quality: number): void {
    this.readings++;
    this.value.set(point, value);
    this.quality.set(point, quality);
  }

  text(point: number, text: string, quality: number): void {
    this.readings++;
    this.texts.set(point, text);
    this.quality.set(point, quality);
  }

  flush(): void {}
}

export interface LinkSetup {
  /** A loopback TCP port; or else `connection`. */
  readonly port?: number;
  /** As in the site file, but for the timeout. */
  readonly connection?: object;
  /** Point i has address i. */
  readonly addresses: readonly unknown[];
  readonly device?: object;
  readonly periodsMs?: readonly number[];
  /** Which points may be set. */
  readonly writable?: readonly number[];
  readonly stateFolder?: string;
  readonly timeout?: string;
  readonly clock?: Clock;
}

export type ModbusContext = DriverContext<ModbusConnection, ModbusDevice, ModbusAddress>;

/** What a driver is given for one device `d` on one connection `line`. */
export function modbusContext(setup: LinkSetup): ModbusContext {
  const { port = 1, addresses, device = {}, periodsMs = [], writable = [], timeout = '80ms' } = setup;
  const connection = setup.connection ?? { transport: 'tcp', host: '127.0.0.1', port };
  const points = addresses.map((address, index) => ({
    index,
    tag: `X.p${index}`,
    address: addressSchema.parse(address),
    // Shorter than real time ever gets here, so that a lesson is never held back by its own cycle.
    periodMs: periodsMs[index] ?? 1,
    writable: writable.includes(index),
  }));
  return {
    connectionId: 'line',
    config: connectionSchema.parse({ timeout, ...connection }),
    devices: [{ id: 'd', config: deviceSchema.parse(device), points }],
    clock: setup.clock ?? systemClock,
    logger: silentLogger,
    stateFolder: setup.stateFolder,
  };
}

/** A link to one device, disconnected when the test ends. */
export function modbusLink(
  setup: LinkSetup,
  open?: (config: ModbusConnection, clock: Clock) => Promise<Line>,
): ModbusLink {
  const link = new ModbusLink(modbusContext(setup), open);
  onTestFinished(() => link.disconnect());
  return link;
}

/** A server that does what the script says, closed when the test ends. */
export async function scriptedServer(script: Script, framing: 'mbap' | 'rtu' = 'mbap') {
  const server = new ScriptedModbus(framing, script);
  server.isPolite = true;
  const port = await server.listen();
  onTestFinished(() => server.close());
  return { server, port };
}

/** Reads the whole plan once. */
export async function readAll(link: ModbusLink, board: Board): Promise<ReadResult[]> {
  const results: ReadResult[] = [];
  for (const request of link.requests()) results.push(await link.read(request, board));
  return results;
}

export const planOf = (link: ModbusLink): string[] => link.requests().map((request) => request.description);
export const holding = (register: number, more: object = {}): object => ({ table: 'holding', register, ...more });
