import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import type { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { ALL_CHECKED, SHIFT_START, shiftBench, shiftPlan, TAKE_OVER } from '../../../tests/harness/shift-bench.ts';
import { openTestStore } from '../../../tests/harness/store-file.ts';
import { fakeOrder } from '../../../tests/harness/web-fakes.ts';
import { BatchBuilder } from '../../domain/sample.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END = SHIFT_START + 12 * HOUR;

const keysOf = (book: MemoryRecordBook) =>
  book.all('shift').map(({ record }) => `${record.key.slice(-8)} ${record.state}`);

describe('shifts write themselves', () => {
  test('the one that goes on now is the first; who comes is said by the rotation', async () => {
    const { book, engine } = shiftBench();
    await engine.tick();
    expect(keysOf(book as MemoryRecordBook)).toEqual(['05T08:00 open']);
    expect((book as MemoryRecordBook).all('shift')[0]?.record).toMatchObject({
      ...{ subject: 'duty', at: SHIFT_START, dueAt: END + 15 * MINUTE },
      body: { people: [{ person: 'ann', name: 'ANN', because: 'turn' }], check: null, holiday: null },
    });
  });

  test('ten minutes before the end the handover is there, and the next shift, with its check and its holiday', async () => {
    const { book, engine, clock } = shiftBench();
    await engine.tick();
    clock.advance(12 * HOUR - 11 * MINUTE);
    await engine.tick();
    expect((book as MemoryRecordBook).all('shift')).toHaveLength(1);
    clock.advance(MINUTE);
    await engine.tick();
    await engine.tick();
    const [day, night] = (book as MemoryRecordBook).all('shift');
    expect(day?.record.body).toMatchObject({ handover: { openedAt: END - 10 * MINUTE, outgoing: null } });
    expect(day?.events.map(({ type }) => type)).toEqual(['opened', 'handover-opened']);
    expect(night?.record.body).toMatchObject({
      ...{ people: [{ person: 'bob' }], check: { dueAt: END + 3 * HOUR, isMissed: false } },
    });
    clock.advance(12 * HOUR);
    await engine.tick();
    expect((book as MemoryRecordBook).all('shift')[2]?.record.body).toMatchObject({ holiday: { en: 'Holiday' } });
  });

  test('a swap is followed, and so is a deputy', async () => {
    const { book, engine, onCall } = shiftBench();
    await engine.tick();
    const draft = { rotation: 'duty', kind: 'replace', person: 'cat', instead: 'ann', reason: 'flu' } as const;
    const outcome = await onCall.override(
      { ...draft, from: SHIFT_START + HOUR, to: END },
      { username: 'eva', role: 'engineer' },
    );
    expect(outcome.ok).toBe(true);
    await engine.tick();
    const { record, events } = (book as MemoryRecordBook).all('shift')[0]!;
    expect(record.body).toMatchObject({ people: [{ person: 'ann', endsAt: SHIFT_START + HOUR }, { person: 'cat' }] });
    expect(events.at(-1)).toMatchObject({ type: 'replanned', detail: { people: ['ann', 'cat'], before: ['ann'] } });
  });

  test('after the gateway was off, what should have been is there, marked missed and never doubled', async () => {
    const bench = shiftBench();
    await bench.engine.tick();
    bench.clock.advance(3 * 24 * HOUR + HOUR);
    const later = shiftBench({ clock: bench.clock, book: bench.book });
    await later.engine.tick();
    await later.engine.tick();
    expect(keysOf(bench.book as MemoryRecordBook)).toEqual([
      ...['05T08:00 missed', '05T20:00 missed', '06T08:00 missed', '06T20:00 missed', '07T08:00 missed'],
      ...['07T20:00 missed', '08T08:00 open'],
    ]);
    const made = (bench.book as MemoryRecordBook).all('shift')[1];
    expect(made?.record.body).toMatchObject({ handover: null, people: [{ person: 'bob' }], check: { isMissed: true } });
    expect(made?.events[0]).toMatchObject({ note: 'the gateway was not running' });
  });

  test('whenever the engine looks, the shifts are the same, each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 25 }), async (waits) => {
        const { book, engine, clock } = shiftBench();
        await engine.tick();
        for (const minutes of waits) {
          clock.advance(minutes * MINUTE);
          await engine.tick();
        }
        const shifts = (book as MemoryRecordBook).all('shift').map(({ record }) => record);
        for (const [index, { at }] of shifts.entries()) expect(at).toBe(SHIFT_START + index * 12 * HOUR);
        const last = shifts.at(-1)!;
        expect(last.at).toBeGreaterThan(clock.nowMs() - 12 * HOUR - 1);
        const open = shifts.filter(({ state }) => state === 'open');
        expect(open.length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 40 },
    );
  });
});

