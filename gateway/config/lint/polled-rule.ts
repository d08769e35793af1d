import type { Site } from '../../domain/site.ts';
import type { Rule } from './finding.ts';

/** An alarm on a point that nothing brings values for can never come. */
export function nobodyReads({ connections, computed = [] }: Pick<Site, 'connections' | 'computed'>): Rule {
  const read = new Set(connections.flatMap(({ devices }) => devices.flatMap(({ points }) => points)));
  for (const { point } of computed) read.add(point);
  return ({ point }) => {
    if (point === undefined || read.has(point.index)) return undefined;
    return { at: ['point'], message: `nobody reads ${point.name}` };
  };
}
