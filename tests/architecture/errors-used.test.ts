import { expect, test } from 'vitest';
import { ERRORS } from '../../gateway/domain/errors.ts';
import { readSource, sourceFiles } from './source-files.ts';

const sources = sourceFiles('gateway')
  .filter((path) => path !== 'gateway/domain/errors.ts' && !path.endsWith('.test.ts'))
  .map(readSource)
  .join('\n');

test('every error code is raised somewhere', () => {
  expect(Object.keys(ERRORS).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
