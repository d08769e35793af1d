import { expect, test } from 'vitest';
import { loadText, mistakesOf, SITE } from '../load.fixtures.ts';

const planOf = (section = '') => {
  const loaded = loadText({ site: `${SITE}${section}` });
  if (!loaded.ok) throw new Error(mistakesOf(loaded).join('\n'));
  return loaded.value.duty.useAnomalies;
};

test('every meter that telemetry reads is looked at, but those that are left out', () => {
  expect(planOf().meters.map(({ id, point }) => [id, point])).toEqual([
    ['F01', 'F01.energy'],
    ['F02', 'F02.energy'],
  ]);
  const section = 'duty:\n  useAnomalies: { except: [F02], day: { share: 0.8 }, least: { electricity: 10 } }\n';
  expect(planOf(section)).toMatchObject({
    ...{ meters: [{ id: 'F01' }], rules: { day: { share: 0.8, before: 4 }, month: { share: 0.2, before: 3 } } },
    ...{ least: { electricity: 10, water: 5 }, answerMs: 259_200_000 },
  });
});

test('a meter that is not there is told', () => {
  const wrong = loadText({ site: `${SITE}duty:\n  useAnomalies: { except: [F04] }\n` });
  expect(mistakesOf(wrong).join('\n')).toMatch(/duty\.useAnomalies\.except\[0\].*unknown meter "F04"/);
});
