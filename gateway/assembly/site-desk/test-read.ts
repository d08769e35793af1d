import { driverContext } from '../../acquisition/make-link.ts';
import { endpointOf } from '../../acquisition/plant-status.ts';
import type { Equipment } from '../../domain/equipment.ts';
import { PlantroomError } from '../../domain/errors.ts';
import type { Site, SiteConnection } from '../../domain/site.ts';
import type { LocalText } from '../../domain/text.ts';
import { type ReadRow, rowMaker } from '../../pipeline/read-row.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DriverContext, DriverDefinition } from '../../ports/driver.ts';
import type { Logger } from '../../ports/logger.ts';
import type { TestRead } from '../../ports/site-desk.ts';

/** A slow line needs a while for a hundred points; nobody waits longer than this. */
const LONGEST_MS = 20_000;

export interface TestReadParts {
  readonly drivers: readonly DriverDefinition[];
  /** What runs: its serial lines are not to be disturbed. */
  readonly running: Site;
  readonly clock: Clock;
  readonly logger: Logger;
}

const NO_TOOL: LocalText = {
  en: 'This protocol cannot be read once. Save, and look at the device page.',
  zh: '该协议不支持单次试读。请保存后在设备页面查看。',
};
const LINE_IN_USE: LocalText = {
  en: 'The gateway is polling this serial line; a second reader would disturb it. Save, and look at the device page: the new device is then polled in its turn.',
  zh: '网关正在轮询这条串行总线,再加一个读取者会造成干扰。请保存后在设备页面查看:新设备将按顺序轮询。',
};

/** Reads the points of one machine of a site that may not run yet once, over a link of its own. Never writes; never rejects for what the field does. */
export async function testRead(site: Site, machine: Equipment, parts: TestReadParts): Promise<TestRead> {
  const { clock, drivers, running } = parts;
  const began = clock.monotonicMs();
  const answer = (change: Partial<TestRead>): TestRead => {
    return { obstacle: null, failure: null, rows: [], ...change, tookMs: Math.round(clock.monotonicMs() - began) };
  };
  const connection = connectionFor(site, machine);
  const driver = drivers.find(({ kind }) => kind === connection?.driver);
  const test = driver?.tools?.test.bind(driver.tools);
  if (connection === undefined || driver === undefined || test === undefined) return answer({ obstacle: NO_TOOL });
  const context = driverContext(connection, { site, clock, logger: parts.logger, stateFolder: undefined });
  if (isSerialLine(driver, context) && isInUse(running, connection)) return answer({ obstacle: LINE_IN_USE });
  const rows: TestRead['rows'][number][] = [];
  const toRow = rowMaker(site);
  const titles = new Map(site.points.map(({ tag, title }) => [tag, title]));
  try {
    for await (const row of test(context, AbortSignal.timeout(LONGEST_MS))) rows.push(viewRow(toRow(row), titles));
    return answer({ rows });
  } catch (cause) {
    return answer({ rows, failure: failureOf(cause) });
  }
}

function failureOf(cause: unknown): string {
  if (cause instanceof PlantroomError) return cause.message;
  if (cause instanceof DOMException) return `no answer within ${LONGEST_MS / 1000} s`;
  throw cause;
}

function viewRow(row: ReadRow, titles: ReadonlyMap<string, LocalText>): TestRead['rows'][number] {
  const { tag, address, raw, engineering, unit, quality, isGood, detail } = row;
  const title = titles.get(tag) ?? { en: tag, zh: tag };
  return { tag, title, address, raw, value: engineering, unit, quality, isGood, detail: detail ?? null };
}

/** The connection with nothing on it but the points of this machine. */
function connectionFor(site: Site, machine: Equipment): SiteConnection | undefined {
  const connection = site.connections.find(({ devices }) => devices.some(({ id }) => id === machine.device));
  if (connection === undefined) return undefined;
  const devices = connection.devices
    .filter(({ id }) => id === machine.device)
    .map((device) => ({
      ...device,
      points: device.points.filter((point) => site.points[point]?.equipment === machine.id),
    }));
  return { ...connection, devices };
}

/** Making a link opens nothing. */
export function isSerialLine(driver: DriverDefinition, context: DriverContext): boolean {
  const link = driver.create(context);
  return link.style === 'polled' && link.isSerialLine;
}

/** By its id, or by another id at the same end. */
function isInUse({ connections }: Site, { id, config }: SiteConnection): boolean {
  const endpoint = endpointOf(config);
  return connections.some((other) => other.id === id || (endpoint !== '' && endpointOf(other.config) === endpoint));
}
