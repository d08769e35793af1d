import type { ConditionSelector } from './address-schema.ts';
import type { ConditionEvent } from './event-filter.ts';
import { belowRoot, withIndex } from './node-address.ts';

/** Where a point is looked for: its device's root, and the connection's namespace as the server numbers it now. */
export interface DevicePlace {
  readonly root: string | undefined;
  readonly namespaceIndex: number;
  readonly namespaces: readonly string[];
}

export type ConditionMatch = (event: ConditionEvent) => boolean;

/** Some servers write the namespace index before a name: `2:Door`. */
const INDEX_PREFIX = /^\d+:/;
const plain = (name: string): string => name.replace(INDEX_PREFIX, '');

/** Whether an event is about the condition a point names. */
export function matcherOf(selector: ConditionSelector, place: DevicePlace): ConditionMatch {
  const isSource = selector.source === undefined ? belongsTo(place) : sourceMatch(selector.source, place);
  const { condition } = selector;
  if (condition === undefined) return isSource;
  return (event) => (event.name === condition || plain(event.name) === condition) && isSource(event);
}

/** Whether an event is about the device: its root or anything below it. Without a root everything is. */
export function belongsTo({ root, namespaceIndex }: DevicePlace): ConditionMatch {
  if (root === undefined) return () => true;
  const node = `ns=${namespaceIndex};s=${root}`;
  return ({ sourceNode, sourceName }) => isAtOrBelow(sourceNode, node) || isAtOrBelow(plain(sourceName), root);
}

function sourceMatch(source: string, { root, namespaceIndex, namespaces }: DevicePlace): ConditionMatch {
  if (source.startsWith('nsu=')) {
    const node = withIndex(source, namespaces);
    return (event) => node !== undefined && event.sourceNode === node;
  }
  const name = belowRoot(root, source);
  const node = `ns=${namespaceIndex};s=${name}`;
  return (event) => event.sourceNode === node || event.sourceName === name || plain(event.sourceName) === name;
}

const isAtOrBelow = (place: string, root: string): boolean => place === root || place.startsWith(`${root}.`);
