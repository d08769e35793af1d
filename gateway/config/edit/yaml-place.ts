import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '../mistakes.ts';
import type { Json } from './render-yaml.ts';

type MapNode = YAMLMap<Node, Node | null>;
type SeqNode = YAMLSeq<Node>;
export type Container = MapNode | SeqNode;

/** A YAML text with the offsets of everything in it. */
export interface Places {
  readonly text: string;
  readonly root: Node | undefined;
  readonly value: Json;
}

/** Parses one document; undefined where it has a mistake. */
export function placesOf(text: string): Places | undefined {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: false, logLevel: 'error' });
  if (document.errors.length > 0) return undefined;
  return { text, root: document.contents ?? undefined, value: document.toJS({ maxAliasCount: 100 }) };
}

/** How far a path leads. */
export interface Found {
  /** What stands at the end of it; undefined when the path ends before. */
  readonly node: Node | undefined;
  /** The innermost container that exists on the way to the end, and how many steps lead to it. */
  readonly container: Container | undefined;
  readonly depth: number;
}

/** Follows a path; undefined where a person has written something that leads elsewhere (an alias). */
export function find({ root }: Places, path: Path): Found | undefined {
  let node = root;
  let container: Container | undefined;
  let depth = 0;
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) return undefined;
    if (!isMap<Node, Node | null>(node) && !isSeq<Node>(node)) return { node: undefined, container, depth };
    container = node;
    depth = index;
    node = isSeq<Node>(node) ? node.items[Number(step)] : (pairOf(node, step)?.value ?? undefined);
    if (node === undefined && index < path.length - 1) return { node, container, depth };
  }
  return isAlias(node) ? undefined : { node, container, depth };
}

export const pairOf = (map: MapNode, key: string | number): Pair<Node, Node | null> | undefined =>
  map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));

export const isFlow = (node: Container): boolean => node.flow === true;

export const startOf = (node: Node): number => node.range?.[0] ?? 0;

/** Behind the last character that says something of a node; of a block, of its last entry. */
export function endOf(text: string, node: Node): number {
  const last = isSeq<Node>(node) || isMap<Node, Node | null>(node) ? node.items.at(-1) : undefined;
  const isBlock = (isSeq(node) || isMap(node)) && !isFlow(node as Container);
  if (!isBlock || last === undefined) return node.range?.[1] ?? 0;
  return 'key' in last ? endOfPair(text, last) : endOf(text, last);
}

export function endOfPair(text: string, { key, value }: Pair<Node, Node | null>): number {
  if (value && !isNothing(value)) return endOf(text, value);
  return colonAfter(text, key);
}

/** Behind the colon of a key. */
export function colonAfter(text: string, key: Node): number {
  const end = key.range?.[1] ?? 0;
  const colon = text.indexOf(':', end);
  return colon < 0 ? end : colon + 1;
}

/** `key:` and nothing behind it. */
export const isNothing = (node: Node): boolean =>
  isScalar(node) && node.value === null && node.range?.[0] === node.range?.[1];

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** Where the line ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end;
}

/** What stands before a place on its line, as spaces. */
export const indentAt = (text: string, offset: number): string =>
  text.slice(lineStart(text, offset), offset).replaceAll(/[^\t ]/g, ' ');

export const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

export const splice = (text: string, from: number, to: number, put: string): string =>
  `${text.slice(0, from)}${put}${text.slice(to)}`;
