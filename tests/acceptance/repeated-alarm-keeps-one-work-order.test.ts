import { expect, onTestFinished, test } from 'vitest';
import { highLimit, openAlarmDesk } from '../harness/alarm-desk.ts';
import { eventually } from '../harness/eventually.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { CODES, orderDesk } from '../harness/order-bench.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const HOUR_MS = 3_600_000;
const OPERATOR = { name: 'li', role: 'operator', via: 'ui' } as const;
/** Never calls it chattering: here it is its repeats that are looked at. */
const chatter = { count: 99, windowMs: 60_000, holdOffMs: 0, releaseMs: 0 };

const NO_WAIT = { P1: '0s', P2: '0s', P3: '0s', P4: '0s' };

async function setup() {
  const clock = new ManualClock();
  const desk = await openAlarmDesk({ folder: await tempFolder(), clock, conditions: [highLimit(0, { chatter })] });
  onTestFinished(() => desk.close());
  const { orders } = orderDesk({ repository: desk.store.workOrders, clock, section: { verifyAfter: NO_WAIT } });
  /** Waits for the store, with the clock at the pace of the disk. */
  const stored = (): Promise<true> =>
    eventually(
      async () => {
        clock.advance(25);
        return desk.engine.status().waitingTransitions === 0 || undefined;
      },
      20_000,
      'everything stored',
    );
  const acknowledge = (number: number) =>
    desk.engine.service.act(`EQ-0.high~${number}`, { kind: 'acknowledge', occurrence: null, note: null }, OPERATOR);
  /** One whole episode, acknowledged, so that the next is a new one. */
  const episode = async (number: number): Promise<void> => {
    desk.feed(0, 85);
    await stored();
    const acknowledged = acknowledge(number);
    desk.feed(0, 20);
    await stored();
    expect(await acknowledged).toMatchObject({ ok: true });
  };
  const all = () => orders.list({ state: 'all', limit: 99 });
  const take = async (step: 'start' | 'done' | 'close', id = 1) => {
    const actor = step === 'close' ? 'chen' : 'wang';
    const request = { id, step, actor, resolution: 'cleaned', codes: CODES, note: 'hold' };
    expect(await orders.transition(request)).toMatchObject({ ok: true });
  };
  return { clock, desk, stored, acknowledge, episode, all, take };
}

test('chatter and repeats while the order is open are counted in it', async () => {
  const { desk, stored, acknowledge, episode, all } = await setup();
  for (const value of [85, 20, 85, 20, 85]) desk.feed(0, value);
  await stored();
  expect(await all()).toMatchObject([{ state: 'open', occurrences: 3, conditionClearedAt: null }]);
  const acknowledged = acknowledge(1);
  desk.feed(0, 20);
  await stored();
  await acknowledged;
  await episode(2);
  const orders = await all();
  expect(orders).toMatchObject([{ state: 'open', occurrences: 4, alarmId: 'EQ-0.high~2' }]);
  expect(orders[0]!.conditionClearedAt).not.toBeNull();
});

test('over days: done too early goes on, closed lately is opened again, closed long ago makes a new one', async () => {
  const { clock, episode, all, take } = await setup();
  await episode(1);
  await take('start');
  await take('done');
  clock.advance(2 * HOUR_MS);
  await episode(2);
  expect(await all()).toMatchObject([{ state: 'in-progress', assignee: 'wang', occurrences: 2 }]);
  await take('done');
  await take('close');
  clock.advance(48 * HOUR_MS);
  await episode(3);
  expect(await all()).toMatchObject([{ state: 'open', assignee: null, occurrences: 3 }]);
  await take('start');
  await take('done');
  await take('close');
  clock.advance(144 * HOUR_MS);
  await episode(4);
  expect(await all()).toMatchObject([
    { id: 2, state: 'open', alarmId: 'EQ-0.high~4' },
    { id: 1, state: 'closed', occurrences: 3 },
  ]);
});
