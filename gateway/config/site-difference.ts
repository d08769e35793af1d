import { isDeepStrictEqual } from 'node:util';
import type { Site, SiteConnection } from '../domain/site.ts';

/** What a new version of a site changes in the field. Ids of connections and equipment. */
export interface SiteDifference {
  /** Connections whose driver would be told exactly the same: their links go on. */
  readonly kept: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly equipmentAdded: readonly string[];
  readonly equipmentRemoved: readonly string[];
  readonly pointsAdded: number;
  readonly pointsRemoved: number;
}

/** Compares a site with its successor. How points are counted makes no difference. */
export function differenceOf(before: Site, after: Site): SiteDifference {
  const old = new Map(before.connections.map((connection) => [connection.id, connection]));
  const fresh = new Map(after.connections.map((connection) => [connection.id, connection]));
  const stays = ([id, connection]: [string, SiteConnection]): boolean => {
    const former = old.get(id);
    return former !== undefined && isDeepStrictEqual(toldTo(former, before), toldTo(connection, after));
  };
  const kept = [...fresh].filter(stays).map(([id]) => id);
  const shared = [...fresh.keys()].filter((id) => old.has(id));
  return {
    kept,
    changed: shared.filter((id) => !kept.includes(id)),
    added: missingIn(fresh, old),
    removed: missingIn(old, fresh),
    ...equipmentDifference(before, after),
    ...pointDifference(before, after),
  };
}

/** From the former to the new index of every point on a kept connection. */
export function movesOf(before: Site, after: Site, { kept }: SiteDifference): ReadonlyMap<number, number> {
  const index = new Map(after.points.map((point) => [point.tag, point.index]));
  const going = before.connections.filter(({ id }) => kept.includes(id));
  const points = going.flatMap(({ devices }) => devices.flatMap((device) => device.points));
  return new Map(points.map((point) => [point, index.get(before.points[point]!.tag)!]));
}

/** Everything a link and its supervisor are made from. Names, units, limits and texts are not: they act above the field. */
function toldTo({ driver, config, devices }: SiteConnection, site: Site): unknown {
  const points = devices.flatMap((device) =>
    device.points.map((index) => {
      const { tag, kind, periodMs, staleAfterMs } = site.points[index]!;
      const writable = site.writable?.has(index) ?? false;
      return { tag, isText: kind === 'text', periodMs, staleAfterMs, writable, address: site.addresses[index] };
    }),
  );
  return { driver, config, devices: devices.map(({ id, config: own }) => ({ id, own })), points };
}

function equipmentDifference(before: Site, after: Site) {
  const old = new Map(before.equipment.map(({ id }) => [id, id]));
  const fresh = new Map(after.equipment.map(({ id }) => [id, id]));
  return { equipmentAdded: missingIn(fresh, old), equipmentRemoved: missingIn(old, fresh) };
}

function pointDifference(before: Site, after: Site) {
  const old = new Map(before.points.map(({ tag }) => [tag, tag]));
  const fresh = new Map(after.points.map(({ tag }) => [tag, tag]));
  return { pointsAdded: missingIn(fresh, old).length, pointsRemoved: missingIn(old, fresh).length };
}

function missingIn(these: ReadonlyMap<string, unknown>, others: ReadonlyMap<string, unknown>): string[] {
  return [...these.keys()].filter((key) => !others.has(key));
}
