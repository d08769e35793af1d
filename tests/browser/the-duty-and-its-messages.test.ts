import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rotation } from '../../gateway/domain/on-call.ts';
import { createOnCallService } from '../../gateway/notifications/on-call/on-call-service.ts';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { exampleOnCallPlan } from '../harness/builders.ts';
import { PHONE_SIZE } from '../harness/control-room.ts';
import { FakeDelivery } from '../harness/fake-delivery.ts';
import { FakeDesk } from '../harness/fake-desk.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { MemoryDutyStore } from '../harness/memory-duty-store.ts';

const PAGES = ['/on-call', '/alarms/performance', '/messages', '/equipment/PUMP-1', '/mine'];

const ROTATION: Rotation = {
  ...{ id: 'duty', title: { en: 'Duty engineer', zh: '值班工程师' }, timeZone: 'Asia/Shanghai' },
  ...{ start: '2026-01-05', handoff: 8 * 60, turn: { every: 'days', count: 1 }, members: ['wang', 'technician'] },
};

/** Two people who take turns day by day; the building clock stands at 16:00 on the first of them. */
function duty() {
  const [wang] = exampleOnCallPlan().people;
  const people = [wang!, { ...wang!, id: 'technician', name: 'Sun Jie' }];
  return createOnCallService({
    plan: exampleOnCallPlan({ people, rotations: [ROTATION] }),
    duty: new MemoryDutyStore(),
    escalations: { running: async () => [] },
    note: async () => {},
    onChanged: () => {},
    clock: new ManualClock(),
  });
}

let desk: FakeDesk;
let delivery: FakeDelivery;

const section = (page: Page, title: string) =>
  page.locator('section', { has: page.getByRole('heading', { name: title }) });

describe.skipIf(!hasBrowser)('the duty and its messages', () => {
  beforeAll(async () => {
    delivery = new FakeDelivery();
    delivery.selfTest = null;
    desk = await FakeDesk.open({ onCall: duty(), delivery });
  });
  afterAll(() => desk?.close());

  test('shows who answers until when, and a change of it in its place in the week', async () => {
    const page = await desk.sitDown('/on-call', 'engineer');
    const now = section(page, 'On duty now');
    await now.getByText('王师傅').waitFor();
    await now.getByText('until 01-06 08:00').waitFor();
    await now.getByText(/then Sun Jie from 01-06 08:00/).waitFor();
    await page.getByText(/^Somebody answers at every moment until/).waitFor();

    await page.getByRole('button', { name: 'Change the duty…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('From (site time)').fill('2026-01-05 20:00');
    await dialog.getByLabel('To (site time)').fill('2026-01-05 19:00');
    await dialog.getByRole('button', { name: 'Change the duty' }).click();
    await dialog.getByText('Choose who comes in.').waitFor();
    await dialog.getByText('A time after the first, such as 2026-01-05 20:00.').waitFor();
    expect(await axeFindings(page, 'override dialog')).toEqual([]);
    await dialog.getByLabel('Who comes in').selectOption({ label: 'Sun Jie' });
    await dialog.getByLabel('To (site time)').fill('2026-01-06 08:00');
    await dialog.getByLabel('Reason').fill('ill');
    await dialog.getByRole('button', { name: 'Change the duty' }).click();
    await dialog.waitFor({ state: 'detached' });
    await section(page, 'The week').getByText('20:00–24:00 · changed').waitFor();

    await section(page, 'Changes of the duty').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('No changes in these days.').waitFor();
    await page.context().close();
  });

  test('lets a technician ask another to take the own place', async () => {
    const page = await desk.sitDown('/on-call', 'technician');
    await page.getByRole('button', { name: 'Ask for a swap…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Who comes in').selectOption({ label: '王师傅' });
    await dialog.getByLabel('From (site time)').fill('2026-01-06 08:00');
    await dialog.getByLabel('To (site time)').fill('2026-01-06 20:00');
    await dialog.getByLabel('Reason').fill('at the dentist');
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('asked, does not count yet').waitFor();
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('No changes in these days.').waitFor();
    await page.context().close();
  });

  test('lists what could not be said, and says it again', async () => {
    const page = await desk.sitDown('/messages', 'engineer');
    await page.getByText('No test since the gateway was started.').waitFor();
    await page.getByRole('button', { name: 'Given up' }).click();
    await page.getByText('HTTP 503').waitFor();
    await page.getByRole('button', { name: 'Send 1 again' }).click();
    await page.getByText('1 will be sent again.').waitFor();
    expect(delivery.redriven).toEqual(['n1']);
    await page.context().close();
  });

  test('puts a machine into maintenance mode with a reason, and ends it', async () => {
    const page = await desk.sitDown('/equipment/PUMP-1', 'engineer');
    await page.getByRole('button', { name: 'Maintenance mode…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Begin' }).click();
    await dialog.getByText('Say why, in at least three characters.').waitFor();
    await dialog.getByLabel('Reason').fill('new seal');
    await dialog.getByLabel('For how long').selectOption({ label: '4\u2009h' });
    await dialog.getByRole('button', { name: 'Begin' }).click();
    await dialog.waitFor({ state: 'detached' });
    const mode = desk.web.alarms.maintained[0]!;
    expect(mode).toMatchObject({ equipment: 'PUMP-1', by: 'engineer', reason: 'new seal' });
    expect(mode.until - mode.from).toBe(4 * 3_600_000);
    desk.web.alarms.emitDesk({ flood: null, maintenance: [mode], unrecordedSince: null });
    await page.getByText('IN MAINTENANCE').waitFor();
    await page.getByRole('button', { name: 'End now' }).click();
    await expect.poll(() => desk.web.alarms.maintained.length).toBe(2);
    await page.context().close();
  });

  test.each(['light', 'dark', 'night'] as const)('breaks no rule of accessibility in %s', async (theme) => {
    const page = await desk.sitDown('/on-call', 'supervisor', { theme });
    const found: string[] = [];
    for (const path of PAGES) {
      await page.goto(path);
      await page.locator('#content h1').waitFor();
      await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
      found.push(...(await axeFindings(page, path)));
    }
    await page.context().close();
    expect(found).toEqual([]);
  });

  test.each(['en', 'zh'] as const)('fits a phone in %s', async (language) => {
    const page = await desk.sitDown('/on-call', 'technician', { language, size: PHONE_SIZE });
    for (const path of PAGES) {
      await page.goto(path);
      await page.locator('#content :is(h1, p)').first().waitFor();
      const overflow = await page.evaluate(() => document.scrollingElement!.scrollWidth - window.innerWidth);
      expect([path, overflow]).toEqual([path, 0]);
    }
    await page.context().close();
  });
});
