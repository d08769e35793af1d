import { expect, it, onTestFinished } from 'vitest';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { dayOfText } from '../../domain/duty/calendar-days.ts';
import type { StoresPlan } from '../../domain/duty/stores/stores-plan.ts';
import type { RecordCaller } from '../../ports/maintenance-service.ts';
import { KeyedOrders } from '../plans/plans.fixtures.ts';
import type { MaintenanceTold } from '../plans/told.ts';
import { createStoresRuntime } from './stores-runtime.ts';

const text = (en: string) => ({ en, zh: en });
const PLAN: StoresPlan = {
  parts: [
    {
      ...{
        id: 'seal',
        name: text('Seal'),
        unit: 'pc',
        shelf: 'A',
        least: 2,
        onHand: 3,
        approvalAbove: 10,
        price: null,
      },
      equipment: [],
    },
  ],
  tools: [{ id: 'camera', name: text('Camera'), place: 'cupboard' }],
  contractors: [
    {
      ...{ id: 'lifts', name: 'Sun Lifts', trade: text('Lifts'), contact: 'Sun', phone: '1', nightPhone: '' },
      ...{ equipment: ['L01'], arriveMinutes: 30, contractEnd: null },
    },
  ],
  instruments: [
    {
      ...{ id: 'megger', name: text('Megger'), serial: '7', place: 'cupboard', equipment: null, everyMonths: 12 },
      ...{ isMandatory: false, lastDone: dayOfText('2025-01-20') },
    },
  ],
  certificates: [{ id: 'hv-wang', person: 'wang', title: text('High voltage'), number: 'T-1', validUntil: null }],
  noticeDays: 30,
};

const by = (username: string): RecordCaller => ({
  username,
  via: 'screen',
  deviceAt: null,
  expectedVersion: undefined,
});

async function stores() {
  const clock = new ManualClock();
  const book = new MemoryRecordBook();
  const orders = new KeyedOrders();
  const told: MaintenanceTold[] = [];
  const make = () =>
    createStoresRuntime({
      ...{
        plan: PLAN,
        timeZone: 'Asia/Shanghai',
        book,
        orders,
        clock,
        logger: silentLogger,
        equipment: new Set(['L01']),
      },
      tell: (message) => told.push(message),
    });
  const runtime = make();
  await runtime.start();
  onTestFinished(() => runtime.stop());
  const pass = async (ms: number) => {
    clock.advance(ms);
    await settle();
    await runtime.tick();
  };
  return { clock, book, orders, told, runtime, make, pass, service: runtime.service };
}

it('enters what the site file begins with once, and leaves what people changed', async () => {
  const { service, make } = await stores();
  const [part] = await service.parts.list({ limit: 10 });
  await service.parts.step(part!.id, { step: 'receive', quantity: 2, note: 'bought' }, by('li'));
  const again = make();
  await again.start();
  await again.stop();
  const parts = await service.parts.list({ limit: 10 });
  expect(parts.map(({ body }) => body.onHand)).toEqual([5]);
});

it('too few on the shelf become one order, and the next shortage another', async () => {
  const { service, orders } = await stores();
  const [part] = await service.parts.list({ limit: 1 });
  const take = (quantity: number) =>
    service.parts.step(part!.id, { step: 'issue', quantity, order: null, purpose: 'pump' }, by('li'));
  await take(2);
  await take(1);
  expect(orders.drafts).toHaveLength(1);
  await service.parts.step(part!.id, { step: 'receive', quantity: 5, note: 'bought' }, by('li'));
  await take(4);
  expect(orders.drafts).toHaveLength(2);
  expect(orders.drafts[0]).toMatchObject({ priority: 'P4', source: { kind: 'part', record: part!.id } });
});

it('a contractor who is not there in time is told of once, and stays late', async () => {
  const { service, clock, told } = await stores();
  const [contractor] = await service.contractors.list({ limit: 1 });
  const call = await service.callOuts.add(
    { contractor: contractor!.id, equipment: 'L01', order: 7, reason: 'door fault' },
    by('li'),
  );
  if (!call.ok) throw new Error(call.detail);
  await clock.advanceAsync(29 * 60_000);
  expect(told.filter(({ key }) => key.startsWith('call'))).toEqual([]);
  await clock.advanceAsync(5 * 60_000);
  expect(told.filter(({ key }) => key.startsWith('call'))).toHaveLength(1);
  const arrived = await service.callOuts.step(call.value.id, { step: 'arrive', people: 'Sun, Xu' }, by('li'));
  expect(arrived).toMatchObject({ ok: true, value: { body: { isLate: true } } });
  const closed = await service.callOuts.step(
    call.value.id,
    { step: 'close', result: 'door drive replaced', isSolved: true },
    by('li'),
  );
  expect(closed).toMatchObject({ ok: true, value: { state: 'done', body: { isSolved: true } } });
});

