import { expect, test } from 'vitest';
import type { Role } from '../../../gateway/domain/role.ts';
import type { WorkOrderRequest } from '../../../gateway/domain/work-order-request.ts';
import { type AlarmHouse, openHouse } from '../../harness/alarm-house.ts';
import { exampleEquipment } from '../../harness/builders.ts';
import { smsChannel } from '../../harness/house-channels.ts';
import { dutyPlan } from '../../harness/house-duty.ts';
import { houseCondition } from '../../harness/house-site.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { orderDesk } from '../../harness/order-bench.ts';

const SHANGHAI = 'Asia/Shanghai';
/** 14:00:00 there. */
const TWO_O_CLOCK = Date.UTC(2026, 0, 6, 6);
const MINUTE_MS = 60_000;
const ID = 'L01.trapped';
const NUMBERS = {
  ...{ wang: '+8613800000001', zhang: '+8613800000002', sun: '+8613800000003' },
  ...{ qian: '+8613800000004', zhao: '+8613800000005' },
} as const;

const text = (zh: string) => ({ en: zh, zh });

/** Wang has the duty, zhang is the guard, sun and qian are of the lift company, zhao leads the shift; policies of the house. */
async function setup() {
  const clock = new ManualClock(TWO_O_CLOCK);
  const { channel } = await smsChannel(clock);
  const people = Object.entries(NUMBERS).map(([id, address]) => ({
    ...{ id, name: id, contacts: [{ channel: channel.id, address }] },
  }));
  const plan = dutyPlan(
    {
      people,
      teams: [
        { id: 'guards', title: text('保安'), members: ['zhang'] },
        { id: 'lifts', title: text('电梯维保'), members: ['sun'] },
      ],
      roles: {
        duty: [{ person: 'wang' }],
        ...{ security: [{ team: 'guards' }], liftContractor: [{ team: 'lifts' }] },
        ...{ liftContractorDeputy: [{ person: 'qian' }], shiftLead: [{ person: 'zhao' }] },
      },
    },
    [channel],
    SHANGHAI,
  );
  return openHouse({
    ...{ clock, duty: { plan, channels: [channel] }, site: { timeZone: SHANGHAI } },
    equipment: [exampleEquipment({ id: 'L01', class: 'lift', system: 'lifts' })],
    conditions: [
      houseCondition({
        ...{ id: ID, equipment: 'L01', system: 'lifts', kind: 'discrete', options: { alarm: [1] }, priority: 'P1' },
        ...{ class: 'safety', suppressible: false, onDelayMs: 0, title: text('困人报警') },
      }),
    ],
  });
}

/** Who was told in this stretch of seconds. */
function told({ exchanges }: AlarmHouse, from: number, to: number): string[] {
  const within = exchanges.filter(({ second }) => second >= from && second <= to);
  const numbers = within.map(({ body }) => (JSON.parse(body) as { readonly to: string }).to);
  return numbers.map((number) => Object.entries(NUMBERS).find(([, own]) => own === number)?.[0] ?? number).sort();
}

test('23. Entrapment clock: duty, security and lift company within two seconds, then the second number and the shift lead; an urgent order', async () => {
  const house = await setup();
  house.feed(1);
  await house.advance(2_000);
  expect(told(house, 0, 2)).toEqual(['sun', 'wang', 'zhang']);
  expect((await house.outbox()).every(({ state }) => state === 'sent')).toBe(true);
  const orders = await house.orders();
  expect(orders).toMatchObject([{ priority: 'P1', state: 'open', equipment: 'L01', alarmId: `${ID}~1` }]);
  expect(orders[0]!.openedAt).toBe(TWO_O_CLOCK);
  await house.advance(3 * MINUTE_MS);
  expect(told(house, 3, 182)).toEqual(['qian', 'zhao']);
});

test('23. Entrapment clock: an acknowledgement ends the calls, and the order stays as it is until somebody works on it', async () => {
  const house = await setup();
  house.feed(1);
  await house.advance(5_000);
  expect(await house.acknowledge(`${ID}~1`, 1)).toMatchObject({ ok: true });
  const before = house.exchanges.length;
  await house.advance(15 * MINUTE_MS);
  expect(house.exchanges).toHaveLength(before);
  expect(await house.orders()).toMatchObject([
    { state: 'open', assignee: null, startedAt: null, conditionClearedAt: null },
  ]);
});

