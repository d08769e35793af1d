import { expect, test } from 'vitest';
import type { Alarm } from '../../../gateway/domain/alarm.ts';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';

const HOUR_MS = 3_600_000;
const JUMP_MS = 2 * HOUR_MS;
const PENDING = 'X1.high';
const SHELVED = 'X2.high';
const BOTH = { 0: 85, 1: 85 };

const conditions = [
  houseCondition({ id: PENDING }),
  houseCondition({ id: SHELVED, equipment: 'X2', watches: { what: 'point', point: 1 }, onDelayMs: 0 }),
];

/** Moments of an episode, in the order in which they can only come. */
const momentsOf = ({ onsetAt, activeAt, annunciatedAt, returnedAt, closedAt }: Alarm): number[] =>
  [onsetAt, activeAt, annunciatedAt, returnedAt, closedAt].filter((moment) => moment !== null);

test('5. Clock jump', async () => {
  const house = await openHouse({ conditions });
  await house.run(10_000, () => ({ 0: 20, 1: 85 }));
  const shelve = { kind: 'shelve', mode: 'timed', forMs: HOUR_MS, reason: 'waits for a part' } as const;
  expect(await house.act(SHELVED, shelve)).toMatchObject({ ok: true });
  const shelvedAt = house.second;

  await house.run(30_000, () => BOTH);
  house.clock.stepWall(JUMP_MS);
  await house.run(25_000, () => BOTH);
  expect(house.find(PENDING)).toBeUndefined();
  await house.run(15_000, () => BOTH);
  expect(house.find(PENDING)).toMatchObject({ state: 'active-unacknowledged' });
  const [activated] = await house.journal(PENDING);
  const realSecond = (activated!.at - house.startMs - JUMP_MS) / 1_000;
  expect(Math.abs(realSecond - (shelvedAt + 60))).toBeLessThanOrEqual(5);

  await house.run(600_000, () => BOTH, 30_000);
  house.clock.stepWall(-JUMP_MS);
  await house.run((shelvedAt + 3_590 - house.second) * 1_000, () => BOTH, 30_000);
  expect(house.find(SHELVED)).toMatchObject({ state: 'shelved' });
  await house.run(15_000, () => BOTH);
  expect(house.find(SHELVED)).toMatchObject({ state: 'active-unacknowledged', occurrence: 2 });

  for (const id of [PENDING, SHELVED]) await house.acknowledge(`${id}~1`);
  await house.run(80_000, () => ({ 0: 20, 1: 20 }));
  const alarms = await house.process.store.alarms.list({ state: 'all', limit: 10 });
  expect(alarms.map(({ state }) => state)).toEqual(['closed', 'closed']);
  for (const alarm of alarms) {
    const moments = momentsOf(alarm);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  }
  const journal = await house.journal();
  expect(journal.filter(({ type }) => type === 'clock-step')).toHaveLength(2);
  for (const [index, row] of journal.slice(1).entries()) expect(row.sequence).toBeGreaterThan(journal[index]!.sequence);
});
