import { expect, onTestFinished, test } from 'vitest';
import { exampleMeterRuns } from '../../../tests/harness/fake-rounds.ts';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { MemoryRecordBook } from '../../../tests/harness/memory-record-book.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { fakeReplacement, fakeSite } from '../../../tests/harness/web-fakes.ts';
import type { MeterRunRecord } from '../../domain/duty/meter-runs/meter-draft.ts';
import { billingSheet, meterSheet } from '../../domain/duty/meter-runs/meter-sheet.ts';
import { QUALITY } from '../../domain/quality.ts';
import { BatchBuilder } from '../../domain/sample.ts';
import type { DutyNotice, DutyNotices } from '../../ports/duty-notices.ts';
import type { MeterRunDeed } from '../../ports/meter-run-service.ts';
import type { RunHistory } from './counter-facts.ts';
import { createMeterRuns } from './meter-runs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Month end at ten in Shanghai. */
const MOMENTS = [Date.UTC(2026, 0, 31, 2), Date.UTC(2026, 1, 28, 2), Date.UTC(2026, 2, 31, 2)] as const;
const PHOTO = 'a'.repeat(64);

/** Two counters; both rise by so much a day. A meter in `silent` gives nothing. */
class History implements RunHistory {
  readonly silent = new Set<number>();
  readonly perDay = [100, 60];
  fails = false;
  replacements: ReturnType<typeof fakeReplacement>[] = [];

  register(point: number, at: number): number {
    return 1000 + ((at - Date.UTC(2026, 0, 1)) / DAY) * this.perDay[point]!;
  }
  async newest(points: readonly number[], at: number) {
    if (this.fails) throw new Error('no disk');
    const batch = new BatchBuilder();
    for (const point of points) {
      const time = this.silent.has(point) ? at - 3 * HOUR : at - 2000;
      if (at >= Date.UTC(2026, 0, 2)) batch.add(point, this.register(point, time), QUALITY.good, time);
    }
    return batch;
  }
  async increments(tags: readonly string[], [from = 0, to = 0]: readonly number[]) {
    return tags.map((tag) => {
      const point = Number(tag.at(-1));
      const increment = this.register(point, to) - this.register(point, from);
      const known = this.silent.has(point) ? 0.5 : 1;
      return {
        point,
        bucketStartMs: from,
        increment,
        estimated: 0,
        coverage: known,
        known,
        quality: 'measured' as const,
      };
    });
  }
  async meterReplacements() {
    return this.replacements;
  }
}

function house(start: number, book = new MemoryRecordBook(), history = new History(), change = {}) {
  const clock = new ManualClock(start);
  const plan = exampleMeterRuns(change);
  const told: DutyNotice[] = [];
  const notices: DutyNotices = { tell: (notice) => void told.push(notice) };
  const runs = createMeterRuns({ plan, site: fakeSite(), book, history, notices, clock, logger: silentLogger });
  onTestFinished(() => runs.stop());
  const all = (): MeterRunRecord[] => book.all('meter-run').map(({ record }) => record as MeterRunRecord);
  const act = (id: number, deed: MeterRunDeed, username = 'wang') =>
    runs.service.act(id, deed, { username, via: 'phone', offline: null });
  return { clock, runs, book, history, told, all, act };
}
type House = ReturnType<typeof house>;

const read = (meter: string, value: number): MeterRunDeed => ({ kind: 'read', meter, value, photo: PHOTO, note: null });

async function finish({ act }: House, id: number, cafe: number): Promise<void> {
  await act(id, read('cafe', cafe));
  await act(id, { kind: 'check', meter: 'cafe', result: 'ok', note: '' }, 'li');
  expect((await act(id, { kind: 'sign', note: '' })).ok).toBe(true);
  expect((await act(id, { kind: 'approve', note: '' }, 'chen')).ok).toBe(true);
}

