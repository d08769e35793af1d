import { expect, test } from 'vitest';
import { contactsOf, deviceOf, loseMains, MAINS, openMainsHouse, POINT, SCAN_MS } from '../../harness/mains-house.ts';

const MACHINES = 90;
const METERS = 10;
const EARLY = 20;
/** The machine that has tripped for good. */
const CHILLER = 'EQ-0.trip';

test('16. Parent clears, one child stays: it alone is announced when the release delay is over, with an order of its own', async () => {
  const house = await openMainsHouse(MACHINES, METERS);
  await loseMains(house, MACHINES, METERS, EARLY);
  await house.advance(600_000 - house.second * 1_000);
  const before = house.messages();
  expect(before).toHaveLength(4);

  house.feed(contactsOf(1, MACHINES, 0));
  for (let number = 0; number < METERS; number++) house.lose(deviceOf(number), false);
  await house.run(200_000, () => ({ [POINT.mains]: 0, [POINT.beneath]: 1 }), SCAN_MS);
  expect(await house.rows(MAINS)).toEqual(['activated@1', 'annunciated@1', 'returned@630']);

  const rows = await house.journal(CHILLER);
  expect(rows.map(({ type }) => type)).toEqual(['activated', 'suppressed', 'unsuppressed', 'annunciated']);
  expect(rows.at(-1)).toMatchObject({ annunciation: 'unsuppressed', occurrence: 1 });
  const announcedAt = (rows.at(-1)!.at - house.startMs) / 1_000;
  expect(Math.abs(announcedAt - 750)).toBeLessThanOrEqual(1);
  const alarm = house.find(CHILLER);
  expect(alarm).toMatchObject({ state: 'active-unacknowledged', parent: null, suppressedBy: [] });

  const children = await house.journal();
  const told = children.filter(({ type, conditionId, alarmId }) => {
    const isBeneath = /^(EQ-|meter:)/.test(conditionId ?? alarmId ?? '');
    return isBeneath && type === 'annunciated';
  });
  expect(told.map(({ alarmId }) => alarmId)).toEqual([`${CHILLER}~1`]);
  const closed = children.filter(({ type, alarmId }) => type === 'closed' && /^(EQ-|meter:)/.test(alarmId ?? ''));
  expect(closed).toHaveLength(MACHINES + METERS - 1);

  const orders = await house.orders();
  expect(orders).toHaveLength(5);
  expect(orders.filter(({ alarmId }) => alarmId === `${CHILLER}~1`)).toMatchObject([{ state: 'open' }]);
  const since = house.messages().slice(before.length);
  expect(since.filter((line) => line.includes('alarm.annunciated'))).toEqual([`750 alarm.annunciated ${CHILLER}~1`]);
});
