import type { PointRegister } from '../../contract/resources.ts';
import { qualityName } from '../../domain/quality.ts';
import type { Site, SiteConnection } from '../../domain/site.ts';
import type { RawReadings } from '../../ports/raw-readings.ts';

/** Where each point of a machine is read, and what was answered last; in the order of the template. Empty for a machine without points. */
export function registersOf(site: Site, raw: RawReadings, equipment: string): PointRegister[] {
  const expressions = new Map((site.computed ?? []).map(({ point, expression }) => [point, expression]));
  const connections = connectionByDevice(site.connections);
  return site.points
    .filter((point) => point.equipment === equipment)
    .map((point) => {
      const expression = expressions.get(point.index) ?? null;
      const connection = expression === null ? connections.get(point.device) : undefined;
      const { tag, title, kind, unit, device, scale, offset, sentinels } = point;
      return {
        ...{ tag, title, kind, unit, device, expression, scale, offset, sentinels: [...sentinels] },
        connection: connection?.id ?? null,
        driver: connection?.driver ?? null,
        address: expression === null ? addressFields(site.addresses[point.index]) : null,
        ...rawPart(raw, point.index),
      };
    });
}

function rawPart(raw: RawReadings, point: number): Pick<PointRegister, 'raw' | 'rawReason' | 'answeredAt'> {
  const reading = raw.of(point);
  if (!reading) return { raw: null, rawReason: null, answeredAt: null };
  return {
    raw: Number.isFinite(reading.value) ? reading.value : null,
    rawReason: qualityName(reading.quality),
    answeredAt: reading.sourceTime > 0 ? new Date(reading.sourceTime).toISOString() : null,
  };
}

function connectionByDevice(connections: readonly SiteConnection[]): ReadonlyMap<string, SiteConnection> {
  return new Map(connections.flatMap((one) => one.devices.map(({ id }) => [id, one] as const)));
}

/** An address by its fields, whatever the driver: texts and numbers as they are, what is nested as JSON. Null where there is none. */
export function addressFields(address: unknown): Record<string, string> | null {
  if (typeof address !== 'object' || address === null) return null;
  const fields = Object.entries(address).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );
}