test('three month ends: telemetry fills its meters, people read one, a second person checks it, and it is filed', async () => {
  const one = house(MOMENTS[0] - HOUR);
  await one.runs.start();
  expect(one.all()).toEqual([]);
  for (const [n, moment] of MOMENTS.entries()) {
    await one.clock.advanceAsync(moment + 5 * MINUTE - one.clock.nowMs());
    expect(one.all()).toHaveLength(n + 1);
    await finish(one, n + 1, 50 + 10 * n);
  }
  expect(one.all().map(({ state, body }) => [state, body.period])).toEqual([
    ['done', '2026-01-31'],
    ['done', '2026-02-28'],
    ['done', '2026-03-31'],
  ]);
  const [main, shop, cafe] = one.all()[1]!.body.lines;
  expect(main).toMatchObject({ how: 'auto', usual: null });
  expect(main!.use).toBeCloseTo(28 * 100, 0);
  expect(shop!.use).toBeCloseTo(28 * 60, 0);
  expect(cafe).toMatchObject({ how: 'hand', last: 50, reading: 60, use: 200 });
  expect(one.all()[2]!.body.lines[2]).toMatchObject({ usual: 200, previousUse: 200, use: 200, odd: [] });
});

test('what telemetry lacks is not invented: it goes on the list of what is read by hand', async () => {
  const one = house(MOMENTS[0] - HOUR);
  one.history.silent.add(1);
  await one.runs.start();
  await one.clock.advanceAsync(HOUR + 5 * MINUTE);
  const shop = one.all()[0]!.body.lines[1];
  expect(shop).toMatchObject({ auto: { value: null, reason: 'old' }, reading: null, how: null, use: null });
  expect(await one.act(1, { kind: 'sign', note: '' })).toMatchObject({ detail: 'not finished: shop, cafe' });
  expect(await one.act(1, { ...read('shop', 1234), photo: null } as MeterRunDeed)).toMatchObject({ ok: false });
  await one.act(1, read('shop', 1234));
  const self = await one.act(1, { kind: 'check', meter: 'shop', result: 'ok', note: '' });
  expect(self).toMatchObject({ detail: 'a second person has to check it' });
});

test('a history that cannot be read is asked again; the readings are still those of the moment', async () => {
  const one = house(MOMENTS[0] - HOUR);
  one.history.fails = true;
  await one.runs.start();
  await one.clock.advanceAsync(3 * HOUR);
  expect(one.all()[0]!.body.isAutoDone).toBe(false);
  one.history.fails = false;
  await one.clock.advanceAsync(MINUTE);
  const [main] = one.all()[0]!.body.lines;
  expect(main!.reading).toBeCloseTo(one.history.register(0, MOMENTS[0] - 2000), 3);
});

test('one reading ten times as large is odd, wants a reason and a second person; a refused one is read again', async () => {
  const one = house(MOMENTS[0] - HOUR);
  await one.runs.start();
  for (const [n, moment] of MOMENTS.entries()) {
    await one.clock.advanceAsync(moment + 5 * MINUTE - one.clock.nowMs());
    if (n < 2) await finish(one, n + 1, 50 + 10 * n);
  }
  await one.act(3, read('cafe', 160));
  expect(one.all()[2]!.body.lines[2]).toMatchObject({ use: 2000, odd: ['above-usual'] });
  await one.act(3, { kind: 'explain', meter: 'cafe', reason: 'wedding season' });
  await one.act(3, { kind: 'check', meter: 'cafe', result: 'bad', note: 'the photo says 70' }, 'li');
  expect(await one.act(3, { kind: 'sign', note: '' })).toMatchObject({ ok: false });
  await one.act(3, read('cafe', 70));
  await one.act(3, { kind: 'check', meter: 'cafe', result: 'ok', note: '' }, 'li');
  expect((await one.act(3, { kind: 'sign', note: '' })).ok).toBe(true);
  expect(one.all()[2]!.body.lines[2]!.corrections).toMatchObject([{ was: { value: 160 }, by: 'wang' }]);
  expect(await one.act(3, { kind: 'approve', note: '' })).toMatchObject({ ok: false });
  expect(await one.act(3, read('cafe', 71))).toMatchObject({ detail: 'a signed run takes only an addendum' });
});

