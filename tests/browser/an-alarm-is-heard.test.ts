import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { fakeAlarm } from '../harness/fake-alarms.ts';
import { FakeDesk } from '../harness/fake-desk.ts';

let desk: FakeDesk;
let page: Page;

const urgent = (n: number) => fakeAlarm(`PUMP-1.high~${n}`, { priority: 'P1', activeAt: desk.web.clock.nowMs() });
const silence = (): Locator => page.getByRole('button', { name: /^Silence/ });
const state = (name: string): Promise<void> => page.locator(`[data-sound="${name}"]`).waitFor();

function strike(n: number): void {
  const alarm = urgent(n);
  desk.web.alarms.alarms = [...desk.web.alarms.alarms, alarm];
  desk.web.alarms.emit(alarm);
}

/** The state of the sound, not the sound itself: nobody listens. */
describe.skipIf(!hasBrowser)('an alarm', () => {
  beforeAll(async () => {
    desk = await FakeDesk.open();
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    desk.web.alarms.alarms = [];
    page = await desk.sitDown('/', 'supervisor');
  });
  afterEach(() => page.context().close());

  test('a desk that has not been touched says that it cannot be heard; a press enables it', async () => {
    // A browser without a person lets every page sound; a person's does not.
    await page.addInitScript(() => {
      const Free = window.AudioContext;
      window.AudioContext = class extends Free {
        constructor() {
          super();
          void this.suspend();
        }
      };
    });
    await page.reload();
    await state('waiting');
    await page.getByRole('button', { name: /^Sound not enabled/ }).click();
    await state('on');
  });

  test('a P1 sounds until it is silenced with F8, and silencing acknowledges nothing', async () => {
    await page.keyboard.press('Shift');
    await state('on');
    strike(1);
    await silence().waitFor();
    await page.keyboard.press('F8');
    await state('silenced');
    expect(await silence().count()).toBe(0);
    expect(desk.web.alarms.acted.filter(({ action }) => action.kind === 'acknowledge')).toEqual([]);
    await page
      .locator('header')
      .getByRole('button', { name: /^Acknowledge/ })
      .waitFor();
    // Frames stop blinking.
    expect(await page.evaluate(() => document.documentElement.dataset.silenced)).toBe('true');
  });

  test('a new alarm sounds again', async () => {
    await page.keyboard.press('Shift');
    strike(2);
    await silence().click();
    await state('silenced');
    strike(3);
    await silence().waitFor();
  });

  test('the sound of a desk can be turned off, and stays so', async () => {
    await page.keyboard.press('Shift');
    await state('on');
    await page.locator('[data-sound="on"]').click();
    await state('off');
    strike(4);
    await page
      .locator('header')
      .getByRole('button', { name: /^Acknowledge/ })
      .waitFor();
    expect(await silence().count()).toBe(0);
  });
});
