import { describe, expect, test } from 'vitest';
import { type AlarmHouse, openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { expectRows, secondOf } from '../../harness/journal-times.ts';

const HOUR_MS = 3_600_000;

/** t=0 of the restarts is a second of its own: scans and the storing of evidence do not fall together. */
const ZERO_S = 1;

/** 85 from t=0, kill -9 at t=40, then gone for so long; the first sample comes 2 s after the start. */
async function killedWhilePending(awayMs: number): Promise<AlarmHouse> {
  const house = await openHouse({ conditions: [houseCondition()] });
  await house.advance(ZERO_S * 1_000);
  await house.run(40_000, () => 85);
  house.feed(85);
  await house.restart('kill', awayMs);
  await house.advance(2_000);
  return house;
}

describe('3. Restart during on-delay', () => {
  test('a short outage: what was proven counts, the outage does not', async () => {
    const house = await killedWhilePending(10_000);
    expect(house.second - ZERO_S).toBe(52);
    await house.run(60_000, () => 85);
    const [activated] = await house.rows('X1.high');
    expect(activated).toMatch(/^activated@/);
    expect(Math.abs(secondOf(activated!) - ZERO_S - 72)).toBeLessThanOrEqual(5);
    expect(house.find('X1.high')?.onsetAt).toBe(house.startMs + ZERO_S * 1_000);
  });

  test('an outage of 400 s: the delay begins anew with the first good sample', async () => {
    const house = await killedWhilePending(400_000);
    expect(house.second - ZERO_S).toBe(442);
    await house.run(90_000, () => 85);
    expectRows(await house.rows('X1.high'), [`activated@${ZERO_S + 502}`, `annunciated@${ZERO_S + 507}`]);
  });

  test('normal at the first good sample: no alarm, nothing is pending any more', async () => {
    const house = await killedWhilePending(10_000);
    await house.run(30_000, () => 70);
    const [stored] = await house.process.store.alarms.load();
    expect(stored?.state.evaluation).toEqual({ phase: 'normal' });
    await house.run(55_000, () => 85);
    await house.run(10_000, () => 70);
    expect((await house.rows('X1.high')).filter((row) => !row.startsWith('pending-dropped'))).toEqual([]);
    expect(house.messages()).toEqual([]);
  });
});

test('4. Restart while active and acked', async () => {
  const reAlarm = { afterMs: 2 * HOUR_MS, times: 3 };
  const house = await openHouse({ conditions: [houseCondition({ reAlarm })] });
  await house.run(70_000, () => 85);
  await house.acknowledge('X1.high~1', 1);
  const before = await house.rows('X1.high');
  expect(before.map((row) => row.split('@')[0])).toEqual(['activated', 'annunciated', 'acknowledged']);
  const ackedAt = house.second;
  await house.run(HOUR_MS, () => 85, 60_000);
  expect(house.messages()).toHaveLength(1);

  await house.restart('stop', 2 * HOUR_MS);
  await house.advance(20_000);
  expect(await house.rows('X1.high')).toEqual(before);
  expect(house.messages()).toHaveLength(1);

  await house.run(900_000, () => 85, 30_000);
  const after = (await house.rows('X1.high')).slice(before.length);
  expectRows(after, [`realarmed@${ackedAt + 3 * 3600 + 20}`]);
  const [realarmed] = (await house.journal('X1.high')).slice(-1);
  expect(realarmed).toMatchObject({ alarmId: 'X1.high~1', annunciation: 'timer', occurrence: 2 });
  expect(house.open()).toMatchObject([{ id: 'X1.high~1', episode: 1, state: 'active-unacknowledged' }]);
  expect(await house.orders()).toHaveLength(1);
  const bodies = house.exchanges.map(({ body }) => JSON.parse(body) as { readonly occurrence: number });
  expect(bodies.map(({ occurrence }) => occurrence)).toEqual([1, 2]);
});
