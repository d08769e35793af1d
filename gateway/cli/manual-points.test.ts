import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { loadSiteFile } from './site.ts';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const HOUR_MS = 3_600_000;

test('points of meters read by hand have the period of the meter, not of a scan class', () => {
  const loaded = loadSiteFile(resolve(REPOSITORY, 'config/cambridge.site.yaml'), {});
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.mistakes));
  const { points, connections, energy } = loaded.value.site;
  expect(points.map(({ tag, periodMs }) => [tag, periodMs])).toEqual(
    ['B33', 'B78', 'B105'].flatMap((id) => [`${id}.e_import`, `${id}.power`].map((tag) => [tag, HOUR_MS])),
  );
  expect(connections).toMatchObject([{ driver: 'manual', devices: [{}, {}, {}] }]);
  expect(energy.systems.map(({ meters }) => meters)).toEqual([['B33.e_import'], ['B78.e_import'], ['B105.e_import']]);
});
