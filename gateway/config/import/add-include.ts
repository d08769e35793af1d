import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/**
 * A site file's text with one more file under `include`; every other character stays as it is. Undefined where `include`
 * is written in a way that only a person can change.
 */
export function addInclude(text: string, path: string): string | undefined {
  const document = parseDocument(text, { keepSourceTokens: true });
  const root = document.contents;
  if (!isMap(root)) return undefined;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'include');
  if (pair === undefined) return insertLine(text, path);
  const list = pair.value;
  if (!isSeq(list) || list.range == null) return undefined;
  const last = list.items.at(-1);
  const lastEnd = isScalar(last) ? last.range?.[1] : undefined;
  if (list.flow) {
    const at = lastEnd ?? list.range[0] + 1;
    return `${text.slice(0, at)}${list.items.length > 0 ? ', ' : ''}${quoted(path)}${text.slice(at)}`;
  }
  if (lastEnd === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', lastEnd - 1) + 1;
  const indent = /^\s*/.exec(text.slice(lineStart))?.[0] ?? '';
  const end = lineEnd(text, lastEnd);
  return `${text.slice(0, end)}\n${indent}- ${quoted(path)}${text.slice(end)}`;
}

/** A new `include` goes under the line of `version`, which every site file has. */
function insertLine(text: string, path: string): string | undefined {
  const version = /^version:.*$/m.exec(text);
  if (version === null) return undefined;
  const end = version.index + version[0].length;
  return `${text.slice(0, end)}\ninclude: [${quoted(path)}]${text.slice(end)}`;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : JSON.stringify(path));
