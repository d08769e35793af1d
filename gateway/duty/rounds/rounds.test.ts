import { expect, onTestFinished, test } from 'vitest';
import { exampleRounds } from '../../../tests/harness/fake-rounds.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { fakeOrder, fakeSite } from '../../../tests/harness/web-fakes.ts';
import type { RoundRecord } from '../../domain/duty/rounds/round-step.ts';
import type { RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import { done, PlantroomError } from '../../domain/errors.ts';
import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import { Latest } from '../../pipeline/latest.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';
import type { RoundDeed } from '../../ports/round-service.ts';
import type { WorkOrderDraft } from '../../ports/work-order-service.ts';
import { createRounds } from './rounds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 08:00 in Shanghai; rounds are at nine and twenty-one. */
const MORNING = Date.UTC(2026, 0, 5, 0);

/** Orders in memory: one per key. */
class Orders {
  readonly orders: WorkOrder[] = [];
  private readonly listeners = new Set<(order: WorkOrder) => void>();

  async create(draft: WorkOrderDraft) {
    const known = this.orders.find(({ key }) => key === draft.key);
    const { key = null, equipment = null, place = '', source = { kind: 'person' as const, record: null } } = draft;
    const id = this.orders.length + 1;
    const order =
      known ?? fakeOrder(id, { key, equipment, place, source, title: draft.title, priority: draft.priority });
    if (!known) this.orders.push(order);
    return done(order);
  }
  async get(id: number) {
    return this.orders[id - 1];
  }
  onChange(listener: (order: WorkOrder) => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }
  finish(id: number, doneAt: number): void {
    const order = { ...this.orders[id - 1]!, state: 'done' as const, doneAt };
    this.orders[id - 1] = order;
    for (const listener of this.listeners) listener(order);
  }
}

function house(start = MORNING, book = new MemoryRecordBook(), orders = new Orders(), tell: RoundsPlan['tell'] = []) {
  const [clock, site] = [new ManualClock(start), fakeSite()];
  const latest = new Latest(site.points.length);
  const history = { newest: async () => new BatchBuilder() };
  const told: DutyNotice[] = [];
  const rounds = createRounds({
    ...{ plan: { ...exampleRounds(site.id), tell }, site, book, latest, history, orders, clock },
    ...{ notices: { tell: (notice) => void told.push(notice) }, logger: silentLogger },
  });
  onTestFinished(() => rounds.stop());
  const all = (): RoundRecord[] => book.all('round').map(({ record }) => record as RoundRecord);
  const act = async (
    id: number,
    deed: RoundDeed,
    username = 'wang',
    offline: { deviceAt: number; sentAt: number } | null = null,
  ) => {
    const outcome = await rounds.service.act(id, deed, { username, via: 'phone', offline });
    await clock.advanceAsync(0);
    return outcome;
  };
  return { clock, latest, rounds, book, orders, history, told, all, act };
}

type House = ReturnType<typeof house>;

async function findDrip({ act }: House, id: number, stop: string): Promise<void> {
  const { code } = { code: exampleRounds().plans[0]!.stops.find((one) => one.id === stop)!.code };
  await act(id, { kind: 'scan', stop, code, isTyped: false });
  const answer = { check: 'seal', mark: 'bad' as const, value: null, text: null, note: 'drips', photo: null };
  const filled = await act(id, { kind: 'fill', stop, answers: [answer] });
  expect(filled.ok).toBe(true);
}

test('a day of nobody: both rounds are opened half an hour before, and missed when their time is over', async () => {
  const one = house();
  await one.rounds.start();
  expect(one.all()).toEqual([]);
  await one.clock.advanceAsync(31 * MINUTE);
  expect(one.all().map(({ state, at }) => [state, at])).toEqual([['open', MORNING + HOUR]]);
  await one.clock.advanceAsync(DAY - 31 * MINUTE);
  expect(one.all().map(({ state, at }) => [state, at])).toEqual([
    ['missed', MORNING + HOUR],
    ['missed', MORNING + 13 * HOUR],
  ]);
});

test('after a standstill what nobody could walk is there, missed, once; a second start changes nothing', async () => {
  const one = house();
  await one.rounds.start();
  await one.clock.advanceAsync(2 * HOUR);
  await one.rounds.stop();
  const later = MORNING + 3 * DAY;
  const two = house(later, one.book);
  await two.rounds.start();
  await two.clock.advanceAsync(HOUR);
  const keys = two.all().map(({ key }) => key);
  expect(keys).toHaveLength(7);
  expect(new Set(keys).size).toBe(7);
  expect(two.all().map(({ state }) => state)).toEqual([...Array<string>(6).fill('missed'), 'open']);
  const three = house(later + HOUR, one.book);
  await three.rounds.start();
  expect(three.all().map(({ key, version }) => [key, version])).toEqual(
    two.all().map(({ key, version }) => [key, version]),
  );
});

test('a disk that does not answer is asked again, and nothing is opened twice', async () => {
  const one = house(MORNING + HOUR);
  const records = one.book.of.bind(one.book);
  let fails = true;
  one.book.of = ((shape: Parameters<typeof records>[0]) => {
    const found = records(shape);
    const open: typeof found.open = (draft) =>
      fails ? Promise.reject(new PlantroomError('STORE_UNAVAILABLE')) : found.open(draft);
    return { ...found, open };
  }) as typeof one.book.of;
  const two = house(MORNING + HOUR, one.book);
  await two.rounds.start();
  expect(two.all()).toEqual([]);
  fails = false;
  await two.clock.advanceAsync(MINUTE);
  expect(two.all()).toHaveLength(1);
});

test('what telemetry says is kept beside an answer: live, or, for a phone out of reach, of that moment', async () => {
  const one = house(MORNING + HOUR);
  await one.rounds.start();
  const batch = new BatchBuilder();
  batch.add(0, 397.96, QUALITY.good, MORNING + HOUR);
  one.latest.take(batch);
  const { code } = exampleRounds().plans[0]!.stops[1]!;
  const answer = (check: string) => ({ check, mark: 'ok' as const, value: null, text: null, note: null, photo: null });
  await one.act(1, { kind: 'scan', stop: 'PUMP-1', code, isTyped: false });
  await one.act(1, { kind: 'fill', stop: 'PUMP-1', answers: [answer('power'), answer('seal')] });
  expect(one.all()[0]!.body.stops[1]!.checks[0]!.seen).toMatchObject({ value: 398, reason: null });

  const two = house(MORNING + HOUR);
  await two.rounds.start();
  const past = new BatchBuilder();
  past.add(0, 401, QUALITY.good, MORNING + HOUR + 9 * MINUTE);
  two.history.newest = async () => past;
  await two.clock.advanceAsync(30 * MINUTE);
  const heldFor = (ms: number) => ({ deviceAt: 1_000, sentAt: 1_000 + ms });
  await two.act(1, { kind: 'scan', stop: 'PUMP-1', code, isTyped: false }, 'wang', heldFor(21 * MINUTE));
  await two.act(
    1,
    { kind: 'fill', stop: 'PUMP-1', answers: [answer('power'), answer('seal')] },
    'wang',
    heldFor(20 * MINUTE),
  );
  const stop = two.all()[0]!.body.stops[1]!;
  expect(stop).toMatchObject({ isSentLater: true, doneAt: MORNING + HOUR + 10 * MINUTE, state: 'done' });
  expect(stop.checks[0]!.seen).toMatchObject({ value: 401, at: MORNING + HOUR + 9 * MINUTE });
});

test('a finding opens one order, the same fault next time joins it, and both wait for a second look when it is done', async () => {
  const one = house(MORNING + HOUR);
  await one.rounds.start();
  await findDrip(one, 1, 'PUMP-1');
  await one.clock.advanceAsync(MINUTE);
  expect(one.orders.orders).toHaveLength(1);
  expect(one.orders.orders[0]).toMatchObject({
    equipment: 'PUMP-1',
    priority: 'P2',
    source: { kind: 'round', record: 1 },
  });
  await one.clock.advanceAsync(12 * HOUR);
  await findDrip(one, 2, 'PUMP-1');
  await one.clock.advanceAsync(MINUTE);
  expect(one.orders.orders).toHaveLength(1);
  expect((await one.rounds.service.findings()).map(({ order, isRepeat }) => [order, isRepeat])).toEqual([
    [1, true],
    [1, false],
  ]);
  one.orders.finish(1, one.clock.nowMs());
  await one.clock.advanceAsync(MINUTE);
  expect((await one.rounds.service.findings()).every(({ mendedAt }) => mendedAt !== null)).toBe(true);
  for (const id of [1, 2]) await one.act(id, { kind: 'recheck', finding: 'PUMP-1/seal', result: 'ok', note: '' });
  expect(await one.rounds.service.findings()).toEqual([]);
});

test('what was found before a kill gets its one order after it; a fault not mended gets another', async () => {
  const one = house(MORNING + HOUR);
  await one.rounds.start();
  await one.rounds.stop();
  await findDrip(one, 1, 'PUMP-1');
  await one.rounds.stop();
  const two = house(MORNING + 2 * HOUR, one.book, one.orders);
  await two.rounds.start();
  await two.rounds.tick();
  expect(one.orders.orders).toHaveLength(1);
  one.orders.finish(1, two.clock.nowMs());
  await two.clock.advanceAsync(MINUTE);
  await two.act(1, { kind: 'recheck', finding: 'PUMP-1/seal', result: 'bad', note: 'still drips' });
  await two.clock.advanceAsync(MINUTE);
  expect(one.orders.orders.map(({ title }) => title.en)).toEqual(['Pump 1: seal', 'Pump 1: seal (again, 2)']);
});

test('an act on an older version, on no round, and on the code of no place', async () => {
  const one = house(MORNING + HOUR);
  await one.rounds.start();
  const caller = { username: 'wang', via: 'phone' as const, offline: null };
  const skip = { kind: 'skip', stop: 'B1', reason: 'no key' } as const;
  expect(await one.rounds.service.act(9, skip, caller)).toMatchObject({ code: 'RECORD_NOT_FOUND' });
  expect(await one.rounds.service.act(1, skip, caller, 7)).toMatchObject({ code: 'RECORD_CHANGED' });
  const { code } = exampleRounds().plans[0]!.stops[0]!;
  expect(await one.rounds.service.openAt(code)).toHaveLength(1);
  expect(await one.rounds.service.openAt('a-B1-000000')).toEqual([]);
});

test('whoever leads the shift is told of a late round and of a missed one, once each; after a kill under the same key', async () => {
  const lead = [{ kind: 'rotation', rotation: 'shift-lead' }] as const;
  const one = house(MORNING, new MemoryRecordBook(), new Orders(), lead);
  await one.rounds.start();
  await one.clock.advanceAsync(2 * HOUR - MINUTE);
  expect(one.told).toEqual([]);
  await one.clock.advanceAsync(30 * MINUTE);
  expect(one.told).toMatchObject([{ code: 'ROUND_LATE', priority: 'P4', to: lead }]);
  expect(one.told[0]?.text.zh).toContain('2 处中 2 处未巡');
  await one.clock.advanceAsync(3 * HOUR);
  expect(one.told.map(({ code }) => code)).toEqual(['ROUND_LATE', 'ROUND_MISSED']);
  await one.rounds.stop();
  const two = house(one.clock.nowMs(), one.book, one.orders, lead);
  await two.rounds.start();
  expect(two.told.map(({ code, key }) => [code, key])).toEqual([['ROUND_MISSED', one.told[1]?.key]]);
});

test('a round that was walked is told to nobody, nor after a standstill what was missed before yesterday', async () => {
  const one = house(MORNING + HOUR);
  await one.rounds.start();
  for (const stop of ['B1', 'PUMP-1']) await one.act(1, { kind: 'skip', stop, reason: 'no key' });
  await one.clock.advanceAsync(4 * HOUR);
  expect(one.told).toEqual([]);
  await one.rounds.stop();
  const two = house(MORNING + 10 * DAY, one.book);
  await two.rounds.start();
  expect(two.all().filter(({ state }) => state === 'missed').length).toBeGreaterThan(15);
  expect(two.told.map(({ code }) => code)).toEqual(['ROUND_MISSED', 'ROUND_MISSED']);
});
