import { expect, test } from 'vitest';
import { ERRORS } from '../../../gateway/domain/errors.ts';
import { type AlarmHouse, openHouse, person } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';

const ID = 'Q1.trip';
const RESET = { kind: 'reset', note: null } as const;

const openTrip = () =>
  openHouse({
    conditions: [
      houseCondition({
        ...{ id: ID, equipment: 'Q1', kind: 'discrete', options: { alarm: [1] }, latching: true },
        ...{ onDelayMs: 0, offDelayMs: 5_000 },
      }),
    ],
  });

const refusedReset = (detail: string) => ({ ok: false, code: 'ALARM_RESET_REFUSED', detail });
const stateOf = (house: AlarmHouse) => house.find(ID)?.state;

test('20. Latched trip: reset only when it is clear and acknowledged, by an engineer', async () => {
  const house = await openTrip();
  expect([ERRORS.ALARM_RESET_REFUSED.status, ERRORS.AUTH_FORBIDDEN.status]).toEqual([409, 403]);
  await house.run(10_000, () => 1);
  expect(stateOf(house)).toBe('latched-unacknowledged');
  expect(await house.act(ID, RESET)).toMatchObject(refusedReset('still_active'));
  await house.run(10_000, () => 1);
  await house.run(20_000, () => 0);
  expect(await house.rows(ID)).toEqual(['activated@0', 'annunciated@5', 'returned@25']);
  expect(await house.act(ID, RESET)).toMatchObject(refusedReset('not_acked'));
  expect(await house.acknowledge(`${ID}~1`, 1)).toMatchObject({ ok: true, value: { state: 'latched-acknowledged' } });
  expect(await house.act(ID, RESET, person('wang', 'viewer'))).toMatchObject({ ok: false, code: 'AUTH_FORBIDDEN' });
  expect(stateOf(house)).toBe('latched-acknowledged');
  expect(await house.act(ID, RESET, person('li', 'engineer'))).toMatchObject({ ok: true, value: { state: 'closed' } });
  const rows = await house.journal(ID);
  expect(rows.slice(3).map(({ type, actor }) => `${type} ${actor}`)).toEqual([
    ...['acknowledged li', 'reset li', 'closed system'],
  ]);
  expect(house.open()).toEqual([]);
});

test('20. Latched trip: acknowledged but with its contact still closed it is not reset', async () => {
  const house = await openTrip();
  await house.run(10_000, () => 1);
  expect(await house.acknowledge(`${ID}~1`, 1)).toMatchObject({ ok: true });
  expect(await house.act(ID, RESET)).toMatchObject(refusedReset('still_active'));
  expect(stateOf(house)).toBe('latched-acknowledged');
});

test('20. Latched trip: a new trip before the reset is the same episode, its second occurrence, unacknowledged', async () => {
  const house = await openTrip();
  await house.run(20_000, () => 1);
  await house.run(20_000, () => 0);
  expect(await house.acknowledge(`${ID}~1`, 1)).toMatchObject({ ok: true });
  await house.run(10_000, () => 1);
  expect(house.find(ID)).toMatchObject({ id: `${ID}~1`, occurrence: 2, state: 'latched-unacknowledged' });
  expect(await house.acknowledge(`${ID}~1`, 1)).toMatchObject({ ok: false, code: 'ALARM_STALE_OCCURRENCE' });
  expect(await house.orders()).toMatchObject([{ occurrences: 2 }]);
});
