import { describe, expect, test } from 'vitest';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { expectRows } from '../../harness/journal-times.ts';

const FAULT = 'X1.sensor-fault';
const sensorFault = houseCondition({
  ...{ id: FAULT, kind: 'sensor-fault', options: {}, class: 'diagnostic', priority: 'P3' },
  ...{ onDelayMs: 30_000, offDelayMs: 15_000, holdMs: 0, order: { when: 'active-for', ms: 900_000 } },
});
const conditions = [houseCondition(), sensorFault];

describe('6. Sensor NaN', () => {
  test('while active: it stays so, with its value unknown; the sensor has an alarm of its own', async () => {
    const house = await openHouse({ conditions });
    await house.run(70_000, () => 90);
    await house.run(120_000, () => Number.NaN);
    expect(house.find('X1.high')).toMatchObject({ state: 'active-unacknowledged' });
    expect(house.find('X1.high')?.unknownSince).toBe(house.startMs + 70_000);
    expectRows(await house.rows(FAULT), ['activated@100', 'annunciated@100']);
    await house.run(55_000, () => 70);
    expect(house.find('X1.high')).toMatchObject({ state: 'active-unacknowledged', unknownSince: null });
    await house.run(15_000, () => 70);
    expectRows(await house.rows('X1.high'), ['activated@60', 'annunciated@65', 'returned@250']);
    expectRows(await house.rows(FAULT), ['activated@100', 'annunciated@100', 'returned@205']);
  });

  test('for longer than the on-delay while pending: dropped, no alarm', async () => {
    const house = await openHouse({ conditions });
    await house.run(30_000, () => 90);
    await house.run(61_000, () => Number.NaN);
    await house.run(55_000, () => 90);
    expectRows(await house.rows('X1.high'), ['pending-dropped@91']);
    await house.run(30_000, () => 20);
    expect(house.find('X1.high')).toBeUndefined();
  });

  test('while normal: no process alarm', async () => {
    const house = await openHouse({ conditions });
    await house.run(30_000, () => 50);
    await house.run(300_000, () => Number.NaN);
    expect(await house.rows('X1.high')).toEqual([]);
    expect(house.open().map(({ conditionId }) => conditionId)).toEqual([FAULT]);
  });
});
