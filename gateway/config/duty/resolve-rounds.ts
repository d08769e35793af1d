import { durationMs } from '../../domain/duration.ts';
import { placeCode } from '../../domain/duty/rounds/place-code.ts';
import type { PlannedCheck, PlannedStop, RoundPlan, RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import type { Site } from '../../domain/site.ts';
import type { DutyContext } from '../duty-context.ts';
import type { MistakeList, Path } from '../mistakes.ts';
import { targetOf } from '../on-call-entries.ts';
import { type Origin, within } from '../origin.ts';
import { defaultRounds } from './default-rounds.ts';
import { checkTarget, namedTargets } from './duty-targets.ts';
import { machineChecks, roomChecks } from './house-checks.ts';
import { scheduleOf } from './round-schedule-entry.ts';
import type { CheckEntry, PlanEntry, RoundsSection, StopEntry } from './rounds-schema.ts';

/** Once a day where a plan says no time (J5 of the sources: at least one full round a day). */
const USUAL_TIMES = ['09:00'];

/** The rounds of the site; one that names none has those of its equipment. */
export function resolveRounds(section: RoundsSection, context: DutyContext): RoundsPlan {
  const { site, mistakes } = context;
  const origin = within(context.origin, ['rounds']);
  const { coverageDays, offlineFor, hasty, plans } = section;
  const tell = section.tell?.map(targetOf);
  for (const [at, one] of (tell ?? []).entries()) checkTarget(one, within(origin, ['tell', at]), context);
  if (plans !== undefined) checkPlans(plans, context, origin);
  return {
    ...{ coverageDays, offlineForMs: durationMs(offlineFor), hastyMs: durationMs(hasty) },
    tell: tell ?? namedTargets('lead', context.onCall),
    plans: plans?.map((plan, at) => planOf(plan, at, site, origin, mistakes)) ?? defaultRounds(site),
  };
}

function checkPlans(plans: readonly PlanEntry[], { onCall, mistakes }: DutyContext, origin: Origin): void {
  const rotations = onCall.rotations.map(({ id }) => id);
  refuseRepeated(plans, ['plans'], origin, mistakes);
  for (const [at, { rotation, window }] of plans.entries()) {
    const place = (...path: Path) => origin.locate(['plans', at, ...path], 'value');
    if (rotation !== undefined && !rotations.includes(rotation)) {
      mistakes.addUnknown(place('rotation'), 'rotation', rotation, rotations);
    }
    if (durationMs(window.late) > durationMs(window.close)) {
      mistakes.add(place('window'), 'is late only after it is over', { allowed: 'late before close' });
    }
  }
}

function planOf(entry: PlanEntry, at: number, site: Site, origin: Origin, mistakes: MistakeList): RoundPlan {
  const { id, title, rotation, route, window } = entry;
  const own = within(origin, ['plans', at]);
  const stops = entry.stops.flatMap((stop, n) => stopOf(stop, n, site, own, mistakes) ?? []);
  refuseRepeated(stops, ['stops'], own, mistakes);
  return {
    ...{ id, title, rotation: rotation ?? null, route, stops },
    schedule: scheduleOf(entry, USUAL_TIMES),
    window: {
      beforeMs: durationMs(window.before),
      lateMs: durationMs(window.late),
      closeMs: durationMs(window.close),
    },
  };
}

function refuseRepeated(list: readonly { readonly id: string }[], path: Path, origin: Origin, mistakes: MistakeList) {
  const seen = new Set<string>();
  for (const [at, { id }] of list.entries()) {
    if (seen.has(id)) mistakes.add(origin.locate([...path, at], 'value'), `the id "${id}" is used twice`);
    seen.add(id);
  }
}

function stopOf(
  entry: StopEntry,
  at: number,
  site: Site,
  origin: Origin,
  mistakes: MistakeList,
): PlannedStop | undefined {
  const own = within(origin, ['stops', at]);
  if ((entry.area === undefined) === (entry.equipment === undefined)) {
    mistakes.add(own.locate([], 'value'), 'is at one place', { allowed: 'either area or equipment' });
    return undefined;
  }
  const place =
    entry.equipment === undefined ? areaOf(entry, site, own, mistakes) : machineOf(entry, site, own, mistakes);
  if (place === undefined) return undefined;
  refuseRepeated(entry.checks ?? [], ['checks'], own, mistakes);
  const checks = entry.checks?.map((check, n) => checkOf(check, n, site, own, mistakes)) ?? place.checks;
  return { ...place, id: entry.id ?? place.id, title: entry.title ?? place.title, needsScan: entry.scan, checks };
}

type Place = Omit<PlannedStop, 'needsScan'>;

function areaOf({ area = '' }: StopEntry, site: Site, origin: Origin, mistakes: MistakeList): Place | undefined {
  const found = site.areas.find(({ id }) => id === area);
  if (!found) {
    const known = site.areas.map(({ id }) => id);
    mistakes.addUnknown(origin.locate(['area'], 'value'), 'area', area, known);
    return undefined;
  }
  const machines = site.equipment.filter((one) => one.area === area);
  const code = placeCode(site.id, { kind: 'area', id: area });
  return { id: area, title: found.name, area, equipment: null, code, checks: roomChecks(machines, site.points) };
}

function machineOf(
  { equipment = '' }: StopEntry,
  site: Site,
  origin: Origin,
  mistakes: MistakeList,
): Place | undefined {
  const found = site.equipment.find(({ id }) => id === equipment);
  if (!found) {
    const known = site.equipment.map(({ id }) => id);
    mistakes.addUnknown(origin.locate(['equipment'], 'value'), 'equipment', equipment, known);
    return undefined;
  }
  const code = placeCode(site.id, { kind: 'equipment', id: equipment });
  const checks = machineChecks(found, site.points);
  return { id: equipment, title: found.name, area: found.area, equipment, code, checks };
}

function checkOf(entry: CheckEntry, at: number, site: Site, origin: Origin, mistakes: MistakeList): PlannedCheck {
  const { id, title, type, point: tag, photo, onFail, priority } = entry;
  const point = tag === undefined ? undefined : site.points.find((one) => one.tag === tag);
  if (tag !== undefined && point === undefined) {
    const known = site.points.map((one) => one.tag);
    mistakes.addUnknown(origin.locate(['checks', at, 'point'], 'value'), 'point', tag, known);
  }
  return {
    ...{ id, title, type, point: tag ?? null, photo, onFail, priority, isRequired: entry.required },
    ...{ unit: entry.unit ?? point?.unit ?? '', decimals: entry.decimals ?? point?.decimals ?? 1 },
    ...{ normal: entry.normal ?? null, expect: entry.expect ?? null, tolerance: entry.tolerance ?? null },
  };
}
