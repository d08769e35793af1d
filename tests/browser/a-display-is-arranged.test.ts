import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Site } from '../../gateway/contract/resources.ts';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom } from '../harness/control-room.ts';
import { onEachOther, untilDrawing } from '../harness/drawn-display.ts';
import { eventually } from '../harness/eventually.ts';

/** Loading a whole site to check an edit takes its time on a machine that does other things as well. */
const PATIENCE_MS = 40_000;
const ELEVEN = ['L01', 'L03', 'L04', 'L05', 'L06', 'L07', 'L08', 'L09', 'L10', 'L11', 'L12'];

let room: ControlRoom;
let before: string;

const siteFile = (): string => readFileSync(room.site.siteFile, 'utf8');

/** Machines of a drawing from left to right, row by row. */
const asDrawn = (page: Page, among: RegExp): Promise<string[]> =>
  page.locator('#content svg [data-item]').evaluateAll((items, source) => {
    const places = items.flatMap((item) => {
      const id = item.getAttribute('data-item') ?? '';
      const { x, y } = item.getBoundingClientRect();
      return new RegExp(source).test(id) ? [{ id, x, y }] : [];
    });
    return places.sort((a, b) => a.y - b.y || a.x - b.x).map(({ id }) => id);
  }, among.source);

async function open(path: string): Promise<Page> {
  const page = await room.sitDown(path);
  page.setDefaultTimeout(PATIENCE_MS);
  await untilDrawing(page);
  return page;
}

async function save(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: 'Save…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Why it is changed').fill(reason);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
}

const arrangedAs = (order: Site['display']['order']) => async () => {
  const site = await room.gateway.get<Site>('/site').catch(() => undefined);
  return JSON.stringify(site?.display.order) === JSON.stringify(order) ? true : undefined;
};

describe.skipIf(!hasBrowser)('a display', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
    before = siteFile();
  });
  afterAll(() => room?.close());

  test('shows at once what is tried, and nothing is saved by that', async () => {
    const page = await open('/systems/lifts');
    const drawn = () => asDrawn(page, /^L\d\d$/);
    expect(await drawn()).toEqual(['L01', 'L02', ...ELEVEN.slice(1)]);
    await page.getByRole('button', { name: 'Arrange…' }).click();
    expect(await axeFindings(page, 'arranging')).toEqual([]);
    const later = page.getByRole('button', { name: 'Lift 1: one place later' });
    await later.focus();
    await page.keyboard.press('Enter');
    expect((await drawn()).slice(0, 3)).toEqual(['L02', 'L01', 'L03']);
    // Who steps it on by the keyboard is still on it.
    await later.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    expect((await drawn()).slice(0, 3)).toEqual(['L02', 'L03', 'L01']);
    await page.locator('li', { hasText: 'L04' }).dragTo(page.locator('li', { hasText: 'L02' }));
    expect((await drawn()).slice(0, 2)).toEqual(['L04', 'L02']);
    await page.getByRole('button', { name: 'Leave without saving' }).click();
    expect(await drawn()).toEqual(['L01', 'L02', ...ELEVEN.slice(1)]);
    expect(siteFile()).toBe(before);
    await page.context().close();
  });

  test('stays as it was arranged for everybody, in the file that is edited by hand', async () => {
    const page = await open('/systems/lifts');
    await page.getByRole('button', { name: 'Arrange…' }).click();
    await page.getByLabel('Place of Lift 2').fill('12');
    await save(page, 'shafts as they stand in the lobby');
    await eventually(arrangedAs({ lifts: [...ELEVEN, 'L02'] }), PATIENCE_MS, 'the new order');
    const other = await open('/systems/lifts');
    expect(await asDrawn(other, /^L\d\d$/)).toEqual([...ELEVEN, 'L02']);
    await Promise.all([page, other].map((one) => one.context().close()));
  });

  test('keeps its lines: feeders change places on their own bus only', async () => {
    const page = await open('/systems/power');
    await page.getByRole('button', { name: 'Arrange…' }).click();
    const drawn = () => asDrawn(page, /^F\d\d$/);
    const first = await drawn();
    await page.getByRole('button', { name: 'F03 Chilled and cooling water pumps, towers: one place earlier' }).click();
    const changed = await drawn();
    expect(changed.indexOf('F03')).toBe(first.indexOf('F01'));
    expect(changed.filter((id) => id !== 'F01' && id !== 'F03')).toEqual(
      first.filter((id) => id !== 'F01' && id !== 'F03'),
    );
    expect(await onEachOther(page)).toEqual([]);
    await page.context().close();
  });

  test('goes back to the order of the file', async () => {
    const page = await open('/systems/lifts');
    await page.getByRole('button', { name: 'Arrange…' }).click();
    await page.getByRole('button', { name: 'As in the site file' }).click();
    await save(page, 'no need');
    await eventually(arrangedAs({}), PATIENCE_MS, 'the order of the file');
    expect(siteFile()).toBe(before);
    await page.context().close();
  });
});
