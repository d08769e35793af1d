import { basename, dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { check } from './check.ts';
import type { MistakeList, Path, Place } from './mistakes.ts';
import { type Origin, originOf } from './origin.ts';
import { type Surroundings, substitute } from './substitute.ts';
import { readYaml } from './yaml-source.ts';

/** How the files that a site file includes are found. */
export interface SiteFiles extends Surroundings {
  /** Names of the files in a folder; empty when it cannot be read. */
  listFiles(folder: string): readonly string[];
}

/** A site file's value with everything it includes appended, and where each part of it stands. */
export interface JoinedSite {
  readonly value: unknown;
  readonly origin: Origin;
  /** The files that were included. */
  readonly included: readonly string[];
}

/** What an included file may hold: more of these, nothing else. */
const LISTS = ['areas', 'connections', 'equipment'] as const;
type ListName = (typeof LISTS)[number];

/** One file per floor of the highest tower is far less. */
const MOST_FILES = 200;

const anything = z.array(z.unknown()).default([]);
/** Only the outline: the entries are checked with those of the site file itself. */
const outline = z.strictObject({ areas: anything, connections: anything, equipment: anything });
type Outline = z.infer<typeof outline>;

interface Piece {
  readonly lists: Readonly<Record<ListName, readonly unknown[]>>;
  readonly origin: Origin;
}

/** Appends the lists of every file that `include` names. A site file without `include` stays what it is. */
export function joinIncluded(
  file: string,
  value: unknown,
  origin: Origin,
  files: SiteFiles,
  mistakes: MistakeList,
): JoinedSite {
  const patterns = includesOf(value);
  if (patterns.length === 0) return { value, origin, included: [] };
  const found = findFiles(file, patterns, origin, files, mistakes);
  const pieces = [...found].flatMap(([path, askedAt]) => readPiece(path, askedAt, files, mistakes));
  const own: Piece = { lists: listsOf(value), origin };
  const all = [own, ...pieces];
  // A list that is none in the site file stays as it is, to be found wrong there.
  const open = LISTS.filter((name) => Object(value)[name] === undefined || Array.isArray(Object(value)[name]));
  const lists = Object.fromEntries(open.map((name) => [name, all.flatMap((piece) => piece.lists[name])]));
  return { value: { ...Object(value), ...lists }, origin: joinedOrigin(origin, all), included: [...found.keys()] };
}

/** The files in the order of the patterns, each once, and where it was asked for. */
function findFiles(
  file: string,
  patterns: readonly (readonly [index: number, pattern: string])[],
  origin: Origin,
  files: SiteFiles,
  mistakes: MistakeList,
): ReadonlyMap<string, Place> {
  const found = new Map<string, Place>();
  for (const [index, pattern] of patterns) {
    const askedAt = origin.locate(['include', index], 'value');
    const paths = expand(isAbsolute(pattern) ? pattern : join(dirname(file), pattern), files);
    const others = paths.filter((path) => path !== file);
    if (others.length === 0) mistakes.add(askedAt, `${JSON.stringify(pattern)} matches no file`);
    for (const path of others) if (!found.has(path)) found.set(path, askedAt);
    if (found.size <= MOST_FILES) continue;
    mistakes.add(askedAt, `${found.size} files are included`, { allowed: `at most ${MOST_FILES}` });
    return new Map();
  }
  return found;
}

/** `*` and `?` stand for any characters and any one character of a file's name, not of its folder. */
function expand(pattern: string, files: SiteFiles): string[] {
  const name = basename(pattern);
  if (!/[*?]/.test(name)) return [pattern];
  const source = [...name].map((letter) => (letter === '*' ? '.*' : letter === '?' ? '.' : literal(letter))).join('');
  const matching = files.listFiles(dirname(pattern)).filter((one) => new RegExp(`^${source}$`, 's').test(one));
  return matching.sort().map((one) => join(dirname(pattern), one));
}

const literal = (letter: string): string => letter.replace(/[\\^$.|+()[\]{}]/, '\\$&');

function readPiece(path: string, askedAt: Place, files: SiteFiles, mistakes: MistakeList): Piece[] {
  try {
    const source = readYaml(path, files.readText(path), mistakes);
    if (source === undefined) return [];
    const { value, hidden } = substitute(source, files, mistakes);
    const origin = originOf(source, hidden);
    return check(outline, value ?? {}, origin, mistakes) === undefined ? [] : [{ lists: listsOf(value), origin }];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mistakes.add(askedAt, `${path} cannot be read: ${reason}`);
    return [];
  }
}

/** Entry n of a list stands in whichever file brought it; everything else in the site file. */
function joinedOrigin(main: Origin, pieces: readonly Piece[]): Origin {
  const ownerOf = (path: Path): readonly [Origin, Path] => {
    const [name, index, ...rest] = path;
    if (!isListName(name) || typeof index !== 'number') return [main, path];
    let first = 0;
    for (const { lists, origin } of pieces) {
      if (index < first + lists[name].length) return [origin, [name, index - first, ...rest]];
      first += lists[name].length;
    }
    return [main, path];
  };
  return {
    locate(path, part) {
      const [owner, own] = ownerOf(path);
      return owner.locate(own, part);
    },
    isHidden(path) {
      const [owner, own] = ownerOf(path);
      return owner.isHidden(own);
    },
  };
}

const isListName = (name: unknown): name is ListName => LISTS.some((list) => list === name);

function includesOf(value: unknown): (readonly [number, string])[] {
  const patterns: unknown = Object(value).include;
  if (!Array.isArray(patterns)) return [];
  return patterns.flatMap((pattern: unknown, index) =>
    typeof pattern === 'string' ? [[index, pattern] as const] : [],
  );
}

function listsOf(value: unknown): Outline {
  const listAt = (name: ListName): readonly unknown[] => {
    const list: unknown = Object(value)[name];
    return Array.isArray(list) ? list : [];
  };
  return { areas: [...listAt('areas')], connections: [...listAt('connections')], equipment: [...listAt('equipment')] };
}
