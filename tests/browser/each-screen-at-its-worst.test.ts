import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EquipmentState } from '../../gateway/contract/resources.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, DESK_SIZE, PHONE_SIZE, visit } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';
import { addressesOf } from '../harness/screen-addresses.ts';
import { grown, shrunk } from '../harness/site-sizes.ts';
import { type Screens, sweep } from '../harness/sweep-screens.ts';
import { HOME, SCREENS } from './screens.ts';

const LIMIT_MS = 300_000;
/** What is read once a minute is given up after three. */
const PATIENCE_MS = 240_000;
const SIZES = [PHONE_SIZE, DESK_SIZE];
const COPIES = 3;
/** One of each system, and few points enough to read by hand. */
const FIVE = ['F01', 'CH-1', 'L01', 'RT-1', 'R08'];
const LEAST_LIVE = 60;

/** Values that pass for values of now. */
const live = (page: Page): Promise<readonly string[]> =>
  page.locator('#content [role="group"]:not(svg)').evaluateAll((groups) =>
    groups.flatMap((group) => {
      const standing = (
        group.matches('[data-standing]') ? group : group.querySelector('[data-standing]')
      )?.getAttribute('data-standing');
      return standing === 'good' ? [`live: ${group.getAttribute('aria-label')}`] : [];
    }),
  );

describe.skipIf(!hasBrowser)('each screen of a building of more than two hundred machines', () => {
  let room: ControlRoom;
  let page: Page;
  let screens: Screens;
  beforeAll(async () => {
    room = await ControlRoom.open((siteFile) => grown(siteFile, COPIES), 3000);
    screens = await addressesOf(room.gateway, { ...SCREENS, ...HOME });
    page = await room.sitDown('/');
  });
  afterAll(() => room?.close());

  test(
    'is whole',
    async () => {
      expect((await room.gateway.get<EquipmentState[]>('/equipment')).length).toBeGreaterThan(200);
      let seen = 0;
      const count = async () => {
        seen += (await live(page)).length;
        return [];
      };
      expect(await sweep(page, screens, { sizes: SIZES, alsoWrong: count })).toEqual([]);
      // Values are found where they are live: not to find one below says something.
      expect(seen).toBeGreaterThan(500);
    },
    LIMIT_MS,
  );

  test(
    'is whole in a flood, when no device answers any more, and no value looks alive',
    async () => {
      await room.site.hush();
      const nothing = async () => ((await room.gateway.countGood()) === 0 ? true : undefined);
      await eventually(nothing, PATIENCE_MS, 'no value is good any more');
      expect(await sweep(page, screens, { sizes: SIZES, alsoWrong: live })).toEqual([]);
      await visit(page, '/');
      // Nobody knows whether they run: that is not the same as that none runs.
      await page.locator('article', { hasText: '0 of 48 in service' }).getByText('Unknown: 48').waitFor();
      await page.locator('article', { hasText: '0 of 8 running' }).getByText('Unknown: 8').waitFor();
    },
    LIMIT_MS,
  );

  test(
    'is whole when the gateway is gone, and no value looks alive',
    async () => {
      await room.gateway.child.kill('SIGKILL');
      await page.locator('header [role="alert"]', { hasText: /Disconnected \d/ }).waitFor();
      const found = await sweep(page, screens, { sizes: [DESK_SIZE], alsoWrong: live });
      // What was never read cannot be shown: to say so is right.
      expect(found.filter((flaw) => !flaw.includes(': refused: '))).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe.skipIf(!hasBrowser)('each screen of a building of five machines', () => {
  let room: ControlRoom;
  beforeAll(async () => {
    room = await ControlRoom.open((siteFile) => shrunk(siteFile, FIVE), LEAST_LIVE);
  });
  afterAll(() => room?.close());

  test(
    'is whole',
    async () => {
      expect(await room.gateway.get<EquipmentState[]>('/equipment')).toHaveLength(FIVE.length);
      const screens = await addressesOf(room.gateway, { ...SCREENS, ...HOME });
      expect(await sweep(await room.sitDown('/'), screens, { sizes: SIZES })).toEqual([]);
    },
    LIMIT_MS,
  );
});
