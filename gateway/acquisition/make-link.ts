import { PlantroomError } from '../domain/errors.ts';
import type { Site, SiteConnection } from '../domain/site.ts';
import type { DriverContext, DriverDefinition, Link } from '../ports/driver.ts';

/** What every driver is handed besides its part of the site. */
export interface LinkSurroundings extends Pick<DriverContext, 'clock' | 'logger' | 'stateFolder'> {
  readonly site: Site;
}

/** The link of one connection, not started. Throws CONFIG_INVALID if there is no such driver, or it refuses its part. */
export function makeLink(
  connection: SiteConnection,
  drivers: readonly DriverDefinition[],
  surroundings: LinkSurroundings,
): Link {
  const driver = drivers.find(({ kind }) => kind === connection.driver);
  if (!driver)
    throw new PlantroomError('CONFIG_INVALID', `connection ${connection.id}: no driver ${connection.driver}`);
  return driver.create(driverContext(connection, surroundings));
}

/** What a driver is told about its connection. */
export function driverContext(
  connection: SiteConnection,
  { site, clock, logger, stateFolder }: LinkSurroundings,
): DriverContext {
  return {
    connectionId: connection.id,
    config: connection.config,
    devices: connection.devices.map(({ id, config, points }) => ({
      id,
      config,
      points: points.map((index) => {
        const { tag, periodMs } = site.points[index]!;
        const writable = site.writable?.has(index) ?? false;
        return { index, tag, periodMs, writable, address: site.addresses[index] };
      }),
    })),
    clock,
    logger: logger.child({ connection: connection.id }),
    stateFolder,
  };
}