/** Orders of the house, with the watch over their limits. */
function ordersOf(house: AlarmHouse) {
  const { orders, watch, told } = orderDesk({
    ...{ repository: house.process.store.workOrders, clock: house.clock, equipment: { L01: 'lift' } },
    section: { breachTo: [{ team: 'managers' }] },
  });
  /** With a look at every full minute, as far as so many past two. */
  const until = async (minutes: number): Promise<void> => {
    const passed = (): number => house.clock.nowMs() - TWO_O_CLOCK;
    while (passed() < minutes * MINUTE_MS) {
      await house.advance(MINUTE_MS - (passed() % MINUTE_MS));
      await watch.tick();
    }
  };
  return { orders, told, until };
}

test('23. Entrapment clock: 30 minutes to arrive, told at 15, 25 and when they are over; a hold changes nothing, and it is closed with cause and call-back', async () => {
  const house = await setup();
  const { orders, told, until } = ordersOf(house);
  house.feed(1);
  await house.advance(5_000);
  expect(await house.acknowledge(`${ID}~1`, 1)).toMatchObject({ ok: true });
  const step = (
    request: Partial<WorkOrderRequest> & { step: WorkOrderRequest['step'] },
    actor = 'sun',
    role: Role = 'technician',
  ) => orders.transition({ id: 1, actor, role, ...request });
  expect(await orders.get(1)).toMatchObject({ priority: 'P1', isSafety: true });
  expect(await step({ step: 'accept' })).toMatchObject({ ok: true });
  await until(31);
  const arrivals = told.filter(({ key }) => key.includes('arrive'));
  expect(arrivals.map(({ at, code }) => [(at - TWO_O_CLOCK) / MINUTE_MS, code])).toEqual([
    [15, 'WORK_ORDER_DUE'],
    [25, 'WORK_ORDER_DUE'],
    [30, 'WORK_ORDER_LATE'],
  ]);
  expect(arrivals[2]!.to).toEqual([{ kind: 'team', team: 'managers' }]);

  const arrived = await step({ step: 'arrive', method: 'scan', scanned: 'L01' });
  const clocks = arrived.ok ? arrived.value.sla!.clocks : [];
  expect(clocks.find(({ name }) => name === 'arrive')).toMatchObject({
    ...{ state: 'breached', breachedAt: TWO_O_CLOCK + 30 * MINUTE_MS, stoppedAt: TWO_O_CLOCK + 31 * MINUTE_MS },
  });
  await step({ step: 'start' });
  const resumeAt = house.clock.nowMs() + 3_600_000;
  expect(await step({ step: 'hold', holdReason: 'parts', resumeAt }, 'chen', 'engineer')).toMatchObject({ ok: true });
  await until(41);
  const held = await orders.get(1);
  expect(held!.sla!.clocks.find(({ name }) => name === 'resolve')).toMatchObject({ state: 'running', pausedMs: 0 });

  await house.run(120_000, () => 0);
  expect(house.open()).toEqual([]);
  await house.advance(35 * MINUTE_MS);
  await step({ step: 'resume' });
  expect(await step({ step: 'done', resolution: 'released' })).toMatchObject({ code: 'WORK_ORDER_INCOMPLETE' });
  const codes = { failure: 'entrapment', cause: 'wear', remedy: 'replaced' };
  expect(await step({ step: 'done', resolution: 'released, door drive replaced', codes })).toMatchObject({ ok: true });
  expect(await step({ step: 'close' }, 'chen', 'engineer')).toMatchObject({ code: 'WORK_ORDER_INCOMPLETE' });
  expect(await step({ step: 'verify' }, 'chen', 'engineer')).toMatchObject({ ok: true });
  const callBack = { isSolved: true, score: 4, comment: 'calm again', method: 'phone', person: 'Chen' } as const;
  expect(await step({ step: 'call-back', callBack }, 'li', 'operator')).toMatchObject({ ok: true });
  await until(80);
  const closed = await orders.get(1);
  expect(closed).toMatchObject({ state: 'closed', sla: { isBreached: true }, callBack: { isSolved: true } });
  expect(JSON.parse(JSON.stringify(closed))).toEqual(closed);
});
