import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { PHONE_SIZE } from '../harness/control-room.ts';
import { fakeAlarm } from '../harness/fake-alarms.ts';
import { FakeDesk } from '../harness/fake-desk.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { SHIFT_START, shiftBench } from '../harness/shift-bench.ts';

const MINUTE = 60_000;
const TOLD = { timeout: 10_000 };

/** Where pictures go for whoever wants to look at them. */
const PICTURES = process.env.PLANTROOM_PICTURES;

let desk: FakeDesk;
/** The screen has a clock of its own, some hours behind. */
const clock = new ManualClock(SHIFT_START + 720 * MINUTE - 8 * MINUTE);
const bench = shiftBench({ clock });

async function look(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

/** Nothing is wider than the screen. */
const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.skipIf(!hasBrowser)('a shift is handed over', () => {
  beforeAll(async () => {
    await bench.engine.tick();
    await bench.engine.tick();
    desk = await FakeDesk.open({ shifts: bench.service });
  });
  afterAll(() => desk?.close());

  test('in Chinese on a phone: here, written, signed; the relief takes over on the desk', async () => {
    const phone = await desk.sitDown('/duty', 'technician', { language: 'zh', size: PHONE_SIZE });
    await phone.getByRole('button', { name: '我已到岗' }).first().click();
    await phone.getByText('顶班').first().waitFor(TOLD);
    expect(await axeFindings(phone, 'duty room')).toEqual([]);
    expect(await overflow(phone)).toBe(0);
    await look(phone, 'duty-phone-zh');
    await phone
      .getByRole('link', { name: /交接班/ })
      .first()
      .click();
    await phone.getByRole('button', { name: '填写…' }).click();
    for (const label of ['钥匙齐全', '工具仪表齐全', '场地清洁']) await phone.getByLabel(label).selectOption('ok');
    await phone.getByLabel('备注', { exact: true }).fill('2#冷冻泵有异响，注意观察');
    await phone.getByRole('button', { name: '保存', exact: true }).click();
    await phone.getByText('2#冷冻泵有异响').first().waitFor(TOLD);
    await phone.getByRole('button', { name: '交班签字' }).click();
    await phone.getByText(/✎/).first().waitFor(TOLD);
    expect(await axeFindings(phone, 'handover, outgoing')).toEqual([]);
    expect(await overflow(phone)).toBe(0);
    await look(phone, 'handover-phone-zh');
    const screen = await desk.sitDown('/duty', 'operator', { language: 'en', theme: 'light' });
    await look(screen, 'duty-desk-en');
    await screen
      .getByRole('link', { name: /^Handover/ })
      .first()
      .click();
    await screen.getByRole('button', { name: 'Take over…' }).click();
    await screen.getByRole('button', { name: 'Take over the shift' }).click();
    await screen.getByText('done', { exact: false }).first().waitFor(TOLD);
    await screen.getByText(/✎/).nth(1).waitFor(TOLD);
    expect(await axeFindings(screen, 'handover, incoming')).toEqual([]);
    await look(screen, 'handover-desk-en');
    await screen.emulateMedia({ media: 'print' });
    await look(screen, 'handover-paper');
  });

  test('against an urgent alarm the reason stands there, and a technician has no button', async () => {
    clock.advance(720 * MINUTE);
    await bench.engine.tick();
    bench.alarms.alarms = [fakeAlarm('PUMP-1.high~1', { priority: 'P1' })];
    const [open] = await bench.service
      .list({ states: ['open'], limit: 9 })
      .then((all) => all.filter((one) => one.body.handover));
    const page = await desk.sitDown(`/handover/${open?.id}`, 'technician');
    await page.getByText('an urgent alarm is not acknowledged').first().waitFor(TOLD);
    expect(await page.getByRole('button', { name: 'Take over…' }).count()).toBe(0);
    await look(page, 'handover-blocked');
  });

  test('a visitor is written down on the phone', async () => {
    const page = await desk.sitDown('/visits', 'technician', { language: 'zh', size: PHONE_SIZE });
    await page.getByRole('button', { name: '登记来访…' }).click();
    await page.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByText('请选择机房。').waitFor(TOLD);
    expect(await axeFindings(page, 'visitors')).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await look(page, 'visits-phone-zh');
  });
});
