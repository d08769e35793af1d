import { durationMs } from '../../domain/duration.ts';
import type { ComfortZone, SheetPlan, SheetsPlan, TimedStartPlan } from '../../domain/duty/sheets/sheets-plan.ts';
import type { Equipment } from '../../domain/equipment.ts';
import type { Point } from '../../domain/point.ts';
import type { Site } from '../../domain/site.ts';
import type { ExpressionLanguage } from '../../ports/expression.ts';
import { fitForm } from '../forms/fit-form.ts';
import { type FormFiles, type LoadedForm, readForms } from '../forms/read-form.ts';
import type { MistakeList, Path } from '../mistakes.ts';
import type { Origin } from '../origin.ts';
import { minutesOf, weekHoursOf } from '../week-hours.ts';
import { defaultLogs } from './sheet-defaults.ts';
import { dayNumbers, EVERY_DAY, type LogEntry, type SheetsSection } from './sheets-schema.ts';

/** What the sheets are resolved against; `origin` is that of the section. */
export interface SheetsContext {
  readonly files: FormFiles;
  readonly expressions: ExpressionLanguage;
  readonly site: Site;
  readonly origin: Origin;
  readonly mistakes: MistakeList;
}

/** Every sheet of the site with its form, machines and points found; what is not there is a mistake at its place. */
export function resolveSheets(section: SheetsSection, context: SheetsContext): SheetsPlan {
  const forms = readForms(context.files, context.expressions, context.mistakes);
  const plant = plantOf(context.site);
  const sheets = section.logs
    ? section.logs.flatMap((entry, at) => sheetOf(entry, ['logs', at], forms, plant, context) ?? [])
    : defaultLogs(context.site).flatMap((entry) => usualSheet(entry, forms, plant) ?? []);
  refuseRepeated(section, context);
  return {
    sheets,
    timedStarts: section.timedStarts.flatMap((entry, at) => timedStartOf(entry, ['timedStarts', at], plant, context)),
    comfort: section.comfort.flatMap((entry, at) => comfortOf(entry, ['comfort', at], plant, context)),
    reviewBy: minutesOf(section.reviewBy),
    catchUpDays: section.catchUpDays,
  };
}

interface Plant {
  readonly site: Site;
  readonly equipment: ReadonlyMap<string, Equipment>;
  readonly points: ReadonlyMap<string, Point>;
}

const plantOf = (site: Site): Plant => ({
  site,
  equipment: new Map(site.equipment.map((one) => [one.id, one])),
  points: new Map(site.points.map((point) => [point.tag, point])),
});

function usualSheet(
  entry: ReturnType<typeof defaultLogs>[number],
  forms: ReadonlyMap<string, LoadedForm>,
  plant: Plant,
): SheetPlan | undefined {
  const loaded = forms.get(entry.form);
  return loaded && fitted({ ...entry, ratings: {} }, loaded, plant);
}

function sheetOf(
  entry: LogEntry,
  path: Path,
  forms: ReadonlyMap<string, LoadedForm>,
  plant: Plant,
  { origin, mistakes }: SheetsContext,
): SheetPlan | undefined {
  const before = mistakes.count;
  const at = (...more: Path) => origin.locate([...path, ...more], 'value');
  const loaded = forms.get(entry.form);
  if (!loaded) {
    mistakes.addUnknown(at('form'), 'form', entry.form, [...forms.keys()]);
    return undefined;
  }
  const { form } = loaded;
  const subjects = form.subject === 'area' ? plant.site.areas.map(({ id }) => id) : [...plant.equipment.keys()];
  if (!subjects.includes(entry.subject)) mistakes.addUnknown(at('subject'), form.subject, entry.subject, subjects);
  if (entry.variant !== undefined && !form.variants.includes(entry.variant)) {
    mistakes.addUnknown(at('variant'), 'variant', entry.variant, form.variants);
  }
  for (const [role, machines] of Object.entries(entry.roles)) {
    if (!(role in form.roles))
      mistakes.addUnknown(origin.locate([...path, 'roles', role], 'key'), 'role', role, Object.keys(form.roles));
    for (const [n, id] of machines.entries()) checkEquipment(id, [...path, 'roles', role, n], plant, origin, mistakes);
  }
  return mistakes.count === before ? fitted(entry, loaded, plant) : undefined;
}