describe('relief', () => {
  async function atTheEnd() {
    const bench = shiftBench();
    await bench.engine.tick();
    bench.clock.advance(12 * HOUR - 10 * MINUTE);
    await bench.engine.tick();
    const [day, night] = (bench.book as MemoryRecordBook).all('shift').map(({ record }) => record.id);
    return { ...bench, day: day!, night: night! };
  }

  test('both sign: the day is done, the night knows from whom it took over', async () => {
    const { act, service, day, night } = await atTheEnd();
    expect(await act(day, ALL_CHECKED, 'ann')).toMatchObject({ ok: true });
    expect(await act(day, { kind: 'sign-out' }, 'ann')).toMatchObject({ ok: true });
    expect(await act(night, { kind: 'arrive' }, 'bob')).toMatchObject({ ok: true });
    expect(await act(day, TAKE_OVER, 'bob')).toMatchObject({ ok: true, value: { state: 'done' } });
    expect((await service.get(night))?.record.body).toMatchObject({
      ...{ takenOver: { by: 'ann', name: 'ANN' }, override: null },
      presence: [{ person: 'bob', state: 'here', isStandIn: false }],
    });
  });

  test('that the program ended between the two papers is made up for', async () => {
    const { act, book, clock, parts, engine, day, night } = await atTheEnd();
    await act(day, ALL_CHECKED, 'ann');
    await act(day, { kind: 'sign-out' }, 'ann');
    const change = parts.records.change;
    Object.assign(parts.records, {
      change: (id: number, ...rest: [never]) => (id === night ? undefined : change(id, ...rest)),
    });
    await act(day, TAKE_OVER, 'bob');
    Object.assign(parts.records, { change });
    clock.advance(MINUTE);
    await engine.tick();
    expect((book as MemoryRecordBook).all('shift')[1]?.record.body).toMatchObject({ takenOver: { by: 'ann' } });
  });

  test('with an urgent alarm nobody has acknowledged it is refused with the reason; an engineer’s word stands in both shifts', async () => {
    const { act, alarms, service, day, night } = await atTheEnd();
    await act(day, ALL_CHECKED, 'ann');
    await act(day, { kind: 'sign-out' }, 'ann');
    alarms.alarms = [fakeAlarm('PUMP-1.high~1', { priority: 'P1' })];
    expect(await service.standing(day, 'bob')).toMatchObject({
      value: { blocks: ['p1'], report: { unacknowledged: 1 } },
    });
    expect(await act(day, TAKE_OVER, 'bob')).toMatchObject({ code: 'RECORD_STEP_REFUSED', detail: 'not now: p1' });
    const words = { ...TAKE_OVER, overrideReason: 'sensor is broken' } as typeof TAKE_OVER;
    expect(await act(day, words, 'bob')).toMatchObject({ code: 'AUTH_FORBIDDEN' });
    expect(await act(day, words, 'eva', 'engineer')).toMatchObject({ ok: true });
    for (const id of [day, night]) {
      const found = await service.get(id);
      expect(found?.events.some(({ note }) => note === 'sensor is broken')).toBe(true);
    }
  });

  test('that has not signed a quarter of an hour after the end is told once, P3, and the outgoing shift stays responsible', async () => {
    const { pass, service, told, day } = await atTheEnd();
    await pass(20);
    expect(told).toEqual([]);
    await pass(60);
    const late = told.filter(({ code }) => code === 'RELIEF_LATE');
    expect(late).toMatchObject([{ priority: 'P3', at: END + 15 * MINUTE }]);
    const console = await service.console();
    expect(console.trades[0]).toMatchObject({ responsible: { id: day }, notHandedOver: [{ id: day }] });
  });

  test('that never signs leaves a missed handover when the next shift is over too', async () => {
    const { pass, book } = await atTheEnd();
    await pass(24 * 60, 30);
    expect(keysOf(book as MemoryRecordBook)[0]).toBe('05T08:00 missed');
  });

  test('a minimum of two waits for the second', async () => {
    const bench = shiftBench({ plan: shiftPlan({ minimum: 2 }) });
    await bench.engine.tick();
    expect(bench.told).toMatchObject([{ code: 'SHIFT_UNMANNED', priority: 'P2' }]);
    bench.clock.advance(12 * HOUR);
    await bench.engine.tick();
    const [day, night] = (bench.book as MemoryRecordBook).all('shift').map(({ record }) => record.id);
    await bench.act(day!, ALL_CHECKED, 'ann');
    await bench.act(day!, { kind: 'sign-out' }, 'ann');
    expect(await bench.act(day!, TAKE_OVER, 'bob')).toMatchObject({ detail: 'not now: people' });
    await bench.act(night!, { kind: 'arrive' }, 'cat');
    expect(await bench.service.standing(day!, 'cat')).toMatchObject({ value: { blocks: ['people'] } });
    expect(await bench.service.standing(day!, 'bob')).toMatchObject({ value: { blocks: [] } });
    expect(await bench.act(day!, TAKE_OVER, 'bob')).toMatchObject({ ok: true });
  });
});

