import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EquipmentState } from '../../gateway/contract/resources.ts';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, DESK_SIZE, isDrawn, PHONE_SIZE, type SeatOptions } from '../harness/control-room.ts';
import {
  drawnIds,
  drawnStandings,
  nothingLooksLive,
  onEachOther,
  seatedAt,
  tooWide,
  untilDrawing,
  untilLive,
  withCopiesOf,
  withEquipment,
  withoutAge,
} from '../harness/drawn-display.ts';
import { eventually } from '../harness/eventually.ts';

const SYSTEMS = ['chillers', 'lifts', 'water', 'environment'] as const;
type SystemName = (typeof SYSTEMS)[number];
const WALL_SIZE = { width: 3840, height: 2160 };
const STALE_WITHIN_MS = 6_000;
/** Promised to whoever looks: a lost link shows on every value within this. */
const LOST_WITHIN_MS = 5_000;

let room: ControlRoom;

const idsOf = async (system: SystemName): Promise<string[]> => {
  const all = await room.gateway.get<EquipmentState[]>('/equipment');
  return all.filter((one) => one.system === system).map(({ id }) => id);
};

/** So many copies of every machine of the system; what only they have is never read and goes stale. */
const withCopies = async (page: Page, system: SystemName, copies: number): Promise<void> =>
  withCopiesOf(page, await idsOf(system), copies);

const seated = (path: string, options: SeatOptions = {}, prepare?: (page: Page) => Promise<void>): Promise<Page> =>
  seatedAt(room, { path, options, ...(prepare ? { prepare } : {}) });

