import { expect, test } from 'vitest';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { expectRows } from '../../harness/journal-times.ts';

const levels = [
  { name: 'high', priority: 'P3', onDelayMs: 60_000, offDelayMs: 60_000 },
  { name: 'highHigh', priority: 'P2', onDelayMs: 15_000, offDelayMs: 60_000 },
] as const;

const condition = houseCondition({
  ...{ priority: 'P3', levels, holdMs: 30_000, options: { high: 75, highHigh: 85, deadband: 1 } },
  order: { when: 'active-for', ms: 900_000 },
});

const valueAt = (at: number): number => {
  if (at < 100) return 78;
  if (at < 160) return 88;
  return at < 280 ? 78 : 70;
};

test('8. Two levels, one tag (exclusive)', async () => {
  const house = await openHouse({ conditions: [condition] });
  await house.run(95_000, valueAt);
  expect(house.find('X1.high')).toMatchObject({ priority: 'P3', state: 'active-unacknowledged', workOrder: null });
  await house.acknowledge('X1.high~1', 1);
  await house.run(15_000, valueAt);
  expect(await house.orders()).toEqual([]);
  await house.run(15_000, valueAt);
  expect(house.find('X1.high')).toMatchObject({ priority: 'P2', state: 'active-unacknowledged', occurrence: 2 });
  const [order] = await house.orders();
  expect(Math.abs((order!.openedAt - house.startMs) / 1_000 - 115)).toBeLessThanOrEqual(5);
  await house.run(300_000, valueAt);

  expectRows(await house.rows('X1.high'), [
    ...['activated@60', 'annunciated@90', 'acknowledged@95', 'level-raised@115', 'level-lowered@220', 'returned@340'],
  ]);
  const rows = await house.journal('X1.high');
  expect(rows.map(({ priority }) => priority)).toEqual(['P3', 'P3', 'P3', 'P2', 'P3', 'P3']);
  expect(new Set(rows.map(({ alarmId }) => alarmId))).toEqual(new Set(['X1.high~1']));
  expect(await house.orders()).toHaveLength(1);
  const messages = house.messages().map((one) => one.split(' '));
  expect(messages.map(([, type]) => type)).toEqual(['alarm.annunciated', 'alarm.annunciated', 'alarm.returned']);
  for (const [index, second] of [90, 115, 400].entries())
    expect(Math.abs(Number(messages[index]![0]) - second)).toBeLessThanOrEqual(5);
});