test('at 23:00 the night shift has looked at everything, or it is said that it has not', async () => {
  const { act, book, engine, clock, told, pass } = shiftBench();
  await engine.tick();
  clock.advance(12 * HOUR);
  await engine.tick();
  const night = (book as MemoryRecordBook).all('shift')[1]!.record.id;
  await pass(3 * 60);
  expect(told.filter(({ code }) => code === 'CHECK_MISSED')).toHaveLength(1);
  expect(await act(night, { kind: 'check', note: 'all in order' }, 'bob')).toMatchObject({
    value: { body: { check: { by: 'bob', isMissed: true, note: 'all in order' } } },
  });
  await pass(60);
  expect(told.filter(({ code }) => code === 'CHECK_MISSED')).toHaveLength(1);
});

describe('the report', () => {
  test('says how things stand: values, what is wrong, what is quiet, what is being repaired, what is to be done', async () => {
    const orders = { list: async () => [fakeOrder(7, { priority: 'P2' }), fakeOrder(8, { priority: 'P1' })] };
    const { service, engine, alarms, latest, book } = shiftBench({ orders });
    await engine.tick();
    alarms.alarms = [
      fakeAlarm('PUMP-1.high~1'),
      fakeAlarm('PUMP-2.high~1', { state: 'suppressed' }),
      fakeAlarm('PUMP-2.low~1', { state: 'shelved' }),
    ];
    const batch = new BatchBuilder();
    batch.add(0, 12.34, 0, SHIFT_START);
    latest.take(batch);
    const id = (book as MemoryRecordBook).all('shift')[0]!.record.id;
    const standing = await service.standing(id, 'bob');
    if (!standing.ok) throw new Error(standing.code);
    const { report } = standing.value;
    expect(report.values).toMatchObject([{ tag: 'PUMP-1.p0', value: 12.34, quality: 'good', at: SHIFT_START }]);
    expect(report.alarms).toMatchObject({ total: 1, items: [{ id: 'PUMP-1.high~1', priority: 'P2' }] });
    expect(report.quiet.items.map(({ state }) => state)).toEqual(expect.arrayContaining(['shelved', 'suppressed']));
    expect(report.orders.items.map((order) => order.id)).toEqual(['8', '7']);
    expect(report.unknown).toEqual([]);
  });

  test('names what it cannot read instead of passing it off as empty', async () => {
    const orders = {
      list: async () => {
        throw new Error('disk');
      },
    };
    const { service, engine, book } = shiftBench({ orders });
    await engine.tick();
    const id = (book as MemoryRecordBook).all('shift')[0]!.record.id;
    expect(await service.standing(id, 'bob')).toMatchObject({
      value: { report: { unknown: ['orders'], orders: { total: 0 } } },
    });
  });
});

test('the roster says who comes, what is a holiday and where nobody is', async () => {
  const { service, onCall } = shiftBench();
  const away = { rotation: 'duty', kind: 'remove', person: null, instead: 'bob', reason: 'leave' } as const;
  await onCall.override({ ...away, from: END, to: END + 6 * HOUR }, { username: 'eva', role: 'engineer' });
  const shifts = await service.roster(SHIFT_START, SHIFT_START + 36 * HOUR);
  expect(shifts.map(({ hours, people, isGap, holiday }) => [hours, people.length, isGap, holiday !== null])).toEqual([
    ['08:00-20:00', 1, false, false],
    ['20:00-08:00', 1, true, false],
    ['08:00-20:00', 1, false, true],
  ]);
});

test('news are of the time since the own last shift', async () => {
  const orders = {
    list: async () => [fakeOrder(1, { openedAt: SHIFT_START + 13 * HOUR }), fakeOrder(2, { openedAt: 0 })],
  };
  const { service, pass, alarms } = shiftBench({ orders });
  await pass(24 * 60, 30);
  const news = await service.news('ann');
  expect(news).toMatchObject({ lastShiftEndedAt: END, since: END, orders: 1 });
  expect(alarms.asked.at(-1)).toMatchObject({ from: END });
  expect(await service.news('zoe')).toMatchObject({ lastShiftEndedAt: null });
});

test('on the real book, with a restart in between', async () => {
  const { store, folder } = await openTestStore();
  const first = shiftBench({ book: store.records });
  await first.engine.tick();
  await store.close();
  const again = (await openTestStore(folder)).store;
  const clock = new ManualClock(END - 5 * MINUTE);
  const { service, engine } = shiftBench({ book: again.records, clock });
  await engine.tick();
  const shifts = await service.list({ limit: 10 });
  expect(shifts.map(({ key, body }) => [key.slice(-5), body.handover !== null])).toEqual([
    ['20:00', false],
    ['08:00', true],
  ]);
});