type Fittable = Pick<LogEntry, 'id' | 'form' | 'subject' | 'roles' | 'ratings'> & Partial<LogEntry>;

function fitted(entry: Fittable, { form }: LoadedForm, { site, equipment, points }: Plant): SheetPlan {
  const { id, subject, variant, every, roles, ratings } = entry;
  const area = site.areas.find((one) => one.id === subject);
  const subjectName = equipment.get(subject)?.name ?? area?.name ?? { en: subject, zh: subject };
  const days = entry.days ?? form.schedule.weekdays;
  return {
    ...{ id, subject, days: days ? dayNumbers(days) : EVERY_DAY },
    form: fitForm(form, { subject, subjectName, variant, every, roles, ratings, equipment, points }),
  };
}

function checkEquipment(id: string, path: Path, plant: Plant, origin: Origin, mistakes: MistakeList): boolean {
  const known = [...plant.equipment.keys()];
  if (known.includes(id)) return true;
  mistakes.addUnknown(origin.locate(path, 'value'), 'equipment', id, known);
  return false;
}

/** Names of the run state, by what templates call it. */
const RUN_POINTS = ['running', 'run'];

function timedStartOf(
  entry: SheetsSection['timedStarts'][number],
  path: Path,
  plant: Plant,
  context: SheetsContext,
): TimedStartPlan[] {
  const { origin, mistakes } = context;
  const tags = entry.equipment.flatMap((id, n) => {
    const at: Path = [...path, 'equipment', n];
    if (!checkEquipment(id, at, plant, origin, mistakes)) return [];
    const tag = RUN_POINTS.map((name) => `${id}.${name}`).find((one) => plant.points.has(one));
    if (!tag)
      mistakes.add(origin.locate(at, 'value'), `${id} does not say whether it runs`, {
        allowed: `a point ${RUN_POINTS.join(' or ')}`,
      });
    return tag ?? [];
  });
  const { id, title, equipment, days, start, stop, tolerance, earliest, missedAfter } = entry;
  return [
    {
      ...{ id, title, equipment, tags, days: dayNumbers(days) },
      ...{ start: start === undefined ? null : minutesOf(start), stop: stop === undefined ? null : minutesOf(stop) },
      ...{
        toleranceMs: durationMs(tolerance),
        earliestMs: durationMs(earliest),
        missedAfterMs: durationMs(missedAfter),
      },
    },
  ];
}

function comfortOf(
  entry: SheetsSection['comfort'][number],
  path: Path,
  plant: Plant,
  context: SheetsContext,
): ComfortZone[] {
  const { origin, mistakes } = context;
  const { id, equipment, hours, tellAfter } = entry;
  if (!checkEquipment(equipment, [...path, 'equipment'], plant, origin, mistakes)) return [];
  const bandOf = (quantity: 'temperature' | 'humidity'): ComfortZone['temperature'] => {
    const band = entry[quantity];
    const tag = `${equipment}.${quantity}`;
    if (band && !plant.points.has(tag))
      mistakes.add(origin.locate([...path, quantity], 'value'), `${equipment} has no point ${quantity}`);
    return band ? { tag, low: band[0], high: band[1] } : null;
  };
  const title = entry.title ?? plant.equipment.get(equipment)!.name;
  const bands = { temperature: bandOf('temperature'), humidity: bandOf('humidity') };
  return [{ id, title, equipment, ...bands, hours: hours.map(weekHoursOf), tellAfterMs: durationMs(tellAfter) }];
}

function refuseRepeated(section: SheetsSection, { origin, mistakes }: SheetsContext): void {
  for (const list of ['logs', 'timedStarts', 'comfort'] as const) {
    const ids = (section[list] ?? []).map(({ id }) => id);
    for (const [at, id] of ids.entries()) {
      if (ids.indexOf(id) !== at)
        mistakes.add(origin.locate([list, at, 'id'], 'value'), `a second entry has the id "${id}"`);
    }
  }
}
