import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { DESK_SIZE, PHONE_SIZE } from '../harness/control-room.ts';
import { fakeAlarm } from '../harness/fake-alarms.ts';
import { FakeDesk } from '../harness/fake-desk.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { MemoryHistory, type MemorySample } from '../harness/memory-history.ts';
import { fakeHistorian, fakeSite } from '../harness/web-fakes.ts';

const NOW = new ManualClock().nowMs();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SITE = fakeSite(20);
/** Longest that a picture may be waited for; nothing is promised by it. */
const PATIENCE_MS = 15_000;

/** A reading a minute over the last hour, and the hour a week ago; bad for ten minutes in the middle where `hole` says so. */
function samplesOf(level: number, hole: boolean): MemorySample[] {
  const hours = [NOW - 168 * HOUR, NOW - HOUR];
  return hours.flatMap((from) =>
    Array.from({ length: 60 }, (_, i): MemorySample => {
      const isBad = hole && i >= 25 && i < 35;
      const quality = isBad ? QUALITY['bad-timeout'] : QUALITY.good;
      return { time: from + i * MINUTE, value: isBad ? Number.NaN : level + Math.sin(i / 8), quality };
    }),
  );
}

/** Points 0–7 of the first pump have a past, the third with a hole; the last two points have none. */
const history = new MemoryHistory(
  new Map(SITE.points.slice(0, 8).map(({ tag, index }) => [tag, samplesOf(10 + index, index === 2)])),
);

const openDesk = (): Promise<FakeDesk> =>
  FakeDesk.open({ site: SITE, historian: { ...fakeHistorian(), reader: { ...fakeHistorian().reader, ...bound() } } });

const bound = () => ({
  query: (...asked: Parameters<MemoryHistory['query']>) => history.query(...asked),
  samples: (...asked: Parameters<MemoryHistory['samples']>) => history.samples(...asked),
});

const trendsOf = (points: readonly number[], more = ''): string =>
  `/trends?tags=${encodeURIComponent(JSON.stringify(points.map((i) => SITE.points[i]!.tag)))}&window=1h${more}`;

/** Whether anything of this pen is drawn in the part of the plot between two shares of its width. */
const inkOf = (page: Page, pen: number, from: number, to: number): Promise<number> =>
  page.evaluate(
    ([index, start, end]) => {
      const colour = getComputedStyle(document.documentElement).getPropertyValue(`--pen-${index}`).trim();
      const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      const canvas = document.querySelector<HTMLCanvasElement>('[role=img] canvas');
      const over = document.querySelector<HTMLElement>('[role=img] .u-over');
      if (!canvas || !over) return 0;
      const ratio = canvas.width / canvas.clientWidth;
      const left = Math.round((over.offsetLeft + over.clientWidth * start) * ratio);
      const wide = Math.round(over.clientWidth * (end - start) * ratio);
      const { data } = canvas.getContext('2d')!.getImageData(left, 0, wide, canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4)
        if (wanted.every((part, at) => Math.abs(data[i + at]! - part) < 24)) count++;
      return count;
    },
    [pen, from, to] as const,
  );

const isPainted = (page: Page, pen = 0): Promise<void> =>
  expect.poll(() => inkOf(page, pen, 0, 1), { timeout: PATIENCE_MS }).toBeGreaterThan(20);

const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - window.innerWidth);

let desk: FakeDesk;

describe.skipIf(!hasBrowser)('trends', () => {
  beforeAll(async () => {
    desk = await openDesk();
    desk.web.alarms.alarms = [
      fakeAlarm('PUMP-1.high~1', { priority: 'P2', activeAt: NOW - 20 * MINUTE, equipment: 'PUMP-1' }),
    ];
    desk.feed();
  });
  afterAll(() => desk?.close());

  test.each([
    ['en', DESK_SIZE],
    ['zh', DESK_SIZE],
    ['en', PHONE_SIZE],
    ['zh', PHONE_SIZE],
  ] as const)('a line with its alarm, limit and numbers, in %s on %o', async (language, size) => {
    const page = await desk.sitDown(trendsOf([0]), 'operator', { language, size });
    await isPainted(page);
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByRole('cell', { name: /≥ 80/ }).waitFor();
    await page.locator('li a[href*="view=history&id=PUMP-1.high"]').waitFor();
    expect(await page.locator('a[download]').getAttribute('href')).toContain(SITE.points[0]!.tag);
    expect(await tooWide(page)).toBe(0);
    expect(await axeFindings(page, `trends ${language} ${size.width}`)).toEqual([]);
    await page.context().close();
  });

  test('nothing is drawn where values were bad, and lines go on behind it', async () => {
    const page = await desk.sitDown(trendsOf([2]));
    await isPainted(page);
    expect(await inkOf(page, 0, 0.45, 0.55)).toBe(0);
    expect(await inkOf(page, 0, 0.1, 0.4)).toBeGreaterThan(20);
    expect(await inkOf(page, 0, 0.65, 0.9)).toBeGreaterThan(20);
    await page.context().close();
  });

  test('a point without a past says so; none chosen says what to do; one that is gone hides no other', async () => {
    const silent = await openDesk();
    try {
      const page = await silent.sitDown(trendsOf([18]));
      await page.getByText('No data in this window').waitFor();
      await page.goto('/trends');
      await page.getByText('No points chosen. Choose up to eight.').waitFor();
      await page.goto(`/trends?tags=${encodeURIComponent('["PUMP-1.p0","PUMP-9.gone"]')}&window=1h`);
      await page.getByText('no point PUMP-9.gone').waitFor();
      await isPainted(page);
      expect(await page.getByText('cannot be read').count()).toBe(0);
      await page.context().close();
    } finally {
      await silent.close();
    }
  });

  test.each([DESK_SIZE, PHONE_SIZE])(
    'eight lines of a question for eighty are drawn on %o, each with its letter',
    async (size) => {
      const eighty = Array.from({ length: 80 }, (_, i) => i % 20);
      const page = await desk.sitDown(trendsOf(eighty), 'operator', { size });
      for (const pen of [0, 3, 7]) await isPainted(page, pen);
      expect(await page.getByRole('row').count()).toBe(9);
      await page.getByText('Eight lines are the most a chart takes').waitFor();
      expect(await tooWide(page)).toBe(0);
      await page.context().close();
    },
  );

  test('last week lies behind, a part is looked at by keys and its address leads back to it', async () => {
    const page = await desk.sitDown(trendsOf([0]));
    await isPainted(page);
    await page.getByRole('button', { name: 'Last week' }).press('Enter');
    await page.waitForURL(/compare=true/);
    await page.getByRole('button', { name: 'Closer' }).press('Enter');
    await page.waitForURL(/from=\d+.*to=\d+/);
    const address = page.url();
    await page.getByRole('button', { name: 'Whole window' }).waitFor();
    await page.goto(address);
    await isPainted(page);
    await page.getByRole('button', { name: 'Whole window' }).press('Enter');
    await page.waitForURL((url) => !url.searchParams.has('from'));
    await page.context().close();
  });

  test('a lost link ends the line and is said', async () => {
    const own = await openDesk();
    try {
      own.feed();
      const page = await own.sitDown(trendsOf([0]));
      await isPainted(page);
      await own.unplug();
      await page.getByText('No link: the lines end where it was lost').waitFor({ timeout: PATIENCE_MS });
      await page.locator('tbody td').first().getByText('—').waitFor({ timeout: PATIENCE_MS });
      await isPainted(page);
      await page.context().close();
    } finally {
      await own.close();
    }
  });
});
