import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import type { DutyRecord } from '../../domain/duty/record.ts';
import { systemDeed } from '../../domain/duty/record-deed.ts';
import type { UseAnomaly } from '../../domain/duty/use-anomalies/use-anomaly.ts';
import type { UseAnomalyPlan } from '../../domain/duty/use-anomalies/use-anomaly-plan.ts';
import { done } from '../../domain/errors.ts';
import type { DutyNotice } from '../../ports/duty-notices.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../ports/work-order-service.ts';
import { createUseAnomalies } from './use-anomalies.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Wednesday 4 March 2026, midnight in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 2, 3, 16);
const text = (en: string) => ({ en, zh: `${en} 表` });
const meter = (id: string, kind: 'electricity' | 'water', unit: string) => ({
  ...{ id, title: text(id), kind, unit, decimals: 0, point: `${id}.count`, equipment: null, area: 'B1' },
});
const PLAN: UseAnomalyPlan = {
  meters: [meter('main', 'electricity', 'kWh'), meter('tank', 'water', 'm³')],
  rules: { day: { share: 0.5, before: 4 }, week: { share: 0.3, before: 4 }, month: { share: 0.2, before: 3 } },
  least: { electricity: 50, water: 5, gas: 5, heat: 50, cold: 50 },
  answerMs: 3 * DAY,
};

/** A hundred a day; more, or nothing known, on days that a test says. */
class Counters {
  readonly perDay = new Map<string, number>();
  fails = false;

  async increments([tag = '']: readonly string[], [from = 0, to = 0]: readonly number[]) {
    if (this.fails) throw new Error('no disk');
    let [sum, known] = [0, 1];
    for (let at = from; at < to; at += DAY) {
      const day = new Date(at + 8 * HOUR).toISOString().slice(0, 10);
      const use = this.perDay.get(`${tag} ${day}`) ?? 100;
      if (Number.isNaN(use)) known = 0.5;
      else sum += use;
    }
    const rest = { estimated: 0, coverage: known, quality: 'measured' as const };
    return [{ point: 0, bucketStartMs: from, increment: sum, known, ...rest }];
  }
}

function house(start = MIDNIGHT, book = new MemoryRecordBook(), counters = new Counters()) {
  const clock = new ManualClock(start);
  const told: DutyNotice[] = [];
  const ordered: WorkOrderDraft[] = [];
  const orders: Pick<WorkOrderService, 'create'> = {
    create: async (draft) => {
      ordered.push(draft);
      // Of an order only its number is looked at here.
      return done({ id: ordered.length }) as Awaited<ReturnType<WorkOrderService['create']>>;
    },
  };
  const anomalies = createUseAnomalies({
    ...{ plan: PLAN, timeZone: 'Asia/Shanghai', book, history: counters, orders, clock, logger: silentLogger },
    notices: { tell: (notice) => void told.push(notice) },
  });
  onTestFinished(() => anomalies.stop());
  const all = () => book.all('use-anomaly').map(({ record }) => record as DutyRecord<UseAnomaly>);
  return { clock, book, counters, told, ordered, anomalies, all };
}

const person = (at: number, by = 'wang') => ({ ...systemDeed(at), by, via: 'screen' as const });

test('a usual house has no case; a day with three times the water has one, told once, after the night has settled', async () => {
  const one = house();
  await one.anomalies.start();
  await one.clock.advanceAsync(2 * HOUR);
  expect(one.all()).toEqual([]);
  one.counters.perDay.set('tank.count 2026-03-04', 320);
  await one.clock.advanceAsync(DAY - 90 * 60_000);
  expect(one.all()).toEqual([]);
  await one.clock.advanceAsync(2 * HOUR);
  expect(one.all()).toMatchObject([
    {
      ...{ key: 'use:tank:day:2026-03-04', subject: 'tank', state: 'open', at: MIDNIGHT },
      body: { span: 'day', use: 320, usual: 100, before: [100, 100, 100, 100], verdict: 'above', cause: null },
    },
  ]);
  expect(one.told.map(({ code }) => code)).toEqual(['USE_ODD']);
  expect(one.told[0]?.text.zh).toContain('tank 表 320 (100) m³');
  const two = house(one.clock.nowMs(), one.book, one.counters);
  await two.anomalies.start();
  await two.anomalies.tick();
  expect([two.all().length, two.told.length]).toEqual([1, 0]);
});

test('a week that lost its pump is told as well; a day of which half is known is neither judged nor compared with', async () => {
  const one = house(MIDNIGHT + 2 * HOUR);
  for (let day = 23; day <= 28; day++) one.counters.perDay.set(`main.count 2026-02-${day}`, 0);
  one.counters.perDay.set('main.count 2026-03-01', 0);
  one.counters.perDay.set('tank.count 2026-03-03', Number.NaN);
  await one.anomalies.start();
  expect(one.all().map(({ key, body }) => [key, body.verdict])).toEqual([
    ['use:main:month:2026-02-01', 'below'],
    ['use:main:week:2026-02-23', 'stopped'],
  ]);
});

test('while the history cannot be read nothing is judged, and then it is', async () => {
  const one = house(MIDNIGHT + 2 * HOUR);
  one.counters.perDay.set('main.count 2026-03-03', 900);
  one.counters.fails = true;
  await one.anomalies.start();
  expect(one.all()).toEqual([]);
  one.counters.fails = false;
  await one.clock.advanceAsync(HOUR);
  expect(one.all().map(({ key }) => key)).toEqual(['use:main:day:2026-03-03']);
});

test('a case is explained, acted on and closed, with an order that is opened once; nothing is closed without a cause', async () => {
  const one = house(MIDNIGHT + 2 * HOUR);
  one.counters.perDay.set('main.count 2026-03-03', 900);
  await one.anomalies.start();
  const { service } = one.anomalies;
  const now = one.clock.nowMs();
  expect(await service.close(1, 'back to usual', person(now))).toMatchObject({ detail: 'the cause is missing' });
  expect(await service.order(1, person(now))).toMatchObject({ ok: true, value: { body: { order: 1 } } });
  expect(one.ordered[0]).toMatchObject({ key: 'use:1', place: 'B1', source: { kind: 'use-anomaly', record: 1 } });
  await service.explain(1, 'chiller ran all night', person(now));
  await service.act(1, 'time switch set again', person(now));
  const closed = await service.close(1, 'usual again on Thursday', person(now, 'chen'));
  const body = { cause: { by: 'wang' }, action: { text: 'time switch set again' }, result: { by: 'chen' } };
  expect(closed).toMatchObject({ ok: true, value: { state: 'done', dueAt: null, body } });
  expect(await service.explain(1, 'something else', person(now))).toMatchObject({ code: 'RECORD_STEP_REFUSED' });
  expect(await service.order(1, person(now))).toMatchObject({ code: 'RECORD_STEP_REFUSED' });
  expect((await service.events(1)).map(({ type }) => type)).toEqual([
    ...['opened', 'order-linked', 'explained', 'measure', 'closed'],
  ]);
});

test('a case that was none is dismissed with a reason', async () => {
  const one = house(MIDNIGHT + 2 * HOUR);
  one.counters.perDay.set('main.count 2026-03-03', 900);
  await one.anomalies.start();
  const dismissed = await one.anomalies.service.dismiss(1, 'fair in the hall', person(one.clock.nowMs()));
  expect(dismissed).toMatchObject({ ok: true, value: { state: 'cancelled', body: { cause: null } } });
});
