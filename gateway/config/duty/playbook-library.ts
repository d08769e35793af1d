import { join } from 'node:path';
import { check } from '../check.ts';
import type { DutyContext } from '../duty-context.ts';
import { type Origin, originOf } from '../origin.ts';
import { readYaml } from '../yaml-source.ts';
import { type PlaybookFile, playbookFile } from './playbook-file.ts';

/** A playbook as it was written, and where. */
export interface ReadPlaybook {
  readonly value: PlaybookFile;
  readonly origin: Origin;
}

/** Every playbook of `config/playbooks` that is right in its shape, by name of file; the others are mistakes. */
export function readPlaybooks({ files, mistakes }: DutyContext): readonly ReadPlaybook[] {
  const folder = join(files.folder, 'playbooks');
  const names = files.listFiles(folder).filter((name) => /\.ya?ml$/.test(name));
  const read = names.toSorted().flatMap((name) => readOne(join(folder, name), files, mistakes) ?? []);
  for (const [index, { value, origin }] of read.entries()) {
    const isTwice = read.slice(0, index).some((other) => other.value.playbook === value.playbook);
    if (isTwice) mistakes.add(origin.locate(['playbook'], 'value'), `there are two playbooks ${value.playbook}`);
  }
  return read;
}

function readOne(
  file: string,
  files: DutyContext['files'],
  mistakes: DutyContext['mistakes'],
): ReadPlaybook | undefined {
  const text = textOf(file, files, mistakes);
  const source = text === undefined ? undefined : readYaml(file, text, mistakes);
  if (source === undefined) return undefined;
  const origin = originOf(source);
  const value = check(playbookFile, source.value, origin, mistakes);
  return value && { value, origin };
}

function textOf(file: string, files: DutyContext['files'], mistakes: DutyContext['mistakes']): string | undefined {
  try {
    return files.readText(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    mistakes.add({ file, line: 1, column: 1, path: '' }, `cannot be read: ${reason}`);
    return undefined;
  }
}
