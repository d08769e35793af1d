import { basename, join } from 'node:path';
import { check } from '../check.ts';
import type { DutyFiles } from '../duty-context.ts';
import type { MistakeList } from '../mistakes.ts';
import { type Origin, originOf } from '../origin.ts';
import { readYaml } from '../yaml-source.ts';
import { type Programme, programmeSchema } from './maintenance-programme.ts';

/** Every programme of the folder `maintenance`, by file name; what is wrong in one is told at its place, and it is left out. */
export function readProgrammes(files: DutyFiles, mistakes: MistakeList): readonly Programme[] {
  const folder = join(files.folder, 'maintenance');
  const names = files.listFiles(folder).filter((name) => name.endsWith('.yaml'));
  return [...names].sort().flatMap((name) => readProgramme(join(folder, name), files, mistakes) ?? []);
}

function readProgramme(file: string, files: DutyFiles, mistakes: MistakeList): Programme | undefined {
  const text = textOf(file, files, mistakes);
  const source = text === undefined ? undefined : readYaml(file, text, mistakes);
  if (source === undefined) return undefined;
  const origin = originOf(source);
  const programme = check(programmeSchema, source.value, origin, mistakes);
  if (programme === undefined) return undefined;
  const before = mistakes.count;
  if (basename(file) !== `${programme.programme}.yaml`) {
    const value = JSON.stringify(programme.programme);
    mistakes.add(origin.locate(['programme'], 'value'), `${value} is not the name of this file`, { value });
  }
  refuseRepeatedIds(programme, origin, mistakes);
  return mistakes.count === before ? programme : undefined;
}

function textOf(file: string, files: DutyFiles, mistakes: MistakeList): string | undefined {
  try {
    return files.readText(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mistakes.add({ file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
    return undefined;
  }
}

/** Answers are kept by item id, and a deeper level has the items of those before it. */
function refuseRepeatedIds({ levels }: Programme, origin: Origin, mistakes: MistakeList): void {
  const seen = new Set<string>();
  for (const [at, { id, items }] of levels.entries()) {
    if (levels.findIndex((level) => level.id === id) !== at) {
      mistakes.add(origin.locate(['levels', at, 'id'], 'value'), `a second level is named "${id}"`);
    }
    for (const [n, item] of items.entries()) {
      const place = origin.locate(['levels', at, 'items', n, 'id'], 'value');
      if (seen.has(item.id)) mistakes.add(place, `a second item is named "${item.id}"`);
      seen.add(item.id);
    }
  }
}
