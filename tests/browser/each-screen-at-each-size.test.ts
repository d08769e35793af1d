import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser } from '../harness/browser.ts';
import { CambridgeSite } from '../harness/cambridge-site.ts';
import { ControlRoom, Desks } from '../harness/control-room.ts';
import { addressesOf, raiseBothAlarms } from '../harness/screen-addresses.ts';
import { type Screens, sweep } from '../harness/sweep-screens.ts';
import { HOME, SCREENS } from './screens.ts';

const LIMIT_MS = 480_000;

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
