import { energyPerHour } from '../domain/energy-units.ts';
import type { MistakeList } from './mistakes.ts';
import type { Origin } from './origin.ts';
import type { Template, TemplatePoint } from './template-schema.ts';

const ONLY_COUNTERS = ['maxRate', 'power'] as const;

/** What only counters have, and that the power of one is a power. */
export function checkCounters({ points }: Template, origin: Origin, mistakes: MistakeList): void {
  for (const [index, point] of points.entries()) {
    const at = (key: keyof TemplatePoint) => origin.locate(['points', index, key], 'value');
    for (const key of ONLY_COUNTERS) {
      if (point[key] === undefined || point.kind === 'counter') continue;
      mistakes.add(at(key), `a ${point.kind} does not count`, { allowed: 'only with kind: counter' });
    }
    const power = points.find((other) => other.name === point.power);
    if (point.power === undefined || (power && energyPerHour(power.unit, point.unit) !== undefined)) continue;
    const powers = points.filter((other) => energyPerHour(other.unit, point.unit) !== undefined);
    const names = powers.map((other) => other.name);
    mistakes.addUnknown(at('power'), 'power point', point.power, names);
  }
}