it('refuses a call about what there is not', async () => {
  const { service } = await stores();
  const [contractor] = await service.contractors.list({ limit: 1 });
  const wish = { contractor: contractor!.id, equipment: 'X', order: null, reason: 'door fault' };
  expect(await service.callOuts.add(wish, by('li'))).toMatchObject({ ok: false, code: 'EQUIPMENT_NOT_FOUND' });
  expect(await service.callOuts.add({ ...wish, contractor: 999 }, by('li'))).toMatchObject({
    ok: false,
    code: 'RECORD_NOT_FOUND',
  });
  expect(await service.tools.add({ code: 'camera', name: text('Camera'), place: '' }, by('li'))).toMatchObject({
    ok: false,
  });
});

it('an instrument is told of before its test runs out and once when it has, and a test renews it', async () => {
  const { service, pass, told } = await stores();
  const about = () => told.filter(({ key }) => key.startsWith('instrument')).length;
  expect(about()).toBe(1);
  await pass(20 * 86_400_000);
  expect(about()).toBe(2);
  const [megger] = await service.instruments.list({ limit: 1 });
  const test = {
    step: 'test' as const,
    on: '2026-01-24',
    result: 'pass' as const,
    certificate: 'C-1',
    by: 'Institute',
    file: null,
    note: null,
  };
  const outcome = await service.instruments.step(megger!.id, test, by('li'));
  expect(outcome).toMatchObject({ ok: true, value: { body: { dueOn: '2027-01-24', status: 'in-use' } } });
  await pass(86_400_000);
  expect(about()).toBe(2);
});

it('a tool is with one person at a time, and damage keeps it in', async () => {
  const { service } = await stores();
  const [camera] = await service.tools.list({ limit: 1 });
  const lend = { step: 'lend' as const, to: 'Zhang', backBy: '2026-01-06', purpose: 'joints' };
  expect(await service.tools.step(camera!.id, lend, by('li'))).toMatchObject({
    ok: true,
    value: { body: { lent: { to: 'Zhang' } } },
  });
  expect(await service.tools.step(camera!.id, lend, by('li'))).toMatchObject({ ok: false });
  await service.tools.step(camera!.id, { step: 'return', damage: 'lens broken' }, by('li'));
  expect(await service.tools.step(camera!.id, lend, by('li'))).toMatchObject({ ok: false, detail: 'it is damaged' });
  expect(await service.tools.step(camera!.id, { step: 'count', isThere: false, note: null }, by('li'))).toMatchObject({
    ok: false,
  });
});

it('the end of a contract is told ahead and once when it has passed; a new end is told anew', async () => {
  const { told, clock, pass, service } = await stores();
  const [lifts] = await service.contractors.list({ limit: 5 });
  const { code: _code, reviews: _reviews, ...facts } = lifts!.body;
  const endOn = (contractEnd: string) =>
    service.contractors.step(lifts!.id, { step: 'change', ...facts, contractEnd }, by('chen'));
  const day = (ahead: number) => new Date(clock.nowMs() + ahead * 86_400_000).toISOString().slice(0, 10);
  const contracts = () => told.filter(({ key }) => key.startsWith('contract')).map(({ key }) => key.split(' ')[3]);
  await endOn(day(40));
  await pass(60_000);
  expect(contracts()).toEqual([]);
  await endOn(day(20));
  await pass(60_000);
  await pass(60_000);
  expect(contracts()).toEqual(['false']);
  await pass(22 * 86_400_000);
  expect(contracts()).toEqual(['false', 'true']);
  await endOn(day(10));
  await pass(60_000);
  expect(contracts()).toEqual(['false', 'true', 'false']);
});

it('a certificate of a person is told of before it runs out and once when it has; renewed it is quiet', async () => {
  const { told, clock, pass, service } = await stores();
  const day = (ahead: number) => new Date(clock.nowMs() + ahead * 86_400_000).toISOString().slice(0, 10);
  const entry = { code: 'lift-li', person: 'li', title: text('Lifts'), number: 'L-1', validUntil: day(20) };
  const added = await service.certificates.add(entry, by('chen'));
  const id = added.ok ? added.value.id : 0;
  const mine = () => told.filter(({ key }) => key.startsWith(`certificate ${id}`)).map(({ priority }) => priority);
  await pass(60_000);
  await pass(60_000);
  expect(mine()).toEqual(['P4']);
  await pass(22 * 86_400_000);
  expect(mine()).toEqual(['P4', 'P3']);
  const renew = { step: 'renew', number: 'L-2', validUntil: day(400), file: null } as const;
  expect((await service.certificates.step(id, renew, by('chen'))).ok).toBe(true);
  await pass(60_000);
  expect(mine()).toEqual(['P4', 'P3']);
  const found = await service.certificates.list({ subject: 'wang', limit: 5 });
  expect(found.map(({ body }) => body.code)).toEqual(['hv-wang']);
});
