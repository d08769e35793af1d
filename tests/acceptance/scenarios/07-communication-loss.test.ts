import { expect, test } from 'vitest';
import { alarmSection } from '../../../gateway/config/alarm-section.ts';
import { commsLostDraft } from '../../../gateway/config/comms-lost.ts';
import { openHouse } from '../../harness/alarm-house.ts';
import { exampleEquipment } from '../../harness/builders.ts';
import { houseCondition, housePoint } from '../../harness/house-site.ts';
import { expectRows } from '../../harness/journal-times.ts';

const DEVICE = 'bus:1';
const LOST = `${DEVICE}.comms-lost`;
const TAGS = 40;
const points = Array.from({ length: TAGS }, (_one, index) => housePoint(index));
const equipment = exampleEquipment({ id: 'X1', class: 'chiller', device: DEVICE });

/** As the site file gives it to every device. */
const { condition: commsLost } = commsLostDraft({
  device: { id: DEVICE, connection: 'bus', driver: 'modbus' },
  equipment: [equipment],
  ...{ points, alarms: alarmSection.parse(undefined), override: {} },
});

const limits = points.map(({ index }) =>
  houseCondition({ id: `X1.high-${index}`, watches: { what: 'point', point: index }, failureGroup: `high-${index}` }),
);

/** Every tag, the first as given. */
const all = (first: number) => Object.fromEntries(points.map(({ index }) => [index, index === 0 ? first : 20]));

test('7. Communication loss while in alarm', async () => {
  const house = await openHouse({ conditions: [...limits, commsLost], points, equipment: [equipment] });
  await house.run(70_000, () => all(85));
  await house.acknowledge('X1.high-0~1', 1);
  await house.run(29_975, () => all(85));
  const lostAt = house.second;
  expect(house.messages()).toHaveLength(1);

  house.lose(DEVICE);
  await house.advance(300_000);
  expect(house.find('X1.high-0')).toMatchObject({ state: 'active-acknowledged' });
  expect(house.find('X1.high-0')?.unknownSince).not.toBeNull();
  house.lose(DEVICE, false);
  await house.run(90_000, () => all(20));

  const rows = (await house.rows(LOST)).filter((row) => !row.startsWith('annunciated'));
  expectRows(rows, [`activated@${lostAt + 30}`, `returned@${lostAt + 315}`]);
  const process = await house.rows('X1.high-0');
  expectRows(process.slice(-2), [`returned@${lostAt + 360}`, `closed@${lostAt + 360}`]);
  const activated = (await house.journal()).filter(({ type }) => type === 'activated');
  expect(activated.map(({ conditionId }) => conditionId)).toEqual(['X1.high-0', LOST]);

  const orders = await house.orders();
  expect(orders.map(({ alarmId }) => alarmId)).toEqual(['X1.high-0~1']);
  expect(house.messages().filter((one) => one.endsWith('annunciated X1.high-0~1'))).toHaveLength(1);
  const running = await house.process.store.escalations.running();
  expect(running.filter(({ alarm, state }) => alarm.conditionId === 'X1.high-0' && state === 'running')).toEqual([]);
});
