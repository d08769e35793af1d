import { expect, test } from 'vitest';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { type Series, SeriesBuilder } from '../series.ts';
import { SourceFailure } from './failure.ts';
import { CACHE_MS, PAUSE_MS, WAIT_MS } from './limits.ts';
import { OlderHistory } from './older-history.ts';
import type { SeriesRange, Source } from './source.ts';

const names = { measurement: 'm', field: 'f', tags: { area: 'a', equipment: 'e', site: 's' } };
const range = (fromMs: number): SeriesRange => ({ names, fromMs, toMs: fromMs + 1_000 });

/** Answers when it is told to. */
class SlowSource implements Source {
  readonly id = 'slow';
  asked = 0;
  atOnce = 0;
  mostAtOnce = 0;
  isOpen = true;
  private readonly waiting: { resolve: (count: number) => void; reject: (error: Error) => void }[] = [];

  count(): Promise<number> {
    this.asked++;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    return new Promise<number>((resolve, reject) => this.waiting.push({ resolve, reject })).finally(
      () => this.atOnce--,
    );
  }

  samples({ fromMs }: SeriesRange): Promise<Series> {
    const builder = new SeriesBuilder();
    builder.add(fromMs, 1, 0);
    return Promise.resolve(builder.toSeries());
  }

  buckets(): Promise<[]> {
    return Promise.resolve([]);
  }

  close(): void {
    this.isOpen = false;
    this.fail('unreachable');
  }

  answer(): void {
    for (const { resolve } of this.waiting.splice(0)) resolve(1);
  }

  fail(reason: 'unreachable' | 'too-large'): void {
    for (const { reject } of this.waiting.splice(0)) reject(new SourceFailure(reason, 'as told'));
  }
}

function setUp() {
  const clock = new ManualClock();
  const source = new SlowSource();
  return { clock, source, older: new OlderHistory({ source, clock, logger: silentLogger }) };
}

test('an answer is kept for a while, and the same question is put once', async () => {
  const { clock, source, older } = setUp();
  const both = [older.part(range(0), 10), older.part(range(0), 10)];
  await settle();
  source.answer();
  expect((await Promise.all(both)).every(({ ok }) => ok)).toBe(true);
  expect(await older.part(range(0), 10)).toMatchObject({ ok: true, part: { kind: 'samples' } });
  expect(source.asked).toBe(1);
  clock.advance(CACHE_MS);
  void older.part(range(0), 10);
  await settle();
  expect(source.asked).toBe(2);
  await older.stop();
});

test('nobody waits longer than the limit; what comes later is there the next time, and meanwhile nobody waits at all', async () => {
  const { clock, source, older } = setUp();
  const first = older.part(range(0), 10);
  await clock.advanceAsync(WAIT_MS);
  expect(await first).toEqual({ ok: false, reason: 'slow' });
  expect(await older.part(range(5_000), 10)).toEqual({ ok: false, reason: 'slow' });
  source.answer();
  await settle();
  expect(await older.part(range(0), 10)).toMatchObject({ ok: true });
  expect(await older.part(range(5_000), 10)).toMatchObject({ ok: true });
  expect(clock.pending).toBe(0);
});

test('after a failure it is left alone for a while', async () => {
  const { clock, source, older } = setUp();
  const first = older.part(range(0), 10);
  await settle();
  source.fail('unreachable');
  expect(await first).toEqual({ ok: false, reason: 'unreachable' });
  expect(await older.part(range(1), 10)).toEqual({ ok: false, reason: 'unreachable' });
  await expect(older.samples(range(1), 5)).rejects.toMatchObject({
    code: 'HISTORY_SOURCE_FAILED',
    reason: 'unreachable',
  });
  expect(source.asked).toBe(1);
  clock.advance(PAUSE_MS);
  const again = older.part(range(1), 10);
  await settle();
  source.answer();
  expect(await again).toMatchObject({ ok: true });
});

test('a question that is too large does not stop the others', async () => {
  const { source, older } = setUp();
  const large = older.part(range(0), 10);
  await settle();
  source.fail('too-large');
  expect(await large).toEqual({ ok: false, reason: 'too-large' });
  const small = older.part(range(1), 10);
  await settle();
  source.answer();
  expect(await small).toMatchObject({ ok: true });
});

test('two are asked at once, some wait, more are told that it is busy', async () => {
  const { source, older } = setUp();
  const all = Array.from({ length: 40 }, (_, i) => older.part(range(i), 10));
  const refused = await Promise.all(all.slice(34));
  expect(refused.every((answer) => !answer.ok && answer.reason === 'busy')).toBe(true);
  for (let round = 0; round < 20; round++) {
    source.answer();
    await settle();
  }
  expect((await Promise.all(all.slice(0, 34))).every(({ ok }) => ok)).toBe(true);
  expect(source.mostAtOnce).toBe(2);
});

test('stopping cuts off what is under way', async () => {
  const { source, older } = setUp();
  const waiting = older.part(range(0), 10);
  await settle();
  await older.stop();
  expect(source.isOpen).toBe(false);
  expect(await waiting).toMatchObject({ ok: false });
});

test('a page of raw samples', async () => {
  const { older } = setUp();
  expect((await older.samples(range(7), 5)).time[0]).toBe(7);
});
