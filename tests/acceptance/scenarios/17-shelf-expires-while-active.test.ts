import { expect, test } from 'vitest';
import { ERRORS } from '../../../gateway/domain/errors.ts';
import { type AlarmHouse, openHouse, person } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';

const MINUTE_MS = 60_000;
const ID = 'X1.high';
const SAFETY = 'S1.trip';
const SHELF = { kind: 'shelve', mode: 'timed', forMs: 30 * MINUTE_MS, reason: 'waits for a part' } as const;
/** Still in alarm; the safety contact is well. */
const HIGH = { 0: 85, 1: 20 };

const conditions = [
  houseCondition(),
  houseCondition({
    ...{ id: SAFETY, equipment: 'S1', watches: { what: 'point', point: 1 }, class: 'safety', priority: 'P1' },
  }),
];

/** Until the end of a shelf of half an hour that began a moment ago, and a little longer. */
async function waitForEnd(house: AlarmHouse): Promise<void> {
  await house.leap(29 * MINUTE_MS);
  await house.run(2 * MINUTE_MS, () => HIGH);
}

test('17. Shelf expires while active: it survives a restart, and the end announces again within two seconds', async () => {
  const house = await openHouse({ conditions });
  await house.run(100_000, () => HIGH);
  const toldBefore = house.messages();
  expect(toldBefore).toHaveLength(1);
  const startS = house.second;
  expect(await house.act(ID, SHELF)).toMatchObject({ ok: true, value: { state: 'shelved', acknowledgedBy: 'li' } });
  await house.leap(10 * MINUTE_MS);
  await house.restart('kill', 20_000);
  await house.run(MINUTE_MS, () => HIGH);
  expect(house.find(ID)).toMatchObject({ state: 'shelved', occurrence: 1 });

  await house.leap((startS + 29 * 60 - house.second) * 1_000);
  expect(house.messages()).toEqual(toldBefore);
  await house.run(2 * MINUTE_MS, () => HIGH);
  const endS = Math.round(startS + 30 * 60);
  const rows = await house.journal(ID);
  const since = rows.slice(rows.findIndex(({ type }) => type === 'unshelved'));
  expect(since).toMatchObject([
    { type: 'unshelved', reason: 'expired' },
    { type: 'annunciated', annunciation: 'unshelved', occurrence: 2 },
  ]);
  const told = house.exchanges.slice(toldBefore.length);
  expect(told).toHaveLength(1);
  expect(told[0]!.second).toBeGreaterThanOrEqual(endS - 1);
  expect(told[0]!.second).toBeLessThanOrEqual(endS + 2);
  expect(house.find(ID)).toMatchObject({ state: 'active-unacknowledged', occurrence: 2, acknowledgedBy: null });
  // The order goes on, untouched by all of it.
  expect(await house.orders()).toMatchObject([{ state: 'open', alarmId: `${ID}~1` }]);
});

test('17. Shelf expires while active: the third shelving in a row is for a supervisor, safety is for nobody', async () => {
  const house = await openHouse({ conditions });
  await house.run(100_000, () => HIGH);
  for (let time = 0; time < 2; time++) {
    expect(await house.act(ID, SHELF)).toMatchObject({ ok: true });
    await waitForEnd(house);
    expect(house.find(ID)).toMatchObject({ state: 'active-unacknowledged', occurrence: 2 + time });
  }
  const refusal = { ok: false, code: 'ALARM_SHELVE_REFUSED' };
  expect(ERRORS.ALARM_SHELVE_REFUSED.status).toBe(403);
  expect(await house.act(ID, SHELF)).toMatchObject(refusal);
  expect(await house.act(ID, SHELF, person('zhao', 'supervisor'))).toMatchObject({ ok: true });
  expect(await house.act(SAFETY, SHELF, person('zhao', 'supervisor'))).toMatchObject(refusal);
  expect(await house.act(SAFETY, { ...SHELF, forMs: MINUTE_MS })).toMatchObject(refusal);
});
