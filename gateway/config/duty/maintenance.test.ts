import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { diskFiles } from '../disk-files.ts';
import { loadText, mistakesOf, SITE } from '../load.fixtures.ts';
import { formatMistake, MistakeList } from '../mistakes.ts';
import { readProgrammes } from './programme-library.ts';

const CONFIG = join(dirname(fileURLToPath(import.meta.url)), '../../../config');

const METER_CARE = `programme: meter-care
title: { en: Meter care, zh: 电表保养 }
sources: [house rule]
classes: [meter]
levels:
  - id: month
    title: { en: Monthly, zh: 月度 }
    every: { months: 1 }
    items:
      - { id: joints, en: Joints, zh: 接头 }
      - { id: load, en: Load, zh: 负荷, measure: A, range: [null, 400] }
`;
const others = { 'maintenance/meter-care.yaml': METER_CARE };

const plansOf = (site: string, more = others) => {
  const result = loadText({ site, others: more });
  if (!result.ok) throw new Error(mistakesOf(result).join('\n'));
  return result.value.duty.maintenance.plans;
};

it('every machine of a class has its programme without a word in the site file', () => {
  const plans = plansOf(SITE);
  expect(plans.map(({ id }) => id)).toEqual(['F01/meter-care', 'F02/meter-care']);
  expect(plans[0]?.levels[0]?.items[1]).toMatchObject({ kind: 'measure', unit: 'A', range: [null, 400] });
});

it('a site leaves a programme out, or leaves a machine out of it', () => {
  expect(plansOf(`${SITE}duty: { maintenance: { programmes: { meter-care: { enabled: false } } } }\n`)).toEqual([]);
  const without = `${SITE}duty: { maintenance: { programmes: { meter-care: { except: [F01] } } } }\n`;
  expect(plansOf(without).map(({ target }) => target.id)).toEqual(['F02']);
});

it('names that there are not are mistakes, with the nearest that there is', () => {
  const site = `${SITE}duty:
  maintenance:
    programmes: { meter-cart: { contractor: nobody } }
    also: [{ programme: meter-care, equipment: F1 }]
  stores: { contractors: [{ id: lifts, name: Lifts, trade: { en: Lifts, zh: 电梯 }, equipment: [F03] }] }
`;
  const mistakes = mistakesOf(loadText({ site, others })).join('\n');
  expect(mistakes).toContain('unknown maintenance programme "meter-cart"; did you mean "meter-care"?');
  expect(mistakes).toContain('duty.maintenance.also[0].equipment: unknown equipment "F1"; did you mean "F01"?');
  expect(mistakes).toContain('duty.stores.contractors[0].equipment[0]: unknown equipment "F03"');
  expect(mistakes).toContain('unknown contractor "nobody"');
});

it('a slip in a programme is told at its line', () => {
  const wrong = { 'maintenance/meter-care.yaml': METER_CARE.replace('months: 1', 'month: 1') };
  expect(mistakesOf(loadText({ others: wrong })).join('\n')).toMatch(
    /meter-care\.yaml:8:\d+ levels\[0\]\.every\.month: unknown key/,
  );
});

it('the programmes of the product are right, and the lift has all items of the annex', () => {
  const mistakes = new MistakeList();
  const programmes = readProgrammes({ ...diskFiles, folder: CONFIG }, mistakes);
  expect(mistakes.all().map(formatMistake)).toEqual([]);
  const countsOf = (name: string) =>
    programmes.find(({ programme }) => programme === name)?.levels.map(({ items }) => items.length);
  expect(countsOf('lift-traction')).toEqual([31, 13, 15, 17]);
  expect(countsOf('escalator')).toEqual([33, 5, 12, 13]);
  expect(programmes.length).toBeGreaterThanOrEqual(15);
});
