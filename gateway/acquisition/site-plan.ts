import { PlantroomError } from '../domain/errors.ts';
import type { Site, SiteConnection } from '../domain/site.ts';
import type { Clock } from '../ports/clock.ts';
import type { DriverDefinition, Link, PolledLink } from '../ports/driver.ts';
import type { Logger } from '../ports/logger.ts';
import { judgeLine, type LineLoad } from './feasibility.ts';
import { makeLink } from './make-link.ts';
import { endpointOf } from './plant-status.ts';

export interface PlannedRequest {
  readonly description: string;
  readonly tags: readonly string[];
  readonly periodMs: number;
  readonly estimateMs: number;
}

export interface PlannedConnection {
  readonly id: string;
  readonly driver: string;
  readonly endpoint: string;
  /** What is asked of each device; empty on a link that is not asked. */
  readonly devices: readonly { readonly id: string; readonly requests: readonly PlannedRequest[] }[];
  /** Null on a link that is not asked. */
  readonly line: LineVerdict | null;
  /** Lines for people about what is subscribed; empty on a link that is asked. */
  readonly subscribed: readonly string[];
}

/** How busy one line would be. On a serial line `impossible` is a mistake of the configuration. */
export interface LineVerdict extends LineLoad {
  readonly connection: string;
  readonly isSerialLine: boolean;
}

/** What would be asked of every device, and how busy each line would be. Opens nothing. Throws CONFIG_INVALID as `makeLink` does. */
export function planOf(site: Site, drivers: readonly DriverDefinition[]): readonly PlannedConnection[] {
  return site.connections.map((connection) => planned(site, connection, linkFor(site, connection, drivers)));
}

/** How busy every line that is asked would be. */
export function checkLines(site: Site, drivers: readonly DriverDefinition[]): readonly LineVerdict[] {
  return site.connections.flatMap((connection) => verdictOf(connection.id, linkFor(site, connection, drivers)) ?? []);
}

/** Throws CONFIG_INVALID with the arithmetic of every line that is impossible. */
export function refuseImpossible(verdicts: readonly LineVerdict[]): void {
  const impossible = verdicts.filter(({ kind }) => kind === 'impossible');
  if (impossible.length === 0) return;
  throw new PlantroomError(
    'CONFIG_INVALID',
    impossible.map(({ connection, text }) => `${connection}: ${text}`).join('\n'),
  );
}

/** Undefined for a link that is not asked. */
export function verdictOf(connection: string, link: Link): LineVerdict | undefined {
  if (link.style === 'subscribed') return undefined;
  return { connection, isSerialLine: link.isSerialLine, ...judgeLine(link.requests(), link.isSerialLine) };
}

function planned(site: Site, { id, driver, config, devices }: SiteConnection, link: Link): PlannedConnection {
  const head = { id, driver, endpoint: endpointOf(config), line: verdictOf(id, link) ?? null };
  if (link.style === 'subscribed') return { ...head, devices: [], subscribed: link.describe() };
  return { ...head, devices: devices.map((device) => plannedDevice(site, device.id, link)), subscribed: [] };
}

function plannedDevice(site: Site, id: string, link: PolledLink): PlannedConnection['devices'][number] {
  const own = link.requests().filter((request) => request.device === id);
  const requests = own.map(({ description, points, periodMs, estimateMs }) => ({
    ...{ description, periodMs, estimateMs },
    tags: points.map((point) => site.points[point]!.tag),
  }));
  return { id, requests };
}

function linkFor(site: Site, connection: SiteConnection, drivers: readonly DriverDefinition[]): Link {
  return makeLink(connection, drivers, { site, clock: STOPPED, logger: SILENT, stateFolder: undefined });
}

/** A plan takes no time and has nothing to say; drivers get a clock and a logger all the same. */
const STOPPED: Clock = {
  nowMs: () => 0,
  monotonicMs: () => 0,
  after: () => ({ cancel: () => undefined }),
  every: () => ({ cancel: () => undefined }),
};

const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT,
};
