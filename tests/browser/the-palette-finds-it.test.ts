import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { FakeDesk } from '../harness/fake-desk.ts';

let desk: FakeDesk;
let page: Page;

async function type(text: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to' }).fill(text);
}

const arrived = (pattern: RegExp): Promise<void> => page.waitForURL(pattern);

describe.skipIf(!hasBrowser)('the palette', () => {
  beforeAll(async () => {
    desk = await FakeDesk.open();
    page = await desk.sitDown('/', 'supervisor');
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    await page.goto('/');
    await page.locator('#content h1').waitFor();
  });

  test.each([
    ['a page, by the beginnings of its words', 'wo or', /\/work-orders(\?|$)/],
    ['a page by its Chinese name while the screen is English', '趋势', /\/trends/],
    ['a machine', 'pump-2', /\/equipment\/PUMP-2$/],
    ['a point, as a trend', 'pump-1.p3', /\/trends\?.*PUMP-1\.p3/],
    ['an order by its number', 'WO 1', /\/work-orders\/1$/],
  ])('goes to %s', async (_what, typed, address) => {
    await type(typed);
    await page.getByRole('option', { selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await arrived(address);
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('is moved through with the arrows, closed with Esc, and says when there is nothing', async () => {
    await type('pump');
    const chosen = page.getByRole('option', { selected: true });
    const first = await chosen.innerText();
    await page.keyboard.press('ArrowDown');
    expect(await chosen.innerText()).not.toBe(first);
    await page.keyboard.press('ArrowUp');
    expect(await chosen.innerText()).toBe(first);
    await page.getByRole('combobox').fill('xyzzy');
    await page.getByText('Nothing is called that').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/');
  });

  test('axe finds nothing in it', async () => {
    await type('p');
    await page.getByRole('option').first().waitFor();
    expect(await axeFindings(page, 'palette')).toEqual([]);
  });
});
