import { durationMs } from '../../domain/duration.ts';
import type { MeterPosition, MeterRunsPlan } from '../../domain/duty/meter-runs/meter-runs-plan.ts';
import type { Site } from '../../domain/site.ts';
import type { DutyContext } from '../duty-context.ts';
import type { MistakeList } from '../mistakes.ts';
import { type Origin, within } from '../origin.ts';
import { ringsOf } from '../rings.ts';
import { defaultMeters } from './default-meters.ts';
import type { MeterEntry, MeterRunsSection } from './meter-runs-schema.ts';
import { scheduleOf } from './round-schedule-entry.ts';

const UNITS = { electricity: 'kWh', water: 'm³', gas: 'm³', heat: 'kWh', cold: 'kWh' } as const;
/** Month end at ten in the morning, as one of the sources has it; another reads on the 20th. */
const USUAL_TIMES = ['10:00'];
const USUAL_DAYS = [-1];

/** Meters and runs of the site; one that names no meters has those of its equipment. */
export function resolveMeterRuns(section: MeterRunsSection, context: DutyContext): MeterRunsPlan {
  const { site, mistakes } = context;
  const origin = within(context.origin, ['meterRuns']);
  const { maxAge, fileWithin, odd, sample, loss, share, meters } = section;
  const schedule = scheduleOf(section, USUAL_TIMES);
  const isMonthEnd = section.weekdays.length + section.monthDays.length === 0 && section.everyDays === undefined;
  if (meters !== undefined) checkMeters(meters, site, origin, mistakes);
  return {
    schedule: isMonthEnd ? { ...schedule, monthDays: USUAL_DAYS } : schedule,
    ...{ maxAgeMs: durationMs(maxAge), fileWithinMs: durationMs(fileWithin), odd, sample, loss, share },
    meters: meters?.map((entry) => positionOf(entry, site)) ?? defaultMeters(site),
  };
}

function checkMeters(meters: readonly MeterEntry[], site: Site, origin: Origin, mistakes: MistakeList): void {
  const ids = meters.map(({ id }) => id);
  const areas = site.areas.map(({ id }) => id);
  for (const [at, entry] of meters.entries()) {
    const place = (key: string) => origin.locate(['meters', at, key], 'value');
    const { id, point, area, parent, factor } = entry;
    if (ids.indexOf(id) !== at) mistakes.add(place('id'), `the id "${id}" is used twice`);
    if (area !== undefined && !areas.includes(area)) mistakes.addUnknown(place('area'), 'area', area, areas);
    if (parent !== undefined && !ids.includes(parent)) mistakes.addUnknown(place('parent'), 'meter', parent, ids);
    if (point !== undefined) checkPoint(point, site, place('point'), mistakes);
    else if (area === undefined)
      mistakes.add(place('id'), 'a meter read by hand needs its area', { allowed: areas.join(', ') });
    if (point !== undefined && factor !== 1) {
      mistakes.add(place('factor'), 'the scale of the point says it already', {
        allowed: 'only for meters read by hand',
      });
    }
  }
  for (const { from, to, nodes } of ringsOf(ids, (id) =>
    meters.filter((one) => one.id === id).flatMap(({ parent }) => parent ?? []),
  )) {
    const at = ids.indexOf(from);
    mistakes.add(origin.locate(['meters', at, 'parent'], 'value'), `is behind itself: ${nodes.join(' ← ')}`, {
      value: to,
    });
  }
}

function checkPoint(tag: string, site: Site, place: ReturnType<Origin['locate']>, mistakes: MistakeList): void {
  const counters = site.points.filter(({ kind }) => kind === 'counter').map((point) => point.tag);
  if (!counters.includes(tag)) mistakes.addUnknown(place, 'counter', tag, counters);
}

function positionOf(entry: MeterEntry, site: Site): MeterPosition {
  const { id, kind, point: tag, serial, factor, consumer } = entry;
  const point = site.points.find((one) => one.tag === tag);
  const machine = site.equipment.find((one) => one.id === point?.equipment);
  return {
    ...{ id, title: entry.title ?? machine?.name ?? { en: id, zh: id }, kind, serial, factor },
    ...{ unit: entry.unit ?? point?.unit ?? UNITS[kind], decimals: entry.decimals ?? point?.decimals ?? 1 },
    ...{ area: entry.area ?? machine?.area ?? '', equipment: machine?.id ?? null, consumer: consumer ?? null },
    ...{ point: tag ?? null, rollover: entry.rollover ?? point?.rollover ?? null },
    ...{ parent: entry.parent ?? null, isPublic: entry.public },
  };
}
