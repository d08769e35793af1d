import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { Evening, OPENS_WITHIN_MS, type Walk } from './evening.ts';

const DAY_MS = 86_400_000;

let evening: Evening;
let lin: Walk;

/** Nobody has looked after lift 2 for three weeks. */
const lastLift = new Date(Date.now() - 21 * DAY_MS).toISOString().slice(0, 10);
const CHANGES = [
  [
    '    blackout:\n',
    `    lastDone:\n      - { programme: lift-traction, target: L02, on: ${lastLift} }\n    blackout:\n`,
  ],
] as const;

describe.skipIf(!hasBrowser)('an evening of the manager, who only looks', () => {
  beforeAll(async () => {
    evening = await Evening.open({ changes: CHANGES });
    const wang = await evening.byHand('wang');
    const tasks = async () => (await wang.get<object[]>('/maintenance/tasks?state=open')).at(0);
    await eventually(tasks, 20_000, 'the turn of the lift');
    lin = await evening.signIn('lin', { theme: 'light' });
  }, OPENS_WITHIN_MS);
  afterAll(() => evening?.close());

  test('holds the figures of the department against their targets', async () => {
    await lin.look('overview');
    await lin.goTo('部门指标');
    await lin.sees('目标');
    await lin.look('figures');
  });

  test('prints the report of the week', async () => {
    const { page } = lin;
    await page.getByRole('row').filter({ hasText: '周报' }).getByRole('link').first().click();
    await page.getByRole('heading', { name: /工程部周报/ }).waitFor();
    await lin.look('week');
    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes');
    });
    await lin.press('打印');
    expect(await page.evaluate(() => document.body.dataset.printed)).toBe('yes');
    await page.emulateMedia({ media: 'print' });
    await lin.look('week-on-paper');
    await page.emulateMedia({ media: 'screen' });
  });

  test('looks at the energy, and at what law asks for and nobody has done', async () => {
    await lin.goTo('能耗');
    await lin.look('energy');
    await lin.goTo('维护保养');
    await lin.sees('2#电梯');
    await lin.sees('超期');
    await lin.look('overdue');
  });

  test('is told how the records leave the house', async () => {
    await lin.goTo('部门指标');
    await lin.sees(/移交/);
    await lin.look('export-hint');
  });

  test('can change nothing', async () => {
    await lin.goTo('工单');
    expect(
      await lin.page
        .getByRole('main')
        .getByRole('button', { name: /派单|受理|完工/ })
        .count(),
    ).toBe(0);
    await lin.look('orders');
  });
});
