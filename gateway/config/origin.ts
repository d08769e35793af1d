import { formatPath, type Path, type Place } from './mistakes.ts';
import type { Part, YamlSource } from './yaml-source.ts';

/** Where a value that is being checked stands, and whether it may be shown. Paths are relative to that value. */
export interface Origin {
  locate(path: Path, part: Part): Place;
  isHidden(path: Path): boolean;
}

/** A whole file as an origin; `hidden` are the paths filled in from outside. */
export function originOf(source: YamlSource, hidden: ReadonlySet<string> = new Set()): Origin {
  return {
    locate: (path, part) => source.locate(path, part),
    isHidden: (path) => hidden.has(formatPath(path)),
  };
}

/** A part of what another origin stands for. */
export function within(origin: Origin, base: Path): Origin {
  return {
    locate: (path, part) => origin.locate([...base, ...path], part),
    isHidden: (path) => origin.isHidden([...base, ...path]),
  };
}

/** A map joined from several: each key stands where it came from (the last layer that has it), the rest in the last. */
export function layered(layers: readonly { readonly value: object; readonly origin: Origin }[]): Origin {
  const ownerOf = (path: Path): Origin => {
    const owner = layers.findLast((layer) => path[0] !== undefined && Object.hasOwn(layer.value, path[0]));
    return (owner ?? layers.at(-1)!).origin;
  };
  return {
    locate: (path, part) => ownerOf(path).locate(path, part),
    isHidden: (path) => ownerOf(path).isHidden(path),
  };
}
