import { expect, test } from 'vitest';
import type { AlarmEvent } from '../../../gateway/domain/alarm.ts';
import { loseMains, MAINS, OTHERS, openMainsHouse } from '../../harness/mains-house.ts';

const METERS = 30;
const BENEATH = 996;
const MACHINES = BENEATH - METERS;
const EARLY = 60;
const ANNOUNCED = [`${MAINS}~1`, ...OTHERS.map((id) => `${id}~1`)];

const idsOf = (rows: readonly AlarmEvent[], wanted: AlarmEvent['type']) =>
  rows.flatMap(({ type, alarmId }) => (type === wanted && alarmId !== null ? [alarmId] : []));

test('15. Mains failure, 1000 alarms: all in the journal, four announced, four orders, four messages, no flood', async () => {
  const house = await openMainsHouse(MACHINES, METERS);
  const { engine } = house.process.system;
  const waiting: number[] = [];
  // Half a second after each moment at which anything happens.
  house.clock.after(500, () => house.clock.every(1_000, () => waiting.push(engine.status().waitingTransitions)));
  await loseMains(house, MACHINES, METERS, EARLY);
  expect(engine.status()).toMatchObject({ healthy: true, waitingTransitions: 0, droppedTransitions: 0 });
  expect(waiting.length).toBeGreaterThan(30);
  expect(waiting.every((count) => count === 0)).toBe(true);

  const rows = await house.journal();
  expect(new Set(idsOf(rows, 'activated')).size).toBe(BENEATH + ANNOUNCED.length);
  expect(idsOf(rows, 'activated')).toHaveLength(BENEATH + ANNOUNCED.length);
  expect(idsOf(rows, 'annunciated').sort()).toEqual(ANNOUNCED.toSorted());
  expect(idsOf(rows, 'suppressed')).toHaveLength(BENEATH);
  expect(rows.filter(({ type }) => type.startsWith('flood'))).toEqual([]);
  expect(engine.service.desk().flood).toBeNull();

  const quiet = house.open().filter(({ state }) => state === 'suppressed');
  expect(quiet).toHaveLength(BENEATH);
  for (const alarm of quiet)
    expect(alarm).toMatchObject({
      ...{ parent: `${MAINS}~1`, annunciatedAt: null, workOrder: null },
      suppressedBy: [{ kind: 'parent', key: MAINS }],
    });
  expect(house.find(MAINS)).toMatchObject({ state: 'active-unacknowledged', consequences: BENEATH });

  const orders = await house.orders();
  expect(orders.map(({ alarmId }) => alarmId).sort()).toEqual(ANNOUNCED.toSorted());
  const told = await house.outbox();
  expect(told.map(({ alarmId }) => alarmId).sort()).toEqual(ANNOUNCED.toSorted());
  // The mains after their second, the lift at 5, the UPS after its hold, the generator at 12.
  expect(house.messages()).toEqual([
    `1 alarm.annunciated ${MAINS}~1`,
    ...['5 alarm.annunciated L01.trapped~1', '7 alarm.annunciated UPS1.on-battery~1'],
    '12 alarm.annunciated G1.fail-to-start~1',
  ]);
});
