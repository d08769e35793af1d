import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../harness/browser.ts';
import { CambridgeSite } from '../harness/cambridge-site.ts';
import { ControlRoom, Desks, visit } from '../harness/control-room.ts';
import { flawsOf } from '../harness/drawn-screen.ts';
import { addressesOf, raiseBothAlarms } from '../harness/screen-addresses.ts';
import { HOME, SCREENS } from './screens.ts';

const SIZES = [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
] as const;
/** The machine that runs this may be busy; none of it is a promise to anybody. */
const PATIENCE_MS = 30_000;
const LIMIT_MS = 480_000;

type Screens = Awaited<ReturnType<typeof addressesOf>>;

/** What is wrong with these screens, each at each size. One page is opened, and then goes from one to the next. */
async function sweep(page: Page, screens: Screens): Promise<string[]> {
  page.setDefaultTimeout(PATIENCE_MS);
  const found: string[] = [];
  for (const [name, path] of screens) {
    await visit(page, path);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      found.push(...(await flawsOf(page)).map((flaw) => `${name} at ${size.width}: ${flaw}`));
    }
  }
  await page.context().close();
  return found;
}

describe.skipIf(!hasBrowser)('each screen at each size', () => {
  let room: ControlRoom;
  let screens: Screens;
  beforeAll(async () => {
    room = await ControlRoom.open();
    screens = await addressesOf(room.gateway, { ...SCREENS, ...HOME }, await raiseBothAlarms(room));
  });
  afterAll(() => room?.close());

  test.concurrent.each(['en', 'zh'] as const)(
    'is whole, and says everything in words, in %s',
    async (language) => {
      expect(await sweep(await room.sitDown('/', { language }), screens)).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe.skipIf(!hasBrowser)('each screen of a building without a device', () => {
  /** Of a chiller that is not there. */
  const OF_CHILLER = /CH-1/;
  let site: CambridgeSite;
  let browser: Browser;
  let screens: Screens;
  beforeAll(async () => {
    [site, browser] = await Promise.all([CambridgeSite.start(), openBrowser()]);
    const there = Object.entries({ ...SCREENS, ...HOME }).filter(([, path]) => !OF_CHILLER.test(path));
    screens = await addressesOf(site.gateway, Object.fromEntries(there));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  test.concurrent.each(['en', 'zh'] as const)(
    'says in words that there is nothing, in %s',
    async (language) => {
      const desks = new Desks(browser, site.gateway.url);
      expect(await sweep(await desks.sitDown('/', { language }), screens)).toEqual([]);
    },
    LIMIT_MS,
  );
});
