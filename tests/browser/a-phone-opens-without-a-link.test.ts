import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { isDrawn, PHONE_SIZE } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';
import { fakeAlarm } from '../harness/fake-alarms.ts';
import { FakeDesk } from '../harness/fake-desk.ts';

let desk: FakeDesk;
let page: Page;

/** Entries the browser keeps under a name. */
const keptIn = (name: string): Promise<number> =>
  page.evaluate(async (cache) => (await (await caches.open(cache)).keys()).length, name);

describe.skipIf(!hasBrowser)('a phone', () => {
  beforeAll(async () => {
    desk = await FakeDesk.open();
    desk.web.alarms.alarms = [fakeAlarm('PUMP-1.high~1', { priority: 'P1' })];
    desk.feed();
    page = await desk.sitDown('/mine', 'supervisor', { size: PHONE_SIZE });
  });
  afterAll(() => desk?.close());

  test('the app can be installed: a manifest with icons that are there', async () => {
    const found = await page.evaluate(async () => {
      const href = document.querySelector<HTMLLinkElement>('link[rel=manifest]')?.href ?? '';
      const manifest = await (await fetch(href)).json();
      const icons: { src: string; sizes: string; purpose?: string }[] = manifest.icons;
      const answers = await Promise.all(icons.map(async ({ src }) => (await fetch(src)).headers.get('content-type')));
      return { display: manifest.display, start: manifest.start_url, icons, answers };
    });
    expect(found).toMatchObject({ display: 'standalone', start: '/mine' });
    expect(found.answers.every((type) => type?.startsWith('image/'))).toBe(true);
    expect(found.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
    expect(found.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  });

  test('four tabs under the thumb, and nothing wider than the screen', async () => {
    const tabs = page.getByRole('navigation').last().getByRole('link');
    expect(await tabs.allInnerTexts()).toEqual(expect.arrayContaining(['Mine', 'Plant', 'Me']));
    for (const tab of await tabs.all()) expect((await tab.boundingBox())!.height).toBeGreaterThanOrEqual(48);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE_SIZE.width);
  });

  test('from the message of an alarm to its acknowledgement it is two taps: the message, and the button', async () => {
    await page.goto('/alarms?view=active&id=PUMP-1.high~1');
    await isDrawn(page);
    const button = page
      .locator('#content')
      .getByRole('button', { name: /^Acknowledge/ })
      .last();
    await button.waitFor();
    const box = (await button.boundingBox())!;
    expect(box.height).toBeGreaterThanOrEqual(48);
    await page.goto('/mine');
    await isDrawn(page);
  });

  test('opens without a link, says so, and shows nothing as live', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await eventually(
      async () => ((await keptIn('plantroom-shell')) > 20 ? true : undefined),
      60_000,
      'the shell is kept',
    );
    await page.goto('/mine');
    await isDrawn(page);
    await desk.unplug();
    await page.getByText(/^Disconnected 0:\d\d/).waitFor();
    await eventually(
      async () => ((await keptIn('plantroom-last-known')) > 0 ? true : undefined),
      10_000,
      'what is known is kept',
    );

    await page.reload();
    await isDrawn(page);
    await page.getByText(/No link\. Everything here is as it was at \d\d:\d\d/).waitFor();
    await page
      .locator('#content')
      .getByText(/Pressure high/)
      .first()
      .waitFor();
    expect(await page.getByText('No alarms').count()).toBe(0);

    await page.goto('/equipment/PUMP-1');
    await isDrawn(page);
    const standings = await page
      .locator('#content [data-standing]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-standing')));
    expect(standings.length).toBeGreaterThan(0);
    expect(standings.filter((one) => one === 'good' || one === 'uncertain')).toEqual([]);
  });

  test('what a person did without a link is counted', async () => {
    await page.evaluate(() => {
      const step = { id: 'a', order: 1, step: 'comment', note: 'x', via: 'phone', deviceAt: new Date().toISOString() };
      localStorage.setItem('plantroom.order-steps.supervisor', JSON.stringify([step]));
    });
    await page.goto('/mine');
    await isDrawn(page);
    await page.getByText('1 entry on an order not sent yet').first().waitFor();
  });
});
