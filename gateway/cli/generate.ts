import { resolve } from 'node:path';
import { GENERATED_FILES } from './generated-files.ts';
import { outdatedFiles, writeFiles } from './write-files.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Writes the generated files; with `--check` names those that are not up to date instead and exits 1. */
function run(argv: readonly string[]): void {
  if (!argv.includes('--check')) {
    writeFiles(ROOT, GENERATED_FILES);
    return;
  }
  const outdated = outdatedFiles(ROOT, GENERATED_FILES);
  for (const path of outdated) console.error(`${path} is not up to date: npm run generate`);
  process.exitCode = outdated.length > 0 ? 1 : 0;
}

run(process.argv.slice(2));
