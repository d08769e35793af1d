import type { HandoverItem, HandoverValue } from '../../domain/duty/shifts/handover-report.ts';
import { equipmentTag, runSignalsOf } from '../../domain/duty/test-runs/run-signal.ts';
import type { Equipment, SystemId } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import { isBad, qualityLevel } from '../../domain/quality.ts';
import type { Site } from '../../domain/site.ts';
import type { LatestValues } from '../../ports/latest-values.ts';

export type SiteParts = Pick<Site, 'points' | 'equipment' | 'timeZone'>;

/** What a handover is about; empty: everything. */
export const isOfSystems = (systems: readonly SystemId[], system: SystemId | undefined): boolean =>
  systems.length === 0 || system === undefined || systems.includes(system);

/** A value as it stands, fit to be shown: a bad one has no number. */
export function presentValue(point: Point, latest: LatestValues): HandoverValue {
  const { index, tag, equipment, title, unit, decimals, states } = point;
  const quality = latest.quality[index] ?? 255;
  const number = latest.value[index] ?? Number.NaN;
  const value = isBad(quality) || !Number.isFinite(number) ? null : number;
  const at = latest.sourceTime[index] ?? 0;
  return {
    ...{ tag, equipment, title, value, unit, decimals, quality: qualityLevel(quality), at: at > 0 ? at : null },
    state: value === null ? null : (states?.[String(value)] ?? null),
  };
}

/** Names under which templates tell how the plant is supplied. */
const SUPPLY_NAMES: ReadonlySet<string> = new Set(['closed', 'position', 'breaker_normal', 'breaker_emergency']);

/** Breakers and change-over switches as they stand. */
export function supplyOf(site: SiteParts, latest: LatestValues, systems: readonly SystemId[]): HandoverValue[] {
  const switches = new Set(
    site.equipment
      .filter((one) => (one.class === 'breaker' || one.class === 'ats') && isOfSystems(systems, one.system))
      .map(({ id }) => id),
  );
  const points = site.points.filter(({ name, equipment }) => SUPPLY_NAMES.has(name) && switches.has(equipment));
  return points.map((point) => presentValue(point, latest));
}

/** Values by tag, in order; one that is no longer in the site is left out. */
export function valuesOf(site: SiteParts, latest: LatestValues, tags: readonly string[]): HandoverValue[] {
  const byTag = new Map(site.points.map((point) => [point.tag, point]));
  return tags.flatMap((tag) => {
    const point = byTag.get(tag);
    return point ? [presentValue(point, latest)] : [];
  });
}

/** Machines that run now. */
export function runningOf(site: SiteParts, latest: LatestValues, systems: readonly SystemId[]): HandoverItem[] {
  const points = Map.groupBy(site.points, ({ equipment }) => equipment);
  return site.equipment
    .filter((one) => isOfSystems(systems, one.system) && isRunning(one, points.get(one.id) ?? [], latest))
    .map(({ id, name }) => ({ ...EMPTY_ITEM, kind: 'equipment', id, title: name, equipment: id, state: 'running' }));
}

function isRunning(machine: Equipment, points: readonly Point[], latest: LatestValues): boolean {
  const signals = runSignalsOf(machine.class, points);
  const index = signals.state?.point.index;
  if (index === undefined) return false;
  const sample = { value: latest.value[index] ?? Number.NaN, quality: latest.quality[index] ?? 255 };
  return equipmentTag(signals, sample, false) === 'running';
}

export const EMPTY_ITEM = {
  ...{ equipment: null, priority: null, who: null, at: null, until: null, note: null },
} as const satisfies Partial<HandoverItem>;
