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

const WALL_SIZE = { width: 3840, height: 2160 };
const SHOWN_WITHIN_MS = 20_000;
/** Promised to whoever looks: a lost link shows on every value within this. */
const LOST_WITHIN_MS = 5_000;

let room: ControlRoom;

/** Every bus with its state, as the list above the drawing says it. */
const buses = (page: Page): Promise<Record<string, string>> =>
  page
    .locator('#content ul[aria-label="Buses"] > li')
    .evaluateAll((items) =>
      Object.fromEntries(
        items.map((item) => [item.querySelector('.label')?.textContent ?? '', item.getAttribute('data-state') ?? '']),
      ),
    );

async function untilBuses(page: Page, wanted: Readonly<Record<string, string>>): Promise<void> {
  const reached = async () => {
    const all = await buses(page);
    return Object.entries(wanted).every(([name, state]) => all[name] === state) ? true : undefined;
  };
  await eventually(reached, SHOWN_WITHIN_MS, `buses: ${JSON.stringify(wanted)}`);
}

async function seated(path: string, options: SeatOptions, prepare: (page: Page) => Promise<void>): Promise<Page> {
  const page = await seatedAt(room, { path, options, prepare });
  await untilDrawing(page);
  return page;
}

const NORMAL = { 'Incomer 1': 'live', 'Incomer 2': 'live', 'Transfer switch': 'live' };

