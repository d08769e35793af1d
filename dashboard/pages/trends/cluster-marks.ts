import type { Priority } from '../../../gateway/domain/alarm.ts';

/** Something that happened at a moment, ms. */
export interface RailMark {
  readonly at: number;
  readonly kind: 'alarm' | 'order';
  readonly id: string;
  readonly priority: Priority;
  readonly name: string;
}

/** Marks too close to be told apart, in order; the worst of them is drawn. */
export interface MarkCluster {
  /** px from the left of the plot. */
  readonly x: number;
  readonly worst: RailMark;
  readonly marks: readonly RailMark[];
}

/** Joins marks whose badges would lie on each other; what lies outside of the span is left out. */
export function clusterMarks(
  marks: readonly RailMark[],
  span: { readonly from: number; readonly to: number },
  widthPx: number,
  badgePx: number,
): MarkCluster[] {
  const { from, to } = span;
  const xOf = ({ at }: RailMark): number => ((at - from) / (to - from)) * widthPx;
  const inside = marks.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at);
  const groups: RailMark[][] = [];
  for (const mark of inside) {
    const group = groups.at(-1);
    if (group?.[0] && xOf(mark) - xOf(group[0]) < badgePx) group.push(mark);
    else groups.push([mark]);
  }
  return groups.flatMap((group): MarkCluster[] => {
    const [first] = group;
    return first ? [{ x: xOf(first), worst: worstOf(group, first), marks: group }] : [];
  });
}

/** Alarms before orders, then by priority. */
function worstOf(group: readonly RailMark[], first: RailMark): RailMark {
  const rank = ({ kind, priority }: RailMark): string => `${kind} ${priority}`;
  return group.reduce((worst, one) => (rank(one) < rank(worst) ? one : worst), first);
}
