import { expect, test } from 'vitest';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition, housePoint } from '../../harness/house-site.ts';

const ID = 'P1.pressure-low';
const INHIBIT_MS = 60_000;
const OFF_S = 120;
const [LOW, GOOD] = [0.5, 4];

/** A pump whose pressure is point 0; point 1 says whether it runs. */
const openPumpHouse = () =>
  openHouse({
    conditions: [
      houseCondition({
        ...{ id: ID, equipment: 'P1', system: 'water', options: { low: 2, deadband: 0.2 }, unit: 'bar' },
        ...{ levels: [{ name: 'low', priority: 'P2', onDelayMs: 15_000, offDelayMs: 15_000 }] },
        ...{ onDelayMs: 15_000, offDelayMs: 15_000 },
        suppressors: [{ kind: 'equipment-state', point: 1, inhibitMs: INHIBIT_MS }],
      }),
    ],
    points: [0, 1].map((index) => housePoint(index)),
  });

test('19. Equipment off and start-up: low pressure of a pump that is off or starting is nobody’s business', async () => {
  const house = await openPumpHouse();
  await house.run(OFF_S * 1_000, () => ({ 0: LOW, 1: 0 }));
  expect(house.find(ID)).toMatchObject({
    ...{ state: 'suppressed', annunciatedAt: null },
    suppressedBy: [{ kind: 'equipment-state', key: 'P1' }],
  });
  await house.run(300_000, (at) => ({ 0: at - OFF_S < 40 ? LOW : GOOD, 1: 1 }));
  const rows = await house.journal(ID);
  expect(rows.map(({ type }) => type)).toEqual(['activated', 'suppressed', 'returned', 'closed']);
  expect(house.open()).toEqual([]);
  expect([house.messages(), await house.orders(), await house.outbox()]).toEqual([[], [], []]);
});

test('19. Equipment off and start-up: pressure that never rises is announced once, at the end of the inhibit time', async () => {
  const house = await openPumpHouse();
  await house.run(OFF_S * 1_000, () => ({ 0: LOW, 1: 0 }));
  await house.run(300_000, () => ({ 0: LOW, 1: 1 }));
  const rows = await house.journal(ID);
  expect(rows.map(({ type }) => type)).toEqual(['activated', 'suppressed', 'unsuppressed', 'annunciated']);
  expect(rows.at(-1)).toMatchObject({ annunciation: 'unsuppressed', occurrence: 1 });
  const announcedAt = (rows.at(-1)!.at - house.startMs) / 1_000;
  expect(Math.abs(announcedAt - (OFF_S + INHIBIT_MS / 1_000))).toBeLessThanOrEqual(5);
  expect(house.messages()).toEqual([`${Math.round(announcedAt)} alarm.annunciated ${ID}~1`]);
  expect(house.find(ID)).toMatchObject({ state: 'active-unacknowledged' });
  expect(await house.orders()).toHaveLength(1);
});
