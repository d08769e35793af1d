import { expect, test } from 'vitest';
import { role } from '../../../gateway/domain/role.ts';
import { isOpenAtFirst, PAGE_GROUPS } from './page-groups.tsx';

const openFor = (...[who, shown]: [Parameters<typeof isOpenAtFirst>[1], string]): string[] =>
  PAGE_GROUPS.filter((group) => isOpenAtFirst(group, who, shown)).map(({ id }) => id);

test('every page stands in one group only', () => {
  const paths = PAGE_GROUPS.flatMap(({ pages }) => pages.map(({ path }) => path));
  expect(new Set(paths).size).toBe(paths.length);
});

test('each role finds what it uses most standing open', () => {
  expect(openFor('technician', '/')).toEqual(['watch', 'work', 'papers']);
  expect(openFor('viewer', '/')).toEqual(['plant', 'figures']);
  for (const who of role.options) expect(openFor(who, '/').length).toBeGreaterThan(1);
});

test('the group of the page that is shown is open for everybody', () => {
  expect(openFor(undefined, '/maintenance/years/7')).toEqual(['assets']);
  expect(openFor(undefined, '/systems/lifts')).toEqual(['plant']);
  expect(openFor(undefined, '/registers')).toEqual([]);
});
