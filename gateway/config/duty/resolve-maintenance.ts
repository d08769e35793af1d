import { dayOfText } from '../../domain/duty/calendar-days.ts';
import type {
  FormerDone,
  MaintenancePlan,
  MaintenancePlans,
  MaintenanceTarget,
} from '../../domain/duty/maintenance/maintenance-plan.ts';
import type { ContractorEntry } from '../../domain/duty/stores/stores-plan.ts';
import type { Equipment } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { Site } from '../../domain/site.ts';
import type { DutyContext } from '../duty-context.ts';
import type { MistakeList, Path } from '../mistakes.ts';
import { type Origin, within } from '../origin.ts';
import type { Programme } from './maintenance-programme.ts';
import type { MaintenanceSection } from './maintenance-schema.ts';
import { readProgrammes } from './programme-library.ts';

/** Beginning of the grid of a fixed programme where the site names none. */
const GRID_START = '2026-01-01';

/** Every plan of the site: by template and class, and those it adds. Names that there are not are mistakes. */
export function resolveMaintenance(
  section: MaintenanceSection,
  context: DutyContext,
  contractors: readonly ContractorEntry[],
): MaintenancePlans {
  const { mistakes, site } = context;
  const origin = within(context.origin, ['maintenance']);
  const programmes = readProgrammes(context.files, mistakes);
  checkNames(section, programmes, ids(contractors), site, { origin, mistakes });
  const plans = programmes.flatMap((programme) => plansOf(programme, section, site, contractors));
  return {
    plans,
    former: section.lastDone.flatMap((one) => formerOf(one, plans)),
    blackout: section.blackout.map(({ from, to }) => ({ from: dayOfText(from), to: dayOfText(to) })),
    horizonDays: section.horizonDays,
    yearPlanDay: section.yearPlanDay,
    monthPlanDay: section.monthPlanDay,
    makesOrders: section.orders,
  };
}