describe.skipIf(!hasBrowser)('displays of the plant', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
  });
  afterAll(() => room?.close());

  test.each([
    ['phone', PHONE_SIZE, 'zh', 'night'],
    ['desk', DESK_SIZE, 'en', 'dark'],
    ['wall', WALL_SIZE, 'zh', 'light'],
  ] as const)(
    'on a %s every machine is drawn once, nothing lies on anything else, and axe finds nothing',
    async (_name, size, language, theme) => {
      const page = await seated('/systems/chillers', { size, language, theme });
      const found: string[] = [];
      for (const system of SYSTEMS) {
        await page.goto(`/systems/${system}`);
        await untilDrawing(page);
        expect((await drawnIds(page)).toSorted()).toEqual((await idsOf(system)).toSorted());
        expect(await onEachOther(page)).toEqual([]);
        expect(await tooWide(page)).toBeLessThanOrEqual(0);
        found.push(...(await axeFindings(page, system)));
      }
      await page.context().close();
      expect(found).toEqual([]);
    },
  );

  test('a chiller that falls silent is not drawn as running, and none of its values looks alive', async () => {
    const page = await seated('/systems/chillers');
    await untilDrawing(page);
    await room.site.fault('device-mute', { device: 'CH-1' });
    const values = page.locator('[data-item="CH-1"] [role="group"][data-standing]');
    const allOld = async () => {
      const all = await values.evaluateAll((each) => each.map((one) => one.getAttribute('data-standing')));
      return all.length > 3 && all.every((one) => one === 'stale' || one === 'bad') ? true : undefined;
    };
    await eventually(allOld, 2 * STALE_WITHIN_MS, 'the values of the silent chiller are marked');
    await page.locator('[data-item="CH-1"] g[data-state="unknown"]').first().waitFor();
    await room.site.clear('device-mute', { device: 'CH-1' });
    await page.context().close();
  });

  test('when the gateway hangs, no value of any drawing looks alive, and each says how old it is', async () => {
    const pages = await Promise.all(SYSTEMS.map((system) => seated(`/systems/${system}`)));
    for (const page of pages) {
      await untilDrawing(page);
      await untilLive(page);
    }
    room.gateway.child.process.kill('SIGSTOP');
    try {
      await Promise.all(
        pages.map((page) => eventually(() => nothingLooksLive(page), LOST_WITHIN_MS, `nothing alive on ${page.url()}`)),
      );
      for (const page of pages) expect(await withoutAge(page)).toEqual([]);
    } finally {
      room.gateway.child.process.kill('SIGCONT');
    }
    for (const page of pages) await page.context().close();
  });

  test('ten times the lifts are all drawn, and those that are not read any more look old', async () => {
    const page = await seated('/systems/lifts', {}, (one) => withCopies(one, 'lifts', 9));
    await untilDrawing(page);
    expect(await drawnIds(page)).toHaveLength(120);
    expect(await onEachOther(page)).toEqual([]);
    const old = async () =>
      (await drawnStandings(page)).filter((one) => one === 'stale').length > 100 ? true : undefined;
    await eventually(old, 3 * STALE_WITHIN_MS, 'copies that nobody reads are stale');
    await page.context().close();
  });

  test.each(['chillers', 'water', 'environment'] as const)('ten times the %s can be read', async (system) => {
    const page = await seated(`/systems/${system}`, {}, (one) => withCopies(one, system, 9));
    await untilDrawing(page);
    expect(await drawnIds(page)).toHaveLength(10 * (await idsOf(system)).length);
    expect(await onEachOther(page)).toEqual([]);
    await page.context().close();
  });

  test('a system without equipment says so', async () => {
    const page = await seated('/systems/lifts', {}, (one) =>
      withEquipment(one, (all) => all.filter(({ system }) => system !== 'lifts')),
    );
    await isDrawn(page);
    await page.getByText('The site file has no equipment of this system.').waitFor();
    await page.context().close();
  });

  test('faceplates open by Enter, two at most, never over the banner, and Esc closes them', async () => {
    const page = await seated('/systems/water');
    await untilDrawing(page);
    const [first, second, third] = await drawnIds(page);
    for (const id of [first, second, third]) {
      await page.locator(`[data-item="${id}"]`).focus();
      await page.keyboard.press('Enter');
      await page.locator(`[data-item="${id}"][data-open="true"]`).waitFor();
    }
    const plates = page.locator('#content aside');
    expect(await plates.count()).toBe(2);
    expect(await page.locator(`[data-item="${first}"]`).getAttribute('data-open')).toBe('false');
    const banner = await page.locator('header').first().boundingBox();
    for (const plate of await plates.all()) {
      const box = await plate.boundingBox();
      expect(box!.y).toBeGreaterThanOrEqual(banner!.y + banner!.height);
      expect(Math.round(box!.width)).toBe(360);
    }
    expect(await axeFindings(page, 'faceplates')).toEqual([]);
    await page.reload();
    await untilDrawing(page);
    expect(await plates.count()).toBe(2);
    for (const left of [1, 0]) {
      await page.keyboard.press('Escape');
      await eventually(async () => ((await plates.count()) === left ? true : undefined), 2_000, 'a plate closes');
    }
    expect(new URL(page.url()).pathname).toBe('/systems/water');
    await page.context().close();
  });

  test('a trapped passenger is framed, with a running clock and the time of arrival', async () => {
    await room.site.fault('passenger-trapped');
    const page = await seated('/systems/lifts');
    const call = page.locator('#content li', { hasText: 'Trapped' }).first();
    await call.waitFor({ timeout: 20_000 });
    await call.getByText(/since \d\d:\d\d:\d\d/).waitFor();
    await call.getByText(/arrival due \d\d:\d\d:\d\d/).waitFor({ timeout: 20_000 });
    await page.locator('[data-item="L03"]', { hasText: 'Trapped' }).waitFor();
    await page.context().close();
    await room.site.clear('passenger-trapped');
  });

  test('the page of a machine has eight parts; its registers show raw answers and addresses', async () => {
    const page = await seated('/equipment/CH-1');
    for (const tab of ['Trends', 'Alarms', 'Orders', 'Log', 'Documents', 'Maintenance', 'Registers']) {
      await page.getByRole('button', { name: tab, exact: true }).click();
      await page.waitForURL(`**/equipment/CH-1?tab=${tab.toLowerCase()}`);
      await isDrawn(page);
      expect(await axeFindings(page, tab)).toEqual([]);
    }
    const row = page.locator('tr', { hasText: 'CH-1.lchwt' });
    await row.getByText(/^input \d+ s16$/).waitFor();
    expect(await row.innerText()).toMatch(/0x[0-9A-F]{4}/);
    await page.keyboard.press(']');
    await page.waitForURL('**/equipment/CH-2?tab=registers');
    await page.context().close();
  });

  test('a device that does not answer is named on its line, with what to do about it', async () => {
    await room.site.fault('device-mute', { device: 'F03' });
    const page = await seated('/devices/feeders');
    await page
      .getByText(/does not answer|slows the line/)
      .first()
      .waitFor({ timeout: 20_000 });
    await page.getByText(/→ /).first().waitFor();
    expect(await axeFindings(page, 'line')).toEqual([]);
    await page.locator('tbody a').first().click();
    await page.waitForURL('**/devices/feeders/**');
    await isDrawn(page);
    expect(await axeFindings(page, 'device')).toEqual([]);
    await room.site.clear('device-mute', { device: 'F03' });
    await page.context().close();
  });
});
