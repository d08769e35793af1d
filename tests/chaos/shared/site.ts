import type { Point } from '../../../gateway/domain/point.ts';
import type { Site, SiteConnection } from '../../../gateway/domain/site.ts';
import { DRIVERS } from '../../../gateway/drivers/index.ts';
import { examplePoint } from '../../harness/builders.ts';

/** A connection as a site file would say it; every part is checked by the driver's own schema. */
export interface LinePlan {
  readonly id: string;
  readonly driver: string;
  readonly config: object;
  readonly devices: readonly DevicePlan[];
}

export interface DevicePlan {
  readonly id: string;
  readonly config: object;
  readonly points: readonly PointPlan[];
}

export interface PointPlan {
  readonly tag: string;
  readonly address: object;
}

/** Points are numbered in the order in which they stand. Throws when a driver's schema refuses something. */
export function siteOf(lines: readonly LinePlan[], periodMs: number): Site {
  const points: Point[] = [];
  const addresses: unknown[] = [];
  const addPoint = (device: string, driver: string, { tag, address }: PointPlan): number => {
    const index = points.length;
    points.push(
      examplePoint({ index, tag, name: tag, equipment: device, device, periodMs, staleAfterMs: 3 * periodMs }),
    );
    addresses.push(driverOf(driver).addressSchema.parse(address));
    return index;
  };
  const connections = lines.map(
    ({ id, driver, config, devices }): SiteConnection => ({
      id,
      driver,
      config: driverOf(driver).connectionSchema.parse(config),
      devices: devices.map((device) => ({
        id: device.id,
        connection: id,
        driver,
        config: driverOf(driver).deviceSchema.parse(device.config),
        points: device.points.map((point) => addPoint(device.id, driver, point)),
      })),
    }),
  );
  return { ...EMPTY_SITE, points, addresses, connections };
}

function driverOf(kind: string): (typeof DRIVERS)[number] {
  const driver = DRIVERS.find((one) => one.kind === kind);
  if (!driver) throw new Error(`no driver ${kind}`);
  return driver;
}

const EMPTY_SITE: Omit<Site, 'points' | 'addresses' | 'connections'> = {
  id: 'chaos',
  name: { en: 'Chaos', zh: '混沌' },
  timeZone: 'UTC',
  publicUrl: undefined,
  display: { states: 'isa', phases: 'neutral', order: {} },
  areas: [],
  equipment: [],
  conditions: [],
  energy: { total: undefined, systems: [] },
};
