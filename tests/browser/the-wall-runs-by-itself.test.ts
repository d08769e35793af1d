import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { fakeAlarm } from '../harness/fake-alarms.ts';
import { FakeDesk } from '../harness/fake-desk.ts';

const WALL_SIZE = { width: 3840, height: 2160 };
const TILES = ['Power', 'Chillers', 'Lifts', 'Water', 'Gensets', 'Environment', 'Energy today', 'Duty'];

let desk: FakeDesk;

/** What sticks out of the picture, or of a tile. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#content, #content article, #content ol')]
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
      .map((one) => one.innerText.slice(0, 40)),
  );

const clockOf = (page: Page): Promise<string> => page.locator('header time').innerText();

describe.skipIf(!hasBrowser)('the wall', () => {
  beforeAll(async () => {
    desk = await FakeDesk.open();
    desk.web.alarms.alarms = Array.from({ length: 9 }, (_, i) =>
      fakeAlarm(`PUMP-1.a~${i}`, { priority: i === 0 ? 'P1' : 'P3', activeAt: 2000 + i }),
    );
    desk.feed();
  });
  afterAll(() => desk?.close());

  test('shows eight tiles, five alarms and a running clock, and nothing to press', async () => {
    const page = await desk.sitDown('/wall', 'viewer', { size: WALL_SIZE });
    const titles = await page.locator('article h2').allInnerTexts();
    expect(titles.map((title) => title.split('\n')[0])).toEqual(TILES);
    expect(await page.locator('ol li').count()).toBe(5);
    await page.getByText('5 more').or(page.getByText('4 more')).waitFor();
    expect(await page.locator('a, button, input, nav').count()).toBe(0);
    const duty = page.locator('article').last();
    await duty.getByText('王师傅').waitFor();
    for (const line of [/^Sheets.*2 late.*0\/2$/, /^Rounds.*1 late.*0\/1$/, /^Orders.*0\/1$/])
      await duty.locator('p', { hasText: line }).waitFor();
    const before = await clockOf(page);
    await page.waitForFunction((was) => document.querySelector('header time')?.textContent !== was, before);
    await page.context().close();
  });

  test('is written for four metres, and nothing sticks out: in either language, at 4K and at full HD', async () => {
    for (const language of ['en', 'zh'] as const)
      for (const size of [WALL_SIZE, { width: 1920, height: 1080 }]) {
        const page = await desk.sitDown('/wall?distance=4&size=65', 'viewer', { size, language });
        await page.locator('ol li').first().waitFor();
        const px = await page
          .locator('ol li')
          .first()
          .evaluate((row) => Number.parseFloat(getComputedStyle(row).fontSize));
        expect(px / size.width).toBeGreaterThan(0.0225);
        expect(await overflowing(page)).toEqual([]);
        await page.context().close();
      }
  });

  test.each(['light', 'dark', 'night'] as const)('axe finds nothing in %s', async (theme) => {
    const page = await desk.sitDown('/wall', 'viewer', { size: WALL_SIZE, theme });
    expect(await axeFindings(page, '/wall')).toEqual([]);
    await page.context().close();
  });

  test('says in words when the link is lost, and calls nothing in order that it does not know', async () => {
    const own = await FakeDesk.open();
    try {
      own.web.alarms.alarms = [];
      own.feed();
      const page = await own.sitDown('/wall', 'viewer', { size: WALL_SIZE });
      await page.getByText('No alarms', { exact: true }).waitFor();
      await own.unplug();
      await page
        .getByRole('alert')
        .getByText(/^NO LINK for 0:\d\d/)
        .waitFor();
      await page.getByText('Alarms unknown: no link').waitFor();
      await page.getByText('STALE').first().waitFor();
    } finally {
      await own.close();
    }
  });
});
