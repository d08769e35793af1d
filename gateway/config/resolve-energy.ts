import type { Point } from '../domain/point.ts';
import type { EnergyGroup, Site } from '../domain/site.ts';
import type { LocalText } from '../domain/text.ts';
import type { MistakeList, Path } from './mistakes.ts';
import type { SiteDraft } from './read-site.ts';

const TOTAL_TITLE: LocalText = { en: 'Total', zh: '总用电' };

/** The energy groups of the site; every meter must be the tag of a counter. */
export function resolveEnergy(draft: SiteDraft, points: readonly Point[], mistakes: MistakeList): Site['energy'] {
  const byTag = new Map(points.map((point) => [point.tag, point]));
  // Equipment with a mistake of its own has no points yet; its tags may well be right.
  const unread = new Set(draft.idsOf(['equipment']).map((entry) => entry.value));
  for (const point of points) unread.delete(point.equipment);
  const checkMeter = (tag: string, path: Path): void => {
    const point = byTag.get(tag);
    const place = draft.origin.locate(path, 'value');
    if (point === undefined && unread.has(tag.split('.')[0] ?? '')) return;
    if (point === undefined) {
      const counters = points.filter((one) => one.kind === 'counter').map((one) => one.tag);
      mistakes.addUnknown(place, 'point', tag, counters);
    } else if (point.kind !== 'counter') {
      mistakes.add(place, `${tag} is a ${point.kind}, not a counter`, { value: JSON.stringify(tag) });
    }
  };
  for (const { path, value } of draft.total) checkMeter(value, path);
  for (const { path, value } of draft.energySystems) {
    for (const [index, tag] of value.meters.entries()) checkMeter(tag, [...path, 'meters', index]);
  }
  const meters = draft.total.map((entry) => entry.value);
  const total: EnergyGroup | undefined = meters.length > 0 ? { id: 'total', title: TOTAL_TITLE, meters } : undefined;
  return { total, systems: draft.energySystems.map((entry) => entry.value) };
}
