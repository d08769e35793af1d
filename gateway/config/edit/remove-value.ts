import { isMap, isSeq, type Node } from 'yaml';
import type { Path } from '../mistakes.ts';
import {
  type Container,
  colonAfter,
  endOf,
  endOfPair,
  find,
  isFlow,
  lineEnd,
  lineStart,
  pairOf,
  placesOf,
  splice,
  startOf,
} from './yaml-place.ts';

/** From where to where an entry of a container stands. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** The text without what stands at a path; unchanged when nothing does. Undefined where only a person can take it out. */
export function removeValue(text: string, path: Path): string | undefined {
  const places = placesOf(text);
  const found = places && find(places, path);
  if (found === undefined) return undefined;
  const { container, depth } = found;
  if (container === undefined || depth < path.length - 1) return text;
  const spans = container.items.map((item): Span => {
    if (!('key' in item)) return { from: startOf(item), to: endOf(text, item) };
    return { from: startOf(item.key), to: Math.max(colonAfter(text, item.key), endOfPair(text, item)) };
  });
  const index = indexIn(container, path.at(-1)!);
  const span = spans[index];
  if (span === undefined) return text;
  if (isFlow(container)) return removeFlow(text, spans, index);
  if (spans.length === 1) return emptyBlock(text, container);
  return removeLines(text, span, isSeq(container));
}

function indexIn(container: Container, key: string | number): number {
  if (!isMap<Node, Node | null>(container)) return Number(key);
  const pair = pairOf(container, key);
  return pair === undefined ? -1 : container.items.indexOf(pair);
}

/** With the comma before it, or of the first one with that behind it. */
function removeFlow(text: string, spans: readonly Span[], index: number): string {
  const { from, to } = spans[index]!;
  const [before, after] = [spans[index - 1], spans[index + 1]];
  if (before) return splice(text, before.to, to, '');
  return splice(text, from, after?.from ?? to, '');
}

/** Whole lines, with a comment at the end of the last; not where something else stands on the first. */
function removeLines(text: string, { from, to }: Span, isItem: boolean): string | undefined {
  const start = lineStart(text, from);
  const before = text.slice(start, from);
  if (!(isItem ? /^[\t ]*-[\t ]+$/ : /^[\t ]*$/).test(before)) return undefined;
  const end = text[to - 1] === '\n' ? to : afterLine(text, to);
  return splice(text, start, end, '');
}

function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', lineEnd(text, offset));
  return end < 0 ? text.length : end + 1;
}

/** A block cannot be empty: an empty flow collection takes its place. */
function emptyBlock(text: string, container: Container): string {
  return splice(text, startOf(container), endOf(text, container), isSeq(container) ? '[]' : '{}');
}
