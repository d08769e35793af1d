import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from '../mistakes.ts';
import { type Json, type JsonMap, renderFlow, renderItem, renderPair } from './render-yaml.ts';
import {
  type Container,
  colonAfter,
  endOf,
  endOfPair,
  find,
  indentAt,
  isFlow,
  isNothing,
  lineBreakOf,
  lineEnd,
  pairOf,
  placesOf,
  splice,
  startOf,
} from './yaml-place.ts';

/**
 * The text with a value at a path, whatever stood there before; maps on the way are made. At the end of a list: the index that it
 * does not have yet. Undefined where only a person can write it.
 */
export function putValue(text: string, path: Path, value: Json): string | undefined {
  const places = placesOf(text);
  const found = places && find(places, path);
  if (places === undefined || found === undefined) return undefined;
  const { node, container, depth } = found;
  if (container === undefined) return undefined;
  const wrapped = wrap(value, path.slice(depth + 1));
  if (node !== undefined) return replaceNode(text, path, { node, container }, wrapped);
  const key = path[depth]!;
  // A key without a value: it gets the rest of the path as its value.
  if (isMap<Node, Node | null>(container) && pairOf(container, key)) {
    return replacePair(text, container, String(key), wrapped);
  }
  return insertInto(text, container, key, wrapped);
}

/** A value inside of maps, one for each step; undefined cannot come: lists on the way are there already. */
const wrap = (value: Json, path: Path): Json =>
  path.reduceRight<Json>((inner, step) => ({ [String(step)]: inner }) satisfies JsonMap, value);

interface Standing {
  readonly node: Node;
  readonly container: Container;
}

function replaceNode(text: string, path: Path, { node, container }: Standing, value: Json): string | undefined {
  const key = path.at(-1)!;
  const isCollection = isMap(node) || isSeq(node);
  const isPair = isMap<Node, Node | null>(container);
  if (isNothing(node) || (isCollection && isPair && !isFlow(container))) {
    return isPair ? replacePair(text, container, String(key), value) : undefined;
  }
  const end = endOf(text, node);
  const rest = text[end - 1] === '\n' && isScalar(node) ? lineBreakOf(text) : '';
  return splice(text, startOf(node), end, `${renderFlow(value)}${rest}`);
}

/** Everything behind the colon of a key, on its line or below. */
function replacePair(text: string, map: Container, key: string, value: Json): string | undefined {
  const pair = isMap<Node, Node | null>(map) ? pairOf(map, key) : undefined;
  if (pair === undefined) return undefined;
  const from = colonAfter(text, pair.key);
  const to = Math.max(from, endOfPair(text, pair));
  if (isFlow(map)) return splice(text, from, to, ` ${renderFlow(value)}`);
  const indent = indentAt(text, startOf(pair.key));
  const [first = '', ...others] = renderPair(key, value, indent.length);
  const lines = [first.slice(first.indexOf(':') + 1), ...others.map((line) => `${indent}${line}`)];
  return splice(text, from, to, lines.join(lineBreakOf(text)));
}

function insertInto(text: string, container: Container, key: string | number, value: Json): string | undefined {
  if (isSeq(container) && key !== container.items.length) return undefined;
  return isFlow(container) ? insertFlow(text, container, key, value) : insertBlock(text, container, key, value);
}

function insertFlow(text: string, container: Container, key: string | number, value: Json): string | undefined {
  const entry = isSeq(container) ? renderFlow(value) : renderFlow({ [String(key)]: value }).slice(2, -2);
  const last = container.items.at(-1);
  if (last !== undefined) {
    const end = 'key' in last ? endOfPair(text, last) : endOf(text, last);
    return splice(text, end, end, `, ${entry}`);
  }
  const [from, to] = [startOf(container), endOf(text, container)];
  return splice(text, from, to, isSeq(container) ? `[${entry}]` : `{ ${entry} }`);
}

function insertBlock(text: string, container: Container, key: string | number, value: Json): string | undefined {
  const last = container.items.at(-1);
  if (last === undefined) return undefined;
  const isList = isSeq<Node>(container);
  const first = isList ? startOf(container) : startOf(container.items[0]!.key);
  if (isList && text[first] !== '-') return undefined;
  const indent = indentAt(text, first);
  const flows = isMap<Node, Node | null>(last) && isFlow(last);
  const lines = isList ? renderItem(value, indent.length, flows) : renderPair(String(key), value, indent.length);
  const added = lines.map((line) => `${indent}${line}`).join(lineBreakOf(text));
  const end = endOf(text, container);
  // A block of text ends with its line.
  if (text[end - 1] === '\n') return splice(text, end, end, `${added}${lineBreakOf(text)}`);
  const at = lineEnd(text, end);
  return splice(text, at, at, `${lineBreakOf(text)}${added}`);
}
