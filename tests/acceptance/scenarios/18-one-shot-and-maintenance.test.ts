import { expect, test } from 'vitest';
import { openHouse } from '../../harness/alarm-house.ts';
import { houseCondition } from '../../harness/house-site.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DOOR = 'L01.door-fault';
const TRAPPED = 'L01.trapped';
const contact = { kind: 'discrete', options: { alarm: [1] }, equipment: 'L01', system: 'lifts', onDelayMs: 0 } as const;

test('18. One-shot and maintenance mode: a one-shot shelf ends with the return, the next activation is announced', async () => {
  const house = await openHouse({ conditions: [houseCondition({ onDelayMs: 0 })] });
  await house.run(10_000, () => 85);
  expect(house.messages()).toEqual(['5 alarm.annunciated X1.high~1']);
  const shelf = { kind: 'shelve', mode: 'one-shot', forMs: HOUR_MS, reason: 'known, being repaired' } as const;
  expect(await house.act('X1.high', shelf)).toMatchObject({ ok: true, value: { state: 'shelved' } });
  await house.run(70_000, () => 20);
  const { service } = house.process.system.engine;
  expect(service.quiet()).toEqual([]);
  const rows = await house.journal('X1.high');
  expect(rows.filter(({ type }) => type === 'unshelved')).toMatchObject([{ reason: 'returned' }]);
  const from = house.second;
  await house.run(10_000, () => 85);
  expect(house.find('X1.high')).toMatchObject({ episode: 2, state: 'active-unacknowledged' });
  const announced = house.messages().filter((line) => line.includes('alarm.annunciated'));
  expect(announced).toHaveLength(2);
  expect(announced[1]).toBe(`${Math.round(from + 5)} alarm.annunciated X1.high~2`);
});

test('18. One-shot and maintenance mode: two hours on an elevator keep door faults quiet and entrapment not, and end by themselves', async () => {
  const house = await openHouse({
    conditions: [
      houseCondition({ ...contact, id: DOOR, watches: { what: 'point', point: 0 } }),
      houseCondition({
        ...{ ...contact, id: TRAPPED, watches: { what: 'point', point: 1 }, priority: 'P1' },
        ...{ class: 'safety', suppressible: false },
      }),
    ],
  });
  const { service } = house.process.system.engine;
  const [from, until] = [house.startMs, house.startMs + 2 * HOUR_MS];
  const mode = { equipment: 'L01', from, until, by: 'li', reason: 'half-month service', workOrder: null };
  expect(await service.maintain(mode)).toMatchObject({ ok: true });
  await house.run(60_000, (at) => ({ 0: 1, 1: at >= 30 ? 1 : 0 }));
  expect(house.find(DOOR)).toMatchObject({
    ...{ state: 'suppressed', annunciatedAt: null, workOrder: null },
    suppressedBy: [{ kind: 'maintenance', key: 'L01' }],
  });
  expect(house.messages()).toEqual([`30 alarm.annunciated ${TRAPPED}~1`]);
  expect(service.desk().maintenance).toMatchObject([{ equipment: 'L01', until }]);

  await house.leap(104 * MINUTE_MS - house.second * 1_000);
  const types = async () => {
    const rows = await house.journal();
    return rows.flatMap(({ type, at }) =>
      type.startsWith('maintenance-') ? [`${type}@${Math.round((at - house.startMs) / MINUTE_MS)}`] : [],
    );
  };
  expect(await types()).toEqual(['maintenance-started@0']);
  await house.advance(2 * MINUTE_MS);
  expect(await types()).toEqual(['maintenance-started@0', 'maintenance-ending@105']);

  await house.leap(119 * MINUTE_MS - house.second * 1_000);
  expect(house.messages()).toHaveLength(1);
  await house.run(2 * MINUTE_MS, () => ({ 0: 1, 1: 1 }));
  expect(await types()).toEqual(['maintenance-started@0', 'maintenance-ending@105', 'maintenance-ended@120']);
  expect(service.desk().maintenance).toEqual([]);
  expect(house.find(DOOR)).toMatchObject({ state: 'active-unacknowledged', suppressedBy: [] });
  expect(house.messages().slice(1)).toEqual([`7200 alarm.annunciated ${DOOR}~1`]);
});
