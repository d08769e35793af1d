import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PointState } from '../../gateway/contract/resources.ts';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, PHONE_SIZE, type SeatOptions } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';

let room: ControlRoom;

const siteFile = (): string => readFileSync(room.site.siteFile, 'utf8');

/** Loading a whole site to check an edit takes its time on a machine that does other things as well. */
const PATIENCE_MS = 40_000;

async function sitDown(path: string, options: SeatOptions = {}): Promise<Page> {
  const page = await room.sitDown(path, options);
  page.setDefaultTimeout(PATIENCE_MS);
  return page;
}

/** The dialog that lists what will be different: says why, and saves. */
async function save(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByText('The screens reconnect for a moment').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Say why, in at least three characters.').waitFor();
  expect(await axeFindings(page, 'save dialog')).toEqual([]);
  await dialog.getByLabel('Why it is changed').fill(reason);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
}

describe.skipIf(!hasBrowser)('the configuration screens', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
  });
  afterAll(() => room?.close());

  test('add a device from a template after a test read, and it is read a moment later', async () => {
    const before = siteFile();
    const page = await sitDown('/config');
    await page.getByLabel('Maker, model, kind').fill('eastron');
    await page.getByText('1 product').waitFor();
    expect(await axeFindings(page, 'templates')).toEqual([]);
    await page.getByRole('link', { name: /Eastron/ }).click();
    await page.getByRole('button', { name: 'Test read' }).click();
    await page.getByText('Needed').first().waitFor();
    await page.getByLabel('Id', { exact: true }).fill('F99');
    await page.getByLabel('Name, English').fill('F99 Spare feeder');
    await page.getByLabel('Name, Chinese').fill('F99 备用馈线');
    await page.getByLabel('Where it stands').selectOption('lv-room');
    await page.getByLabel('Connection').selectOption('feeders');
    await page.getByLabel('unit').fill('3');
    await page.getByRole('button', { name: 'Test read' }).click();
    await page.getByText(/(\d+) of \1 points are good/).waitFor();
    expect(await axeFindings(page, 'device')).toEqual([]);
    expect(siteFile()).toBe(before);
    await page.getByRole('button', { name: 'Review and save…' }).click();
    await page.getByRole('dialog').getByText('equipment[F99]').waitFor();
    await save(page, 'spare feeder got a meter');
    expect(
      siteFile()
        .split('\n')
        .filter((line) => !before.includes(line))
        .join('\n'),
    ).toContain('- id: F99');
    const value = async () => {
      const [point] = await room.gateway.get<PointState[]>('/points?tag=F99.v_a').catch(() => []);
      return point?.quality === 'good' ? true : undefined;
    };
    await eventually(value, 60_000, 'the new device is read');
    await page.getByText('runs as it stands here').waitFor({ timeout: 30_000 });
    await page.getByRole('link', { name: 'Open F99' }).click();
    await page.getByRole('heading', { name: /F99/ }).first().waitFor();
    await page.context().close();
  });

  test('change a limit after trying it on the past, and tell who did it', async () => {
    const page = await sitDown('/config?view=limits&equipment=F03');
    await page
      .getByRole('button', { name: /Neutral/i })
      .first()
      .click();
    await page.getByRole('button', { name: 'Try it on the last 30 days' }).click();
    await page.getByText('As set above').waitFor();
    expect(await axeFindings(page, 'limits')).toEqual([]);
    await page.getByLabel('Comes after').fill('soon');
    await page.getByRole('button', { name: 'Review and save…' }).click();
    await page.getByText('A time such as 30s, 5m or 2h').waitFor();
    await page.getByLabel('Comes after').fill('7m');
    await page.getByRole('button', { name: 'Review and save…' }).click();
    await save(page, 'motors start one after the other');
    expect(siteFile()).toContain('onDelay: 7m');
    await page.getByText('runs as it stands here').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Changes' }).click();
    await page.getByText('motors start one after the other').waitFor();
    await page.context().close();
  });

  test('ask who would be told, and read well on a phone in Chinese', async () => {
    const page = await sitDown('/config?view=onCall');
    const tester = page.locator('section', { has: page.getByRole('heading', { name: 'Who would be told?' }) });
    await tester.getByLabel('Machine').selectOption('L01');
    await tester.getByLabel('Alarm').selectOption({ index: 1 });
    await tester.getByRole('button', { name: 'Who is told?' }).click();
    await tester.getByText('at once').first().waitFor();
    expect(await axeFindings(page, 'routes and rosters')).toEqual([]);
    await page.context().close();
    const phone = await sitDown('/config?view=users', { size: PHONE_SIZE, language: 'zh' });
    await phone.getByRole('button', { name: '添加人员…' }).click();
    const dialog = phone.getByRole('dialog');
    await dialog.getByLabel('用户名').fill('zoe');
    await dialog.getByLabel('姓名').fill('Zoe');
    await dialog.getByLabel('角色').selectOption('technician');
    await dialog.getByRole('button', { name: '保存', exact: true }).click();
    await phone.getByText('密码，仅显示这一次').waitFor();
    expect(await axeFindings(phone, 'users on a phone')).toEqual([]);
    const wider = await phone.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wider).toBe(false);
    await phone.context().close();
  });
});
