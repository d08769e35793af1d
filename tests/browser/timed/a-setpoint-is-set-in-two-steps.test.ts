import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../../gateway/contract/wire.ts';
import type { WriteRecord } from '../../../gateway/domain/write.ts';
import { hasBrowser } from '../../harness/browser.ts';
import { ControlRoom, isDrawn } from '../../harness/control-room.ts';

const PASSWORD = 'long enough for anybody';
const WRITABLE = 'Setpoint from outside';

let room: ControlRoom;

const writes = (): Promise<Wire<WriteRecord>[]> => room.gateway.get('/writes');
const setpoint = async (chiller: string): Promise<number> =>
  (await room.site.truth(`?tag=${chiller}.setpoint_active`))[`${chiller}.setpoint_active`]!.value;

/** The dialog on the page of a chiller, opened. */
async function openDialog(page: Page, button = `Set: ${WRITABLE}`) {
  await page.getByRole('button', { name: button }).click();
  return page.getByRole('dialog');
}

describe.skipIf(!hasBrowser)('a setpoint', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
  });
  afterAll(() => room?.close());

  test('is changed by looking, saying why, and holding; a slip does nothing', async () => {
    const page = await room.sitDown('/equipment/CH-1');
    const dialog = await openDialog(page);
    const next = dialog.getByRole('button', { name: 'Continue' });
    await dialog.getByRole('group', { name: /^Setpoint from outside, 7\.0, ℃, good/ }).waitFor();
    await dialog.getByText('Allowed: 5.0 to 12.0 ℃ in steps of 0.5').waitFor();
    await dialog.getByText('✓ Control: remote').waitFor();

    await dialog.getByLabel('New value').fill('20');
    await next.click();
    await dialog.getByText('Outside of what is allowed.').waitFor();
    await dialog.getByLabel('New value').fill('6.5');
    await next.click();
    await dialog.getByText('Write why, in at least three characters.').waitFor();
    await dialog.getByLabel('Reason').fill('warm afternoon');
    await next.click();

    await dialog.getByText('7.0 → 6.5 ℃').waitFor();
    const hold = dialog.getByRole('button', { name: 'Hold to set' });
    await hold.click();
    await dialog.getByLabel(/^Or type CH-1/).fill('CH-2');
    await dialog.getByLabel(/^Or type CH-1/).press('Enter');
    expect(await writes()).toEqual([]);

    await hold.hover();
    await page.mouse.down();
    await dialog.getByText('Set. The device shows 6.5 ℃.').waitFor();
    await page.mouse.up();
    expect(await setpoint('CH-1')).toBeCloseTo(6.5);
    expect(await writes()).toMatchObject([{ actor: 'admin', from: 7, to: 6.5, reason: 'warm afternoon' }]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('group', { name: /^Setpoint from outside, 6\.5, ℃/ }).waitFor();

    const again = await openDialog(page);
    await again.getByText('It was set a short time ago.').waitFor();
    await page.context().close();
  });

  test('is changed in Chinese with the keyboard alone, and a key held too long does not hide what came of it', async () => {
    const page = await room.sitDown('/equipment/CH-2', { language: 'zh' });
    await page.getByRole('button', { name: '设定：远方设定值' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('新值').focus();
    await page.keyboard.type('8.5');
    await page.keyboard.press('Tab');
    await page.keyboard.type('夜间节能');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.getByText('7.0 → 8.5 ℃').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.down('Enter');
    await dialog.getByText('已设定，设备回读 8.5 ℃。').waitFor();
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await dialog.getByText('已设定，设备回读 8.5 ℃。').waitFor();
    expect(await setpoint('CH-2')).toBeCloseTo(8.5);
    await page.context().close();
  });

  test('is not offered to who may not set it', async () => {
    const account = { username: 'li', displayName: 'Li', role: 'operator', password: PASSWORD };
    await room.gateway.post('/accounts', account);
    const context = await room.seat();
    await context.request.post('/api/v1/session', { data: { username: 'li', password: PASSWORD } });
    const page = await context.newPage();
    await page.goto('/equipment/CH-1');
    await isDrawn(page);
    await page.getByRole('group', { name: /^Setpoint from outside/ }).waitFor();
    expect(await page.getByRole('button', { name: /^Set / }).count()).toBe(0);
    await context.close();
  });
});
