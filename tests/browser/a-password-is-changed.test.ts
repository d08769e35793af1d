import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom } from '../harness/control-room.ts';
import { ADMIN_PASSWORD } from '../harness/gateway-process.ts';

const NEXT = 'horse battery staple';

let room: ControlRoom;

describe.skipIf(!hasBrowser)('a password', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
  });
  afterAll(() => room?.close());

  test('is changed by who has it; what does not fit is said in words, and every other session ends', async () => {
    const page = await room.sitDown('/me');
    const other = await room.sitDown('/mine');
    await page.getByRole('button', { name: 'Change password…' }).click();
    const dialog = page.getByRole('dialog');
    const fill = async (current: string, next: string, again: string): Promise<void> => {
      await dialog.getByLabel('Current password').fill(current);
      await dialog.getByLabel('New password', { exact: true }).fill(next);
      await dialog.getByLabel('New password again').fill(again);
      await dialog.getByRole('button', { name: 'Change', exact: true }).click();
    };
    await fill('', 'short', 'other');
    await dialog.getByText('Enter the current password.').waitFor();
    await dialog.getByText('The two are not the same.').waitFor();
    await fill('not-the-password', NEXT, NEXT);
    await dialog.getByText('Wrong user name or password.').waitFor();
    expect(await dialog.getByLabel('New password', { exact: true }).getAttribute('type')).toBe('password');

    await fill(ADMIN_PASSWORD, NEXT, NEXT);
    await page.locator('form h1').waitFor();
    await other.locator('form h1').waitFor();
    await page.getByLabel('User name').fill('admin');
    await page.getByLabel('Password', { exact: true }).fill(ADMIN_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Wrong user name or password.').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(NEXT);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('#content h1, #content h2').first().waitFor();
  });
});
