import { describe, expect, it, onTestFinished } from 'vitest';
import { exampleEquipment, examplePoint, exampleSite } from '../../../tests/harness/builders.ts';
import { fakeAlarm } from '../../../tests/harness/fake-alarms.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { PLAIN_REGISTER, registerBench } from '../../../tests/harness/register-bench.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { tempFolder } from '../../../tests/harness/temp-folder.ts';
import { fakeOrder } from '../../../tests/harness/web-fakes.ts';
import { changeCard, retireCard } from '../../domain/duty/equipment/equipment-card-steps.ts';
import { PlantroomError } from '../../domain/errors.ts';
import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import type { Site } from '../../domain/site.ts';
import type { CardWish } from '../../ports/equipment-register.ts';
import { openStore } from '../../store/open-store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ACTOR = { actor: 'chen', via: 'screen' } as const;

const SITE: Site = {
  ...exampleSite([]),
  equipment: [
    exampleEquipment({ id: 'PUMP-1', class: 'pump' }),
    exampleEquipment({ id: 'PUMP-2', class: 'pump' }),
    exampleEquipment({ id: 'Q1', class: 'breaker' }),
  ],
  points: [
    examplePoint({ index: 0, tag: 'PUMP-1.run', name: 'run', kind: 'boolean', equipment: 'PUMP-1' }),
    examplePoint({ index: 1, tag: 'PUMP-1.hours', name: 'hours', kind: 'counter', unit: 'h', equipment: 'PUMP-1' }),
    examplePoint({ index: 2, tag: 'PUMP-2.run', name: 'run', kind: 'boolean', equipment: 'PUMP-2' }),
  ],
};

function sampleOf(point: number, value: number, quality: number = QUALITY.good): BatchBuilder {
  const batch = new BatchBuilder();
  batch.add(point, value, quality, 1000);
  return batch;
}

describe('cards of a site', () => {
  it('are there for every machine, once, however often the gateway starts', async () => {
    const { engine, book } = registerBench(SITE);
    await engine.tick();
    await engine.tick();
    expect(book.all('equipment-card').map(({ record }) => record.subject)).toEqual(['PUMP-1', 'PUMP-2', 'Q1']);
    const again = registerBench(SITE, { book });
    await again.engine.tick();
    expect(book.all('equipment-card').flatMap(({ events }) => events)).toHaveLength(3);
  });

  it('take what the site file has learned, and keep what people wrote', async () => {
    const { engine, book } = registerBench(SITE);
    await engine.tick();
    const [first] = await engine.register.list('PUMP-1');
    await engine.register.change(first!.record.id, ACTOR, {
      expectedVersion: 1,
      decide: (card, deed) => changeCard(card, { fields: { number: 'P-01' }, reason: null }, deed),
    });
    const cards = [{ equipment: 'PUMP-1', fields: { number: 'X', serial: 'S9' } }];
    await registerBench(SITE, { book, plan: { ...PLAIN_REGISTER, cards } }).engine.tick();
    const [after] = await engine.register.list('PUMP-1');
    expect(after!.record.body.fields).toMatchObject({ number: 'P-01', serial: 'S9' });
  });

  it('are tried again every minute while the store does not answer, and stop with it', async () => {
    const bench = registerBench(SITE);
    const records = bench.book.of.bind(bench.book);
    let isBroken = true;
    const book = Object.assign(bench.book, {
      of: ((shape: Parameters<typeof records>[0]) => {
        const cards = records(shape);
        const open: typeof cards.open = (draft) =>
          isBroken ? Promise.reject(new PlantroomError('STORE_UNAVAILABLE')) : cards.open(draft);
        return { ...cards, open };
      }) as typeof bench.book.of,
    });
    const { engine, clock } = registerBench(SITE, { book });
    engine.start();
    await engine.tick();
    expect(book.all('equipment-card')).toEqual([]);
    isBroken = false;
    await clock.advanceAsync(60_000);
    expect(book.all('equipment-card')).toHaveLength(3);
    await engine.stop();
    expect(clock.pending).toBe(0);
  });
});

it('cards and what was written on them outlive the gateway', async () => {
  const folder = await tempFolder();
  const clock = new ManualClock();
  const first = await openStore({ folder, clock, logger: silentLogger });
  const before = registerBench(SITE, { book: first.records });
  await before.engine.tick();
  const [card] = await before.engine.register.list('PUMP-2');
  const decide: CardWish['decide'] = (one, deed) => changeCard(one, { fields: { serial: 'S1' }, reason: null }, deed);
  await before.engine.register.change(card!.record.id, ACTOR, { expectedVersion: 1, decide });
  await first.close();
  const second = await openStore({ folder, clock, logger: silentLogger });
  onTestFinished(() => second.close());
  const after = registerBench(SITE, { book: second.records });
  await after.engine.tick();
  const [again, ...others] = await after.engine.register.list('PUMP-2');
  expect(others).toEqual([]);
  expect(again!.record).toMatchObject({ version: 2, body: { fields: { serial: 'S1' } } });
});