describe.skipIf(!hasBrowser)('displays of the power', () => {
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
      const page = await room.sitDown('/systems/power', { size, language, theme });
      await untilDrawing(page);
      const all = await room.gateway.get<EquipmentState[]>('/equipment');
      const placed = all.filter(
        (one) => (one.system === 'power' || one.system === 'gensets') && one.partOf === undefined,
      );
      expect((await drawnIds(page)).toSorted()).toEqual(placed.map(({ id }) => id).toSorted());
      expect(await onEachOther(page)).toEqual([]);
      const found = await axeFindings(page, 'power');
      for (const path of ['/', '/systems/gensets']) {
        await page.goto(path);
        await isDrawn(page);
        expect(await tooWide(page)).toBeLessThanOrEqual(0);
        found.push(...(await axeFindings(page, path)));
      }
      await page.context().close();
      expect(found).toEqual([]);
    },
  );

  test('an incomer that trips leaves its bus dead; a switch that is not read makes all behind it unknown', async () => {
    const page = await room.sitDown('/systems/power');
    await untilBuses(page, NORMAL);
    await room.site.fault('breaker-trip', { breaker: 'Q2' });
    await untilBuses(page, { ...NORMAL, 'Incomer 2': 'dead' });
    await page.locator('[data-item="Q2"] g[data-state="tripped"]').waitFor();
    await room.site.clear('breaker-trip');
    await untilBuses(page, NORMAL);
    await room.site.fault('device-mute', { device: 'Q1' });
    await untilBuses(page, { 'Incomer 1': 'unknown', 'Transfer switch': 'unknown', 'Incomer 2': 'live' });
    await page.locator('[data-item="Q1"] g[data-state="unknown"]').waitFor();
    await room.site.clear('device-mute', { device: 'Q1' });
    await untilBuses(page, NORMAL);
    await page.context().close();
  });

  test('without mains the emergency bus is shown on its generators, and the site says so', async () => {
    const [page, overview] = await Promise.all([room.sitDown('/systems/power'), room.sitDown('/')]);
    await untilBuses(page, NORMAL);
    await room.site.fault('mains-failure');
    const outage = { 'Incomer 1': 'dead', 'Incomer 2': 'dead', 'Transfer switch': 'generator' };
    const reached = async () => {
      const all = await buses(page);
      return Object.entries(outage).every(([name, state]) => all[name] === state) ? true : undefined;
    };
    await eventually(reached, 60_000, 'the emergency bus on its generators');
    await page.locator('#content svg g[data-state="generator"] path').first().waitFor({ state: 'attached' });
    await overview.getByText('On generator: Transfer switch').waitFor();
    await overview.getByText('De-energised: Incomer 1 · Incomer 2').waitFor();
    await room.site.clear('mains-failure');
    await eventually(
      async () => ((await buses(page))['Transfer switch'] === 'live' ? true : undefined),
      60_000,
      'mains',
    );
    await page.context().close();
    await overview.context().close();
  });

  test('when the gateway hangs, no value looks alive but says how old it is, no line is live, and nobody says that all is well', async () => {
    const [page, overview] = await Promise.all([room.sitDown('/systems/power'), room.sitDown('/')]);
    await untilBuses(page, NORMAL);
    await Promise.all([page, overview].map(untilLive));
    room.gateway.child.process.kill('SIGSTOP');
    try {
      await eventually(() => nothingLooksLive(page), LOST_WITHIN_MS, 'no value looks alive');
      expect(await withoutAge(page)).toEqual([]);
      await untilBuses(page, { 'Incomer 1': 'unknown', 'Incomer 2': 'unknown', 'Transfer switch': 'unknown' });
      await overview.getByText('Not known: no link to the gateway').waitFor();
    } finally {
      room.gateway.child.process.kill('SIGCONT');
    }
    await untilBuses(page, NORMAL);
    await page.context().close();
    await overview.context().close();
  });

  test('two hundred lines are all drawn at their size, and five are', async () => {
    const many = await seated('/systems/power', {}, (page) => withCopiesOf(page, ['F07'], 200));
    expect((await drawnIds(many)).filter((id) => id.startsWith('F07'))).toHaveLength(201);
    expect(await onEachOther(many)).toEqual([]);
    const old = async () =>
      (await drawnStandings(many)).filter((one) => one === 'stale').length > 190 ? true : undefined;
    await eventually(old, SHOWN_WITHIN_MS, 'lines that nobody reads are stale');
    await many.context().close();
    const KEPT = new Set(['INC1', 'F01', 'F03', 'F07', 'F09', 'F13']);
    const few = await seated('/systems/power', { size: PHONE_SIZE }, (page) =>
      withEquipment(page, (all) => all.filter(({ id }) => KEPT.has(id))),
    );
    expect((await drawnIds(few)).toSorted()).toEqual([...KEPT].toSorted());
    await few.context().close();
  });

  test('one Tab enters the drawing, arrows follow the lines, Enter opens the faceplate', async () => {
    const page = await room.sitDown('/systems/power');
    await untilDrawing(page);
    expect(await page.locator('#content [data-item][tabindex="0"]').count()).toBe(1);
    await page.locator('[data-item="T1"]').focus();
    const current = () => page.evaluate(() => document.activeElement?.getAttribute('data-item'));
    for (const id of ['Q1', 'INC1']) {
      await page.keyboard.press('ArrowDown');
      expect(await current()).toBe(id);
    }
    await page.keyboard.press('ArrowDown');
    const fed = await current();
    expect(['F01', 'F03', 'F07', 'F09', 'F13', 'ATS1']).toContain(fed);
    await page.keyboard.press('Enter');
    await page.locator('#content aside').waitFor();
    await page.locator(`[data-item="${fed}"][data-open="true"]`).waitFor();
    await page.context().close();
  });

  test('the site stands in eight fixed places, the first alarm above them', async () => {
    const page = await room.sitDown('/');
    const titles = () => page.locator('#content article header > a').allInnerTexts();
    const PLACES = ['Power', 'Chillers', 'Lifts', 'Water', 'Gensets', 'Environment', 'Energy today', 'Duty today'];
    expect(await titles()).toEqual(PLACES);
    await room.site.fault('passenger-trapped');
    const verdict = page.locator('#content h1 + p');
    await verdict.getByText(/Lift 3/).waitFor({ timeout: SHOWN_WITHIN_MS });
    expect(await titles()).toEqual(PLACES);
    await room.site.clear('passenger-trapped');
    await page.context().close();
  });

  test('a set is only ready while every item of its list is fresh', async () => {
    const page = await room.sitDown('/systems/gensets');
    const set = page.locator('#content article', { hasText: 'Generator 2' });
    await set.getByText('Ready', { exact: true }).waitFor({ timeout: SHOWN_WITHIN_MS });
    await room.site.fault('device-mute', { device: 'G2' });
    await set.getByText('Readiness unknown').waitFor({ timeout: SHOWN_WITHIN_MS });
    await room.site.clear('device-mute', { device: 'G2' });
    await set.getByText('Ready', { exact: true }).waitFor({ timeout: SHOWN_WITHIN_MS });
    await page.context().close();
  });
});
