import { placeCode } from '../../domain/duty/rounds/place-code.ts';
import type { PlannedStop, RoundPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import type { EquipmentClass, SystemId } from '../../domain/equipment.ts';
import type { Site } from '../../domain/site.ts';
import type { LocalText } from '../../domain/text.ts';
import { minutesOf } from '../week-hours.ts';
import { roomChecks } from './house-checks.ts';

const HOUR_MS = 3_600_000;

interface House {
  readonly system: SystemId;
  readonly title: LocalText;
  /** Rooms with one of these are walked. */
  readonly classes: readonly EquipmentClass[];
  readonly times: readonly string[];
}

/** Twice a day where machines run; gensets and lifts once, before the day begins. */
const HOUSE: readonly House[] = [
  {
    system: 'power',
    title: { en: 'Distribution rooms', zh: '配电系统巡检' },
    classes: ['transformer', 'breaker', 'ats'],
    times: ['09:00', '21:00'],
  },
  {
    system: 'chillers',
    title: { en: 'Chiller plant', zh: '制冷机房巡检' },
    classes: ['chiller', 'pump', 'fan'],
    times: ['10:00', '16:00'],
  },
  {
    system: 'water',
    title: { en: 'Pump rooms and tanks', zh: '给排水巡检' },
    classes: ['pump', 'tank', 'sump'],
    times: ['09:30', '21:30'],
  },
  {
    system: 'gensets',
    title: { en: 'Generator room', zh: '发电机房巡检' },
    classes: ['genset'],
    times: ['08:30'],
  },
  {
    system: 'lifts',
    title: { en: 'Lifts, daily look', zh: '电梯每日巡检' },
    classes: ['lift'],
    times: ['07:00'],
  },
];

/** The rounds of a site that says nothing of its own: through the rooms of each system it has. */
export function defaultRounds(site: Site): readonly RoundPlan[] {
  return HOUSE.flatMap((house) => {
    const stops = stopsOf(house, site);
    return stops.length === 0 ? [] : [planOf(house, stops)];
  });
}

function planOf({ system, title, times }: House, stops: readonly PlannedStop[]): RoundPlan {
  const everyDay = { weekdays: [], monthDays: [], months: [], everyDays: null };
  return {
    ...{ id: system, title, rotation: null, route: 'varied', stops },
    schedule: { times: times.map(minutesOf), ...everyDay },
    window: { beforeMs: HOUR_MS / 2, lateMs: HOUR_MS, closeMs: 3 * HOUR_MS },
  };
}

function stopsOf({ system, classes }: House, site: Site): readonly PlannedStop[] {
  return site.areas.flatMap(({ id, name }) => {
    const machines = site.equipment.filter(
      (one) => one.area === id && one.system === system && classes.includes(one.class),
    );
    if (machines.length === 0) return [];
    const code = placeCode(site.id, { kind: 'area', id });
    const checks = roomChecks(machines, site.points);
    return [{ id, title: name, area: id, equipment: null, code, needsScan: true, checks }];
  });
}
