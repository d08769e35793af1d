import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { formatPath, type MistakeList, type Path, type Place } from './mistakes.ts';

/** Whether the spot of a map entry is its key or its value. */
export type Part = 'key' | 'value';

/** A parsed file that still knows where everything stands. */
export interface YamlSource {
  readonly file: string;
  /** Plain maps, lists and scalars. */
  readonly value: unknown;
  /** The spot of a path; of its nearest existing parent when the path leads nowhere. */
  locate(path: Path, part: Part): Place;
  /** Whether the scalar at this path was written in quotes and so is meant as text. */
  isQuoted(path: Path): boolean;
}

/** A site file of 10,000 machines is about 2 MB; a larger one is not a site file. */
export const LARGEST_FILE_BYTES = 5_000_000;
/** Aliases may multiply a document; this many uses are ample, and far from a bomb. */
const MOST_ALIASES = 100;

/** One slip often upsets the parser for many lines; only the first of these say anything. */
const MOST_SYNTAX_ERRORS = 10;

/** Parses one YAML 1.2 document, or adds what is wrong with it and gives nothing. Repeated keys are refused. */
export function readYaml(file: string, text: string, mistakes: MistakeList): YamlSource | undefined {
  const top: Place = { file, line: 1, column: 1, path: '' };
  const bytes = Buffer.byteLength(text);
  if (bytes > LARGEST_FILE_BYTES) {
    mistakes.add(top, `the file has ${bytes} bytes`, { allowed: `at most ${LARGEST_FILE_BYTES} bytes` });
    return undefined;
  }
  try {
    return parse(file, text, mistakes);
  } catch (error) {
    mistakes.add(top, `cannot be read as YAML: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function parse(file: string, text: string, mistakes: MistakeList): YamlSource | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const placeAt = (offset: number, path: Path): Place => {
    const { line, col } = counter.linePos(offset);
    return { file, line, column: col, path: formatPath(path) };
  };
  for (const error of document.errors.slice(0, MOST_SYNTAX_ERRORS)) {
    const path = error.code === 'DUPLICATE_KEY' ? pathOfKey(document, error.pos[0]) : [];
    const message = error.code === 'DUPLICATE_KEY' ? 'this key stands here a second time' : error.message;
    mistakes.add(placeAt(error.pos[0], path), message);
  }
  if (document.errors.length > 0) return undefined;
  return {
    file,
    value: document.toJS({ maxAliasCount: MOST_ALIASES }),
    locate: (path, part) => placeAt(offsetOf(document, path, part), path),
    isQuoted: (path) => isQuotedScalar(nodeAt(document, path)),
  };
}

function pathOfKey(document: Document.Parsed, offset: number): Path {
  let found: Path = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      if (!isScalar(pair.key) || pair.key.range?.[0] !== offset) return undefined;
      found = [...keysOf(ancestors), String(pair.key.value)];
      return visit.BREAK;
    },
  });
  return found;
}

/** The path of the innermost of a chain of ancestors as `visit` hands them over. */
function keysOf(ancestors: readonly unknown[]): Path {
  return ancestors.flatMap((ancestor, depth): Path => {
    if (isSeq(ancestor)) return [ancestor.items.indexOf(ancestors[depth + 1])];
    if (!isMap(ancestor)) return [];
    const pair = ancestor.items.find((item) => item === ancestors[depth + 1]);
    return pair && isScalar(pair.key) ? [String(pair.key.value)] : [];
  });
}

interface Step {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

function nodeAt(document: Document.Parsed, path: Path): Node | undefined {
  return path.reduce<Node | undefined>(
    (node, key) => stepInto(document, node, key)?.value,
    document.contents ?? undefined,
  );
}

function offsetOf(document: Document.Parsed, path: Path, part: Part): number {
  let node: Node | undefined = document.contents ?? undefined;
  let offset = node?.range?.[0] ?? 0;
  for (const [depth, key] of path.entries()) {
    const step = stepInto(document, node, key);
    if (step === undefined) return offset;
    const wanted: Node | undefined = depth === path.length - 1 && part === 'key' ? step.key : step.value;
    offset = (wanted ?? step.key ?? step.value)?.range?.[0] ?? offset;
    node = step.value;
  }
  return offset;
}

function stepInto(document: Document.Parsed, from: Node | undefined, key: string | number): Step | undefined {
  const node = isAlias(from) ? from.resolve(document) : from;
  if (isSeq<Node>(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { key: undefined, value: item };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return pair === undefined ? undefined : { key: pair.key, value: pair.value ?? undefined };
}

function isQuotedScalar(node: Node | undefined): boolean {
  return isScalar(node) && node.type !== 'PLAIN';
}
