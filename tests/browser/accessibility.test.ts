import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, isDrawn, PHONE_SIZE, visit } from '../harness/control-room.ts';
import { addressesOf, raiseBothAlarms } from '../harness/screen-addresses.ts';
import { HOME, SCREENS, WALL } from './screens.ts';

/** The machine that runs this may be busy; none of it is a promise to anybody. */
const PATIENCE_MS = 30_000;
const LIMIT_MS = 480_000;

type Screens = Awaited<ReturnType<typeof addressesOf>>;

let room: ControlRoom;
let desk: Screens;
let phone: Screens;
let wall: Screens;

type About = Parameters<typeof axeFindings>[2];

async function findings(page: Page, screens: Screens, about: About): Promise<string[]> {
  const found: string[] = [];
  for (const [name, path] of screens) {
    await visit(page, path);
    found.push(...(await axeFindings(page, name, about)));
  }
  return found;
}

describe.skipIf(!hasBrowser)('accessibility', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
    const alarms = await raiseBothAlarms(room);
    const of = (views: Readonly<Record<string, string>>) => addressesOf(room.gateway, views, alarms);
    [desk, phone, wall] = await Promise.all([of(SCREENS), of(HOME), of(WALL)]);
  });
  afterAll(() => room?.close());

  test('looks at every screen there is', () => {
    const seen = new Set(desk.map(([name]) => name));
    // Whether a round is due depends on the hour.
    expect(Object.keys(SCREENS).filter((name) => !seen.has(name) && name !== 'round')).toEqual([]);
  });

  test.concurrent.each([
    ['light', 'all'],
    ['dark', 'colours'],
    ['night', 'colours'],
  ] as const)(
    'axe finds nothing in %s (%s)',
    async (theme, about) => {
      const context = await room.seat({ theme });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      await page.goto('/');
      await page.locator('form h1').waitFor();
      const found = await axeFindings(page, 'sign-in');
      await room.signIn(context);
      await page.goto('/');
      await isDrawn(page);
      found.push(...(await findings(page, desk, about)));
      if (theme !== 'night') {
        await page.setViewportSize(PHONE_SIZE);
        found.push(...(await findings(page, phone, about)));
        await page.setViewportSize({ width: 3840, height: 2160 });
        found.push(...(await findings(page, wall, about)));
      }
      await context.close();
      expect(found).toEqual([]);
    },
    LIMIT_MS,
  );
});
