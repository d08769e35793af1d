import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '../../tests/harness/temp-folder.ts';
import { writeSafely } from './write-safely.ts';

test('the folder is made, and what stood there before is kept beside it', async () => {
  const path = join(await tempFolder(), 'a/b/part.yaml');
  expect(writeSafely(path, 'one\n')).toBeUndefined();
  expect(writeSafely(path, 'two\n')).toBe(`${path}.bak`);
  expect(readFileSync(path, 'utf8')).toBe('two\n');
  expect(readFileSync(`${path}.bak`, 'utf8')).toBe('one\n');
  expect(readdirSync(join(path, '..')).sort()).toEqual(['part.yaml', 'part.yaml.bak']);
});
