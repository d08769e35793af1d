import type { MeterKind, MeterPosition } from '../../domain/duty/meter-runs/meter-runs-plan.ts';
import type { Equipment } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { Site } from '../../domain/site.ts';

/** Units of a kind of meter; a counter of anything else (starts, hours) is none. */
const KIND_OF_UNIT: Readonly<Record<string, MeterKind>> = { kWh: 'electricity', MWh: 'electricity', 'm³': 'water' };

/**
 * The register of a site that names no meters: the counters of its energy page, or of all electricity meters where it has none, and
 * those of water and heat meters. What feeds what says which meter is behind which.
 */
export function defaultMeters(site: Site): readonly MeterPosition[] {
  const counters = countersOf(site);
  const metered = new Map(counters.map(([machine]) => [machine.id, machine]));
  const areaOrder = new Map(site.areas.map(({ id }, at) => [id, at]));
  const rank = ({ area }: MeterPosition): number => areaOrder.get(area) ?? site.areas.length;
  return counters
    .map(([machine, point, kind]) => positionOf(machine, point, kind, parentOf(machine, kind, metered, site)))
    .sort((a, b) => rank(a) - rank(b));
}

function countersOf(site: Site): readonly (readonly [Equipment, Point, MeterKind])[] {
  const { total, systems } = site.energy;
  const named = new Set([...(total?.meters ?? []), ...systems.flatMap(({ meters }) => meters)]);
  return site.equipment.flatMap((machine) => {
    const counter = site.points.find(({ equipment, kind, tag, unit }) => {
      if (equipment !== machine.id || kind !== 'counter' || KIND_OF_UNIT[unit] === undefined) return false;
      return named.has(tag) || isMeter(machine, named.size > 0);
    });
    const kind = counter && kindOf(machine, counter);
    return counter && kind ? [[machine, counter, kind] as const] : [];
  });
}

const isMeter = ({ class: kind }: Equipment, hasNamed: boolean): boolean =>
  kind === 'water_meter' || kind === 'heat_meter' || (kind === 'meter' && !hasNamed);

const kindOf = ({ class: kind }: Equipment, { unit }: Point): MeterKind | undefined =>
  kind === 'heat_meter' ? 'cold' : KIND_OF_UNIT[unit];

/** The nearest metered machine upstream; none where several feed it and it is not known through which it goes. */
function parentOf(
  machine: Equipment,
  kind: MeterKind,
  metered: ReadonlyMap<string, Equipment>,
  site: Site,
): string | null {
  if (kind !== 'electricity') return null;
  const found = new Set<string>();
  const seen = new Set<string>();
  const climb = ({ poweredBy }: Equipment): void => {
    for (const id of poweredBy.filter((one) => !seen.has(one))) {
      seen.add(id);
      const above = site.equipment.find((one) => one.id === id);
      if (metered.has(id)) found.add(id);
      else if (above) climb(above);
    }
  };
  climb(machine);
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

function positionOf(machine: Equipment, point: Point, kind: MeterKind, parent: string | null): MeterPosition {
  const { id, name: title, area } = machine;
  return {
    ...{ id, title, kind, unit: point.unit, decimals: point.decimals, serial: '', area, equipment: id },
    ...{ consumer: null, point: point.tag, factor: 1, rollover: point.rollover ?? null, parent, isPublic: false },
  };
}
