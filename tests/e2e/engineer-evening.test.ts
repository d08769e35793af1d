import { afterAll, beforeAll, describe, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { Evening, type Hand, OPENS_WITHIN_MS, type Walk } from './evening.ts';
import { writeYesterday } from './yesterday.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly range: readonly (number | null)[] | null;
}

interface Task {
  readonly id: number;
  readonly subject: string;
  readonly body: { readonly items: readonly Item[] };
}

let evening: Evening;
let chen: Walk;

/** Lift 1 was maintained almost a fortnight ago: its turn is open. */
const lastLift = new Date(Date.now() - 13 * DAY_MS).toISOString().slice(0, 10);
const CHANGES = [
  [
    '    blackout:\n',
    `    lastDone:\n      - { programme: lift-traction, target: L01, on: ${lastLift} }\n    blackout:\n`,
  ],
] as const;

/** Two people do the lift, as the law asks. */
async function maintainLift(wang: Hand, zhang: Hand): Promise<void> {
  const open = async () =>
    (await wang.get<Task[]>('/maintenance/tasks?state=open')).find(({ subject }) => subject === 'L01');
  const { id, body } = await eventually(open, 20_000, 'the turn of the lift');
  const answers = body.items.map(({ id: item, kind, range }) => {
    // Least and greatest; either may be open.
    const right = range?.[0] ?? range?.[1] ?? 3;
    return { item, result: 'ok', value: kind === 'measure' ? right : null };
  });
  await wang.post(`/maintenance/tasks/${id}/steps`, { do: { step: 'fill', answers } });
  await wang.post(`/maintenance/tasks/${id}/steps`, { do: { step: 'sign' } });
  await zhang.post(`/maintenance/tasks/${id}/steps`, { do: { step: 'sign' } });
}

/** The generator ran for half an hour, and wang has signed for it. */
async function runGenerator(wang: Hand): Promise<void> {
  const [startedAt, endedAt] = [1.5, 1].map((hours) => new Date(Date.now() - hours * HOUR_MS).toISOString());
  const wish = { equipment: 'G1', kind: 'no-load', startedAt, endedAt, note: '控制器通讯检修，王强现场试机' };
  const { id } = await wang.post<{ readonly id: number }>('/test-runs', wish);
  await wang.post(`/test-runs/${id}/sign`, {
    result: 'pass',
    checks: { oil: 'normal', leaks: 'normal', auto: 'normal' },
  });
}

async function prepare(): Promise<void> {
  const [wang, zhang, he] = [await evening.byHand('wang'), await evening.byHand('zhang'), await evening.byHand('he')];
  await maintainLift(wang, zhang);
  await runGenerator(wang);
  const next = new Date(Date.now() + 31 * DAY_MS).toISOString().slice(0, 7);
  const { id } = await he.post<{ readonly id: number }>('/maintenance/years', { period: next });
  await he.post(`/maintenance/years/${id}/steps`, { do: { step: 'submit' } });
}

describe.skipIf(!hasBrowser)('an evening of the engineer', () => {
  beforeAll(async () => {
    evening = await Evening.open({ before: writeYesterday, changes: CHANGES });
    await prepare();
    chen = await evening.signIn('chen');
  }, OPENS_WITHIN_MS);
  afterAll(() => evening?.close());

  test("reviews yesterday's sheet, and the remark becomes an order", async () => {
    await chen.goTo('运行记录');
    await chen.sees('昨日及以前待审核');
    await chen.look('sheets');
    await chen.page
      .getByRole('table', { name: '昨日及以前待审核' })
      .getByRole('link', { name: /配电室/ })
      .click();
    await chen.sees(/赵刚/);
    await chen.look('yesterday');
    await chen.press('工程师审核');
    await chen.fill(/审核意见/, '1#进线电流各相偏差，请复核接线端子');
    await chen.page.getByLabel('按意见开工单').check();
    await chen.answer('工程师审核');
    await chen.sees(/工单 \d+/);
    await chen.look('reviewed');
  });

  test('approves the plan of the month that another has handed in', async () => {
    await chen.goTo('维护保养');
    await chen.look('upkeep');
    await chen.press('年度、月度计划');
    await chen.look('plans');
    await chen.follow(/^\d{4}-\d\d$/);
    await chen.look('month-plan');
    await chen.press('批准');
    await chen.sees(/陈工于.*批准/);
    await chen.look('month-approved');
  });

  test('accepts the maintenance of a lift that law asks for', async () => {
    await chen.goTo('维护保养');
    await chen.follow('1#电梯');
    await chen.sees('1#电梯');
    await chen.look('lift');
    await chen.press('验收');
    await chen.sees(/验收人：陈工/);
    await chen.look('lift-accepted');
  });

  test('reviews the test run of the generator', async () => {
    await chen.goTo('发电机试机');
    await chen.look('test-runs');
    await chen.page.getByRole('table', { name: '运行记录' }).getByRole('link').first().click();
    await chen.sees('王强');
    await chen.press('审核…');
    await chen.answer('审核…');
    await chen.sees(/陈工/);
    await chen.look('test-run');
  });

  test('sees which instruments are out of date', async () => {
    await chen.goTo('库房与外委');
    await chen.press('计量器具');
    await chen.sees('钳形电流表');
    await chen.look('instruments');
  });

  test('shelves an alarm with a reason', async () => {
    const { page } = chen;
    await evening.site.fault('chiller-trip');
    await chen.goTo('报警');
    const row = page.getByRole('list', { name: '报警' }).getByRole('listitem').first();
    await row.waitFor();
    await row.getByRole('button').first().click();
    await chen.look('card');
    await page.getByRole('button', { name: '搁置…' }).first().click();
    await page.getByLabel('原因', { exact: true }).fill('厂家明早八点到场检修');
    await chen.look('shelve');
    await chen.answer('搁置');
    await chen.press(/^已搁置/);
    await chen.sees('厂家明早八点到场检修');
    await chen.look('shelved');
  });
});
