import { isDeepStrictEqual } from 'node:util';
import type { Path } from '../mistakes.ts';
import { putValue } from './put-value.ts';
import { removeValue } from './remove-value.ts';
import { isJsonList, isJsonMap, type Json, type JsonMap } from './render-yaml.ts';
import { placesOf } from './yaml-place.ts';

/** One change of a YAML file. */
export type EditStep =
  /** One more entry at the end of a list, which is made where there is none. */
  | { readonly step: 'append'; readonly path: Path; readonly value: Json }
  /** Keys of a map; what is left out stays, null takes a key away, lists are as given. */
  | { readonly step: 'merge'; readonly path: Path; readonly change: JsonMap }
  | { readonly step: 'remove'; readonly path: Path };

/** What a step makes of the plain value of a file: what its text must say afterwards. */
export function stepValue(root: Json, step: EditStep): Json {
  switch (step.step) {
    case 'append': {
      const list = valueAt(root, step.path);
      return withValue(root, step.path, [...(isJsonList(list) ? list : []), step.value]);
    }
    case 'merge':
      return withValue(root, step.path, merged(valueAt(root, step.path), step.change));
    case 'remove':
      return without(root, step.path);
  }
}

/** What a step makes of the text of a file; undefined where only a person can do it. */
export function stepText(text: string, step: EditStep): string | undefined {
  const root = placesOf(text)?.value;
  if (root === undefined) return undefined;
  const target = stepValue(root, step);
  return moveTo(text, [], root, target);
}

export function valueAt(root: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => {
    if (isJsonList(value)) return value[Number(step)];
    return isJsonMap(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
  }, root);
}

function withValue(root: Json | undefined, path: Path, value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isJsonList(root)) return root.map((item, index) => (index === step ? withValue(item, rest, value) : item));
  const map = isJsonMap(root) ? root : {};
  return { ...map, [String(step)]: withValue(ownValue(map, String(step)), rest, value) };
}

const ownValue = (map: JsonMap, key: string): Json | undefined => (Object.hasOwn(map, key) ? map[key] : undefined);

/** A map with a change in it; one that the change has emptied is left out. */
function merged(value: Json | undefined, change: JsonMap): JsonMap {
  const before = isJsonMap(value) ? value : {};
  const entries = new Map(Object.entries(before));
  for (const [key, item] of Object.entries(change)) {
    if (item === null) entries.delete(key);
    else if (!isJsonMap(item)) entries.set(key, item);
    else putMap(entries, key, merged(entries.get(key), item));
  }
  return Object.fromEntries(entries);
}

function putMap(entries: Map<string, Json>, key: string, value: JsonMap): void {
  if (Object.keys(value).length > 0) entries.set(key, value);
  else entries.delete(key);
}

function without(root: Json, path: Path): Json {
  const parent = path.slice(0, -1);
  const last = path.at(-1);
  const value = valueAt(root, parent);
  if (isJsonList(value))
    return withValue(
      root,
      parent,
      value.filter((_, index) => index !== last),
    );
  if (!isJsonMap(value)) return root;
  const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== String(last)));
  return withValue(root, parent, rest);
}

/** Brings one place of the text from what it says to what it shall say, touching nothing that is the same already. */
function moveTo(text: string, path: Path, from: Json, to: Json): string | undefined {
  if (isDeepStrictEqual(from, to)) return text;
  if (isJsonMap(from) && isJsonMap(to)) return moveMap(text, path, from, to);
  if (isJsonList(from) && isJsonList(to)) return moveList(text, path, from, to);
  return putValue(text, path, to);
}

function moveMap(text: string, path: Path, from: JsonMap, to: JsonMap): string | undefined {
  let moved: string | undefined = text;
  // New ones first: a map that loses its last key before it gets another would be written anew.
  for (const [key, value] of Object.entries(to)) {
    const before = ownValue(from, key);
    if (moved === undefined) return undefined;
    moved =
      before === undefined ? putValue(moved, [...path, key], value) : moveTo(moved, [...path, key], before, value);
  }
  for (const key of Object.keys(from)) {
    if (Object.hasOwn(to, key) || moved === undefined) continue;
    moved = removeValue(moved, [...path, key]);
  }
  return moved;
}

/** Entries that are the same at both ends stay; between them the surplus goes, the others change in their places, new ones come last. */
function moveList(text: string, path: Path, from: readonly Json[], to: readonly Json[]): string | undefined {
  const surplus = Math.max(0, from.length - to.length);
  const first = sameAtStart(from, to);
  let moved: string | undefined = text;
  for (let gone = 0; gone < surplus && moved !== undefined; gone++) moved = removeValue(moved, [...path, first]);
  const rest = surplus === 0 ? from : from.toSpliced(first, surplus);
  for (const [index, value] of to.entries()) {
    if (moved === undefined) return undefined;
    const before = rest[index];
    const own = [...path, index];
    moved = before === undefined ? putValue(moved, own, value) : moveTo(moved, own, before, value);
  }
  return moved;
}

function sameAtStart(from: readonly Json[], to: readonly Json[]): number {
  const different = to.findIndex((value, index) => !isDeepStrictEqual(value, from[index]));
  return different < 0 ? to.length : different;
}