test('a run that was never filed is missed when the next begins; after a standstill nothing is doubled', async () => {
  const one = house(MOMENTS[0] - HOUR);
  await one.runs.start();
  await one.clock.advanceAsync(2 * HOUR);
  await one.runs.stop();
  const two = house(MOMENTS[2] + HOUR, one.book, one.history);
  await two.runs.start();
  await two.clock.advanceAsync(5 * MINUTE);
  expect(two.all().map(({ state, body }) => [state, body.period])).toEqual([
    ['missed', '2026-01-31'],
    ['missed', '2026-02-28'],
    ['open', '2026-03-31'],
  ]);
  const march = two.all()[2]!.body.lines[0]!;
  expect(march.reading).toBeCloseTo(one.history.register(0, MOMENTS[2] - 2000), 3);
});

test('a run between, and an exchanged meter', async () => {
  const one = house(MOMENTS[0] - HOUR);
  await one.runs.start();
  await one.clock.advanceAsync(2 * HOUR);
  await finish(one, 1, 50);
  await one.clock.advanceAsync(DAY);
  one.history.silent.add(1);
  const at = MOMENTS[0] + HOUR;
  one.history.replacements = [fakeReplacement({ tag: 'PUMP-1.p1', at, finalReading: 3000, startReading: 10 })];
  const caller = { username: 'chen', via: 'screen' as const, offline: null };
  const extra = await one.runs.service.begin('tenant moves', caller);
  expect((await one.runs.service.begin('tenant moves', caller)).id).toBe(extra.id);
  await one.clock.advanceAsync(5 * MINUTE);
  await one.act(extra.id, read('shop', 25));
  const shop = one.all()[1]!.body.lines[1]!;
  expect(shop.use).toBeCloseTo(3000 - shop.last! + 15, 3);
});

test('a share of the meters of telemetry is drawn for a look at the meter itself', async () => {
  const one = house(MOMENTS[0] - HOUR, undefined, undefined, { sample: { share: 0.5, tolerance: 1 } });
  await one.runs.start();
  await one.clock.advanceAsync(HOUR + 5 * MINUTE);
  const drawn = one.all()[0]!.body.lines.filter(({ isSample }) => isSample);
  expect(drawn).toHaveLength(1);
  await one.act(1, read(drawn[0]!.meter, drawn[0]!.auto!.value! + 30));
  expect(one.all()[0]!.body.lines.find(({ isSample }) => isSample)!.odd).toEqual(['differs-from-meter']);
});

test('the sheet has every meter and says what is missing; the charging program gets use and shares', async () => {
  const one = house(MOMENTS[0] - HOUR);
  await one.runs.start();
  await one.clock.advanceAsync(HOUR + 5 * MINUTE);
  await one.act(1, read('cafe', 50));
  const { body } = one.all()[0]!;
  const context = { areaName: (area: string) => area, time: (ms: number) => new Date(ms).toISOString() };
  const sheet = meterSheet(body, { ...context, language: 'zh' });
  expect(sheet).toHaveLength(1 + 3 + 1 + 1);
  expect(sheet[3]!.slice(0, 5)).toEqual(['S-cafe', 'cafe 中文', '电', 'B1', 'Café']);
  expect(sheet.every((row) => row.length <= sheet[0]!.length)).toBe(true);
  const billing = billingSheet(body, 'en');
  expect(billing.map(([consumer]) => consumer)).toEqual(['Consumer', 'Shop', 'Café']);
});

test('a run that is not filed in its time is told once; a filed one is not', async () => {
  const one = house(MOMENTS[0]);
  await one.runs.start();
  const [run] = one.all();
  const dueAt = run?.dueAt ?? 0;
  await one.clock.advanceAsync(dueAt - one.clock.nowMs() - MINUTE);
  expect(one.told).toEqual([]);
  await one.clock.advanceAsync(HOUR);
  expect(one.told.map(({ code, key }) => [code, key])).toEqual([['METER_RUN_LATE', `meter run ${run?.id}`]]);
  expect(one.told[0]?.text.en).toMatch(/not filed: \d of \d meters/);
});