interface Report {
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

function checkNames(
  section: MaintenanceSection,
  programmes: readonly Programme[],
  contractors: readonly string[],
  site: Site,
  { origin, mistakes }: Report,
): void {
  const names = programmes.map(({ programme }) => programme);
  const equipment = site.equipment.map(({ id }) => id);
  const areas = site.areas.map(({ id }) => id);
  const known = (
    path: Path,
    what: string,
    name: string | undefined,
    among: readonly string[],
    part: 'key' | 'value' = 'value',
  ) => {
    if (name !== undefined && !among.includes(name)) mistakes.addUnknown(origin.locate(path, part), what, name, among);
  };
  for (const [name, { contractor, except }] of Object.entries(section.programmes)) {
    known(['programmes', name], 'maintenance programme', name, names, 'key');
    known(['programmes', name, 'contractor'], 'contractor', contractor, contractors);
    for (const [n, one] of except.entries()) known(['programmes', name, 'except', n], 'equipment', one, equipment);
  }
  for (const [at, one] of section.also.entries()) {
    known(['also', at, 'programme'], 'maintenance programme', one.programme, names);
    known(['also', at, 'equipment'], 'equipment', one.equipment, equipment);
    known(['also', at, 'area'], 'area', one.area, areas);
  }
  for (const [at, one] of section.lastDone.entries()) {
    const levels = programmes.find(({ programme }) => programme === one.programme)?.levels.map(({ id }) => id) ?? [];
    known(['lastDone', at, 'programme'], 'maintenance programme', one.programme, names);
    known(['lastDone', at, 'target'], 'equipment or area', one.target, [...equipment, ...areas, site.id]);
    if (levels.length > 0) known(['lastDone', at, 'level'], 'level', one.level, levels);
  }
  for (const { id, maintenance } of site.equipment) {
    const strange = maintenance?.find((name) => !names.includes(name));
    if (strange === undefined || names.length === 0) continue;
    mistakes.addUnknown(origin.locate([], 'value'), `maintenance programme of the template of ${id}`, strange, names);
  }
}

function plansOf(
  programme: Programme,
  section: MaintenanceSection,
  site: Site,
  contractors: readonly ContractorEntry[],
): MaintenancePlan[] {
  const settings = section.programmes[programme.programme];
  if (settings?.enabled === false) return [];
  const targets = targetsOf(programme, section, site);
  return targets.map((target) => ({
    id: `${target.id}/${programme.programme}`,
    programme: programme.programme,
    title: programme.title,
    target,
    levels: programme.levels.map(({ id, title, every, items }) => ({
      ...{ id, title },
      every: { days: every.days, months: every.months, hours: every.hours },
      items: items.map(itemOf),
    })),
    trigger: programme.trigger,
    start: dayOfText(settings?.start ?? GRID_START),
    statutory: programme.statutory && { text: programme.statutory, checked: settings?.basisChecked ?? false },
    leadDays: settings?.leadDays ?? programme.leadDays,
    windowBefore: programme.window.before,
    windowAfter: programme.statutory ? 0 : programme.window.after,
    season: programme.season,
    hours: hourMeterOf(programme, target, site.points),
    people: settings?.people ?? programme.people,
    minutes: programme.minutes,
    contractor: contractors.find(({ id }) => id === settings?.contractor)?.name,
    skills: programme.skills,
    parts: programme.parts,
  }));
}

const ids = (entries: readonly { readonly id: string }[]): string[] => entries.map(({ id }) => id);

const itemOf = ({ id, en, zh, accept, measure, range, telemetry }: Programme['levels'][number]['items'][number]) => ({
  ...{ id, title: { en, zh }, accept, range, telemetry, unit: measure ?? '' },
  kind: measure === undefined ? ('check' as const) : ('measure' as const),
});

function targetsOf(programme: Programme, section: MaintenanceSection, site: Site): MaintenanceTarget[] {
  const added = section.also.filter((one) => one.programme === programme.programme);
  const named = new Set(added.flatMap(({ equipment }) => equipment ?? []));
  const without = section.programmes[programme.programme]?.except ?? [];
  const asked = site.equipment.filter((one) => named.has(one.id) || hasProgramme(one, programme));
  const machines = asked.filter(({ id }) => !without.includes(id));
  switch (programme.each) {
    case 'equipment':
      return machines.map(({ id, name }) => ({ kind: 'equipment', id, name, equipment: [id] }));
    case 'area': {
      const areas = new Set([...machines.map(({ area }) => area), ...added.flatMap(({ area }) => area ?? [])]);
      return site.areas
        .filter(({ id }) => areas.has(id))
        .map(({ id, name }) => ({ kind: 'area', id, name, equipment: idsIn(id, machines) }));
    }
    case 'site': {
      const isAsked = machines.length > 0 || added.length > 0;
      return isAsked ? [{ kind: 'site', id: site.id, name: site.name, equipment: machines.map(({ id }) => id) }] : [];
    }
  }
}

const idsIn = (area: string, machines: readonly Equipment[]): string[] =>
  machines.flatMap((one) => (one.area === area ? one.id : []));

const hasProgramme = (equipment: Equipment, { programme, classes }: Programme): boolean =>
  equipment.maintenance ? equipment.maintenance.includes(programme) : classes.includes(equipment.class);

function hourMeterOf({ hours }: Programme, target: MaintenanceTarget, points: readonly Point[]) {
  if (target.kind !== 'equipment') return undefined;
  const own = points.filter(({ equipment }) => equipment === target.id);
  const found = hours.flatMap((name) => own.find((point) => point.name === name) ?? [])[0];
  return found && { tag: found.tag, rollover: found.rollover };
}

function formerOf(one: MaintenanceSection['lastDone'][number], plans: readonly MaintenancePlan[]): FormerDone[] {
  const plan = plans.find(({ id }) => id === `${one.target}/${one.programme}`);
  if (!plan) return [];
  const level = one.level ?? plan.levels[0]!.id;
  return [{ plan: plan.id, level, day: dayOfText(one.on), hours: one.hours ?? null }];
}
