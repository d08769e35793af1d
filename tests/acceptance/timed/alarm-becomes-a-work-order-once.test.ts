import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Wire } from '../../../gateway/contract/wire.ts';
import type { Alarm, AlarmEvent } from '../../../gateway/domain/alarm.ts';
import type { WorkOrder, WorkOrderStep } from '../../../gateway/domain/work-order.ts';
import { eventually } from '../../harness/eventually.ts';
import { GatewayProcess } from '../../harness/gateway-process.ts';
import { SimulatedSite } from '../../harness/simulated-site.ts';

/** A high alarm is held back so long, in case its cause shows. */
const HOLD_MS = 5000;

let site: SimulatedSite;
let gateway: GatewayProcess;

beforeAll(async () => {
  site = await SimulatedSite.start();
  gateway = await GatewayProcess.start(site.siteFile, join(site.folder, 'data'));
  await eventually(async () => ((await gateway.countGood()) >= 900 ? true : undefined), 60_000, 'the building is live');
});
afterAll(async () => {
  await gateway?.child.kill();
  await site?.stop();
});

const openAlarms = async (): Promise<Wire<Alarm>[]> => gateway.get('/alarms?state=open');
const tripAlarm = async (): Promise<Wire<Alarm> | undefined> =>
  (await openAlarms()).find(
    ({ equipment, kind, priority }) => /^CH-/.test(equipment) && kind === 'discrete' && /P1|P2/.test(priority),
  );
const orders = (): Promise<Wire<WorkOrder>[]> => gateway.get('/work-orders?state=all');
const step = (id: number, name: WorkOrderStep, more: object = {}): Promise<Wire<WorkOrder>> =>
  gateway.post(`/work-orders/${id}/transitions`, { step: name, ...more });

test('a building in order raises nothing, not even what is held back from people', async () => {
  await pause(3000);
  expect(await openAlarms()).toEqual([]);
  expect(await gateway.get('/alarms/journal?types=activated&limit=10')).toEqual([]);
});

test('a tripped chiller is an alarm within two seconds of its hold, one work order, and both can be brought to their end', async () => {
  const before = performance.now();
  await site.fault('chiller-trip');
  const alarm = await eventually(tripAlarm, HOLD_MS + 5000, 'an alarm of a chiller');
  expect(performance.now() - before).toBeLessThan(HOLD_MS + 2500);
  expect(alarm).toMatchObject({ state: 'active-unacknowledged', priority: 'P2' });
  const heldMs = Date.parse(alarm.annunciatedAt!) - Date.parse(alarm.activeAt);
  expect(Math.abs(heldMs - HOLD_MS)).toBeLessThan(500);

  const id = await eventually(
    async () => (await gateway.get<Wire<Alarm>>(`/alarms/${alarm.id}`)).workOrder ?? undefined,
    1000,
    'its work order is committed',
  );

  const acknowledged = await gateway.post<Wire<Alarm>>(`/alarms/${alarm.id}/acknowledge`, {
    occurrence: alarm.occurrence,
    note: 'on my way',
  });
  expect(acknowledged).toMatchObject({ state: 'active-acknowledged', acknowledgedBy: 'admin' });

  await step(id, 'assign', { assignee: 'admin' });
  await step(id, 'start');
  await site.clear('chiller-trip');
  await eventually(
    async () => ((await gateway.get<Wire<Alarm>>(`/alarms/${alarm.id}`)).state === 'closed' ? true : undefined),
    30_000,
    'the alarm is closed once it has returned',
  );
  const codes = { failure: 'high-pressure', cause: 'dirt', remedy: 'cleaned' };
  await step(id, 'done', { resolution: 'High pressure cut-out reset, condenser strainer cleaned', codes });
  await expect(step(id, 'verify')).rejects.toThrow(/WORK_ORDER_NOT_YOURS/);
  const order = (await orders()).find((one) => one.id === id);
  expect(order).toMatchObject({ state: 'done', labour: [{ person: 'admin', isDerived: true }] });
  const stages = new Set(order?.readings.map(({ stage }) => stage));
  expect([...stages].sort()).toEqual(['after', 'before']);
  expect((await orders()).filter((order) => order.alarmId === alarm.id)).toHaveLength(1);

  const events = await gateway.get<Wire<AlarmEvent>[]>(`/alarms/${alarm.id}/events`);
  expect(events.map((event) => event.type)).toEqual([
    ...['activated', 'annunciated', 'acknowledged', 'returned', 'closed'],
  ]);
});
