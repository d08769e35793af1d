import type { Expansion } from './expansion.ts';
import { type Origin, within } from './origin.ts';
import type { ComputedPointEntry, TemplatePoint } from './template-schema.ts';

/** A point as it is written, and where. */
export interface PointEntry {
  readonly point: TemplatePoint;
  readonly origin: Origin;
}

/** The points of one piece of equipment: those of its template, then those the site adds. */
export function pointEntriesOf({ loaded, entry, site }: Expansion): readonly PointEntry[] {
  const own = loaded.template.points.map((point, index) => ({
    point,
    origin: within(loaded.origin, ['points', index]),
  }));
  const added = entry.value.points.map((point, index) => {
    return { point: asTemplatePoint(point), origin: within(site, [...entry.path, 'points', index]) };
  });
  return [...own, ...added];
}

function asTemplatePoint(point: ComputedPointEntry): TemplatePoint {
  return { ...point, address: undefined, scale: 1, offset: 0, sentinels: [] };
}