describe('the register', () => {
  it('shows run, stop, repair and unknown, hours of the machine, what is open', async () => {
    const { engine, latest, alarms, orders, maintenance } = registerBench(SITE);
    await engine.tick();
    latest.take(sampleOf(0, 1));
    latest.take(sampleOf(1, 1234.5));
    alarms.push(fakeAlarm());
    orders.push(fakeOrder(7, { equipment: 'PUMP-1' }));
    const [one, two, breaker] = await engine.register.list();
    expect(one).toMatchObject({ tag: 'running', counterHours: 1234.5, openOrders: 1 });
    expect(one!.openFaults).toBeGreaterThanOrEqual(1);
    expect([two!.tag, breaker!.tag, breaker!.needsSecondPerson]).toEqual(['unknown', 'in-use', true]);
    latest.take(sampleOf(2, 0));
    maintenance.push({ equipment: 'PUMP-1', from: 0, until: 9, by: 'li', reason: 'seal', workOrder: null });
    const later = await engine.register.list();
    expect(later.map(({ tag }) => tag)).toEqual(['under-repair', 'stopped', 'in-use']);
  });

  it('says what ends soon or has ended, by the days of the site', async () => {
    const fields = { warrantyUntil: '2026-01-04', inspectionDueOn: '2026-02-04' };
    const cards = [
      { equipment: 'PUMP-1', fields },
      { equipment: 'PUMP-2', fields: { warrantyUntil: '2026-02-05' } },
    ];
    const { engine } = registerBench(SITE, { plan: { ...PLAIN_REGISTER, cards } });
    await engine.tick();
    const [one, two] = await engine.register.list();
    expect(one!.due).toEqual([
      { what: 'warranty', on: '2026-01-04', isOver: true },
      { what: 'inspection', on: '2026-02-04', isOver: false },
    ]);
    expect(two!.due).toEqual([]);
  });

  it('puts retired machines last and refuses a change of an older state', async () => {
    const { engine } = registerBench(SITE);
    await engine.tick();
    const [one] = await engine.register.list();
    const retire: CardWish = { expectedVersion: 1, decide: (card, deed) => retireCard(card, 'sold', deed) };
    expect(await engine.register.change(one!.record.id, ACTOR, retire)).toMatchObject({ ok: true });
    expect(await engine.register.change(one!.record.id, ACTOR, retire)).toMatchObject({ code: 'RECORD_CHANGED' });
    expect((await engine.register.list()).map(({ record }) => record.subject)).toEqual(['PUMP-2', 'Q1', 'PUMP-1']);
    expect(await engine.register.history(99, 0, 1)).toMatchObject({ code: 'RECORD_NOT_FOUND' });
  });
});

describe('figures of a month', () => {
  it('count machine-days without a fault, from the day of the card on', async () => {
    const { engine, clock, alarms } = registerBench(SITE);
    await engine.tick();
    const from = clock.nowMs() + 2 * DAY;
    alarms.push(fakeAlarm('PUMP-1.high~1', { activeAt: from, returnedAt: from + 2 * HOUR, closedAt: from + 3 * HOUR }));
    clock.advance(10 * DAY);
    const month = await engine.register.goodOrder();
    expect(month).toMatchObject({ month: '2026-01', isWhole: true });
    expect(month.classes).toMatchObject([{ class: 'pump', total: { good: 21, counted: 22 } }]);
    expect(month.classes[0]!.days.slice(3, 6).map(({ counted }) => counted)).toEqual([0, 2, 2]);
  });

  it('give running hours from the bit where the machine has no counter', async () => {
    const start = Date.UTC(2026, 0, 5, 8);
    const samples = [
      { time: start, value: 1, quality: QUALITY.good },
      { time: start + 3 * HOUR, value: 0, quality: QUALITY.good },
    ];
    const { engine, clock } = registerBench(SITE, {}, new Map([['PUMP-2.run', samples]]));
    await engine.tick();
    clock.advance(DAY);
    const [, two, breaker] = await engine.register.list();
    const hours = await engine.register.hours(two!.record.id);
    expect(hours).toMatchObject({ ok: true, value: [{ month: '2026-01', hours: 3, by: 'state' }] });
    expect(await engine.register.hours(breaker!.record.id)).toMatchObject({ ok: true, value: [] });
  });

  it('come one after the other, and not too many wait', async () => {
    const { engine } = registerBench(SITE);
    const asked = Array.from({ length: 9 }, () => engine.register.goodOrder('2026-01'));
    const answers = await Promise.allSettled(asked);
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  });
});
