import { PlantroomError } from '../domain/errors.ts';
import type { Site, SiteConnection } from '../domain/site.ts';
import type { Clock } from '../ports/clock.ts';
import type { DriverDefinition, Link, PolledLink, ReadRequest } from '../ports/driver.ts';
import type { Logger } from '../ports/logger.ts';
import { driverContext } from './acquisition.ts';
import { endpointOf } from './plant-status.ts';

/** Above this share of its time a line has no reserve for retries and probes. */
const FULL_PERCENT = 80;

/** What would be asked of every device and how busy each line would be, as text for people. Opens nothing. */
export function planText(site: Site, drivers: readonly DriverDefinition[]): string {
  return site.connections.map((connection) => connectionText(site, connection, drivers)).join('\n\n');
}

function connectionText(site: Site, connection: SiteConnection, drivers: readonly DriverDefinition[]): string {
  const driver = drivers.find(({ kind }) => kind === connection.driver);
  if (!driver)
    throw new PlantroomError('CONFIG_INVALID', `connection ${connection.id}: no driver ${connection.driver}`);
  const context = driverContext(connection, { site, clock: STOPPED, logger: SILENT, stateFolder: undefined });
  const title = `${connection.id}  ${connection.driver}  ${endpointOf(connection.config)}`;
  return [title, ...linkLines(driver.create(context), connection)].join('\n');
}

function linkLines(link: Link, connection: SiteConnection): string[] {
  if (link.style === 'subscribed') return link.describe().map((line) => `  ${line}`);
  const devices = connection.devices.flatMap((device) => deviceLines(device.id, link));
  return [...devices, `  ${loadLine(link.requests())}`];
}

function deviceLines(device: string, link: PolledLink): string[] {
  const requests = link.requests().filter((request) => request.device === device);
  return [`  ${device}`, ...requests.map(requestLine)];
}

function requestLine({ description, points, periodMs, estimateMs }: ReadRequest): string {
  const period = `every ${seconds(periodMs)}`;
  return `    ${description.padEnd(32)} ${String(points.length).padStart(3)} points  ${period.padEnd(12)} about ${estimateMs.toFixed(1)} ms`;
}

function loadLine(requests: readonly ReadRequest[]): string {
  const percent = 100 * requests.reduce((sum, request) => sum + request.estimateMs / request.periodMs, 0);
  const perSecond = requests.reduce((sum, request) => sum + 1000 / request.periodMs, 0);
  return `${requests.length} requests, ${perSecond.toFixed(1)} per second, line busy ${percent.toFixed(1)} %${warning(percent)}`;
}

function warning(percent: number): string {
  if (percent > 100) return ': IMPOSSIBLE, cycles will be skipped; read less often or split the line';
  return percent > FULL_PERCENT ? ': no reserve for retries' : '';
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);

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
