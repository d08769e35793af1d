import { expect, test } from 'vitest';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { expectRows } from '../../harness/journal-times.ts';

/** Values that change at each scan; `first` at even scans. */
const alternating = (at: number, first: number, second: number): number =>
  Math.round(at / 5) % 2 === 0 ? first : second;

test('1. Chatter at the threshold (analog)', async () => {
  const house = await openHouse({ conditions: [houseCondition()] });
  await house.run(600_000, (at) => alternating(at, 80.5, 79.5));
  expect(await house.rows('X1.high')).toEqual([]);
  const [stored] = await house.process.store.alarms.load();
  expect(stored?.state.nearMisses).toBeGreaterThanOrEqual(50);
  expect(['normal', 'pending-on']).toContain(stored?.state.evaluation.phase);

  await house.run(65_000, () => 80.5);
  await house.run(535_000, (at) => alternating(at, 79.2, 80.8));
  await house.run(120_000, () => 78.5);
  expectRows(await house.rows('X1.high'), ['activated@660', 'annunciated@665', 'returned@1260']);
  expect(house.open()).toMatchObject([{ episode: 1, occurrence: 1, state: 'returned-unacknowledged' }]);
  expect(await house.orders()).toHaveLength(1);
});

test('2. Chatter (discrete, event-driven, no delays, P2)', async () => {
  const contact = houseCondition({
    ...{ kind: 'discrete', options: { alarm: [1] }, onDelayMs: 0, offDelayMs: 0, periodMs: 2_000 },
  });
  const house = await openHouse({ conditions: [contact] });
  // The contact tells its changes, and every 2 s that it has not changed.
  await house.run(720_000, (at) => (at < 300 && Math.round(at) % 10 < 6 ? 1 : 0), 2_000);
  const rows = await house.rows('X1.high');
  expectRows(
    rows.filter((row) => !/^returned@(6|16)$/.test(row)),
    ['activated@0', 'annunciated@5', 'realarmed@10', 'realarmed@20', 'chatter-started@20', 'returned@596'],
    1,
  );
  expect(house.open()).toMatchObject([{ episode: 1, occurrence: 3, state: 'returned-unacknowledged' }]);
  const orders = await house.orders();
  expect(orders).toHaveLength(1);
  expect(house.messages()).toEqual([
    '5 alarm.annunciated X1.high~1',
    '20 notice.duty',
    expect.stringMatching(/^65[67] alarm\.returned X1\.high~1$/),
  ]);
});
