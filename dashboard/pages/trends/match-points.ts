import type { PointState } from '../../../gateway/contract/resources.ts';

/** Points whose name or tag holds every word of the query, in the order of the site; all for an empty query. */
export function matchPoints(
  points: readonly PointState[],
  query: string,
  nameOf: (point: PointState) => string,
): readonly PointState[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return points;
  return points.filter((point) => {
    const text = `${nameOf(point)} ${point.tag} ${point.title.en} ${point.title.zh}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
