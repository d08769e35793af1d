import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const rows = readFileSync(join(import.meta.dirname, 'FEATURES.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| SW'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, id = '', name = '', where = '', tests = '', state = '']) => ({ id, name, where, tests, state }));

const quoted = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, token = '']) => token);
const pagesIn = (cell: string): readonly string[] =>
  [...cell.matchAll(/pages? ((?:`[^`]+`(?:, | and )?)+)/g)].flatMap(([, names = '']) => quoted(names));

function isThere(patterns: readonly string[]): boolean {
  return patterns.some((pattern) => globSync(pattern, { cwd: ROOT }).length > 0);
}

test('every feature has its row, and the count below is right', () => {
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 53 }, (_, at) => `SW${at + 1}`));
  const count = (state: string): number => rows.filter((row) => row.state.startsWith(state)).length;
  const text = readFileSync(join(import.meta.dirname, 'FEATURES.md'), 'utf8');
  expect(count('done') + count('partly') + count('not')).toBe(rows.length);
  expect(text).toContain(`${count('done')} done, ${count('partly')} partly, ${count('not')} not.`);
});

describe.each(rows)('$id $name', ({ where, tests, state }) => {
  test('lives where it says', () => {
    const paths = quoted(where).filter((token) => token.includes('/'));
    const missing = paths.filter((path) => !isThere([`gateway/${path}`, path]));
    const pages = pagesIn(where).filter((page) => !isThere([`dashboard/pages/${page}`, pageFolders[page] ?? page]));
    expect([...missing, ...pages]).toEqual([]);
  });

  test('is shown by tests that are there', () => {
    if (state.startsWith('done')) expect(quoted(tests).length).toBeGreaterThan(0);
    const missing = quoted(tests).filter(
      (name) =>
        !isThere([
          ...[`gateway/${name}.ts`, `{gateway,dashboard,tests}/**/${name}.ts`],
          ...[`tests/acceptance/**/${name}.test.ts`, `tests/acceptance/scenarios/${name}-*.ts`],
        ]),
    );
    expect(missing).toEqual([]);
  });
});

/** Pages whose folder has another name than their address. */
const pageFolders: Readonly<Record<string, string>> = { search: 'dashboard/pages/record-search' };
