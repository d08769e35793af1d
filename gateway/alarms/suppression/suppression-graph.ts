import type { Condition } from '../../domain/condition.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { isSuppressible } from './reasons.ts';

/** A condition that is quiet while another one is active; numbers are positions in the list of conditions. */
export interface SuppressionEdge {
  readonly parent: number;
  readonly child: number;
  readonly kind: 'parent' | 'superseded';
  readonly releaseDelayMs: number;
}

export interface SuppressionGraph {
  /** By parent: what it keeps quiet. */
  readonly beneath: readonly (readonly SuppressionEdge[])[];
  /** By child: what may keep it quiet, as configured. */
  readonly above: readonly (readonly SuppressionEdge[])[];
}

/** Who keeps whom quiet. Throws CONFIG_INVALID for a condition that does not exist, and for a circle: nobody would be told of any of it. */
export function suppressionGraph(conditions: readonly Condition[]): SuppressionGraph {
  const numbers = new Map(conditions.map(({ id }, number) => [id, number]));
  const edges = conditions.flatMap((condition, child) => edgesOf(condition, child, numbers));
  const graph = { beneath: grouped(edges, 'parent', conditions), above: grouped(edges, 'child', conditions) };
  const circle = findCircle(graph);
  if (circle.length === 0) return graph;
  const names = circle.map((number) => conditions[number]!.id).join(' > ');
  throw new PlantroomError('CONFIG_INVALID', `alarms suppress each other: ${names}`);
}

function edgesOf(condition: Condition, child: number, numbers: ReadonlyMap<string, number>): SuppressionEdge[] {
  if (!isSuppressible(condition)) return [];
  return condition.suppressors.flatMap((suppressor) => {
    if (suppressor.kind !== 'parent' && suppressor.kind !== 'superseded') return [];
    const parent = numbers.get(suppressor.condition);
    if (parent === undefined)
      throw new PlantroomError('CONFIG_INVALID', `${condition.id}: no condition "${suppressor.condition}"`);
    const { releaseDelayMs = 0 } = suppressor;
    return [{ parent, child, kind: suppressor.kind, releaseDelayMs }];
  });
}

function grouped(
  edges: readonly SuppressionEdge[],
  by: 'parent' | 'child',
  conditions: readonly unknown[],
): SuppressionEdge[][] {
  const groups = conditions.map((): SuppressionEdge[] => []);
  for (const edge of edges) groups[edge[by]]!.push(edge);
  return groups;
}

/** The members of a circle, the first repeated at the end; empty when there is none. What has no parent left is taken away until nothing changes. */
function findCircle({ beneath, above }: SuppressionGraph): number[] {
  const waiting = above.map((edges) => edges.length);
  const free = waiting.flatMap((count, number) => (count === 0 ? [number] : []));
  for (let next = free.pop(); next !== undefined; next = free.pop())
    for (const { child } of beneath[next]!) if (--waiting[child]! === 0) free.push(child);
  const start = waiting.findIndex((count) => count > 0);
  return start < 0 ? [] : walkUp(start, above, waiting);
}

/** Every one that is left has a parent that is left: going up must come back to where it was. */
function walkUp(start: number, above: SuppressionGraph['above'], waiting: readonly number[]): number[] {
  const path: number[] = [];
  let at = start;
  while (!path.includes(at)) {
    path.push(at);
    at = above[at]!.find(({ parent }) => waiting[parent]! > 0)!.parent;
  }
  return [...path.slice(path.indexOf(at)), at].reverse();
}
