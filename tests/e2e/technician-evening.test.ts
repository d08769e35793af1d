import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PlaceKind, placeCode } from '../../gateway/domain/duty/rounds/place-code.ts';
import { hasBrowser } from '../harness/browser.ts';
import { PHONE_SIZE } from '../harness/control-room.ts';
import { Evening, OPENS_WITHIN_MS, type Walk } from './evening.ts';

/** One grey pixel. */
const PHOTO = {
  name: 'seal.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
};
const code = (kind: PlaceKind, id: string): string => placeCode('a-tower', { kind, id });
const text = (zh: string) => ({ en: zh, zh });
const item = (id: string, kind: string, zh: string, more: object = {}) => ({
  ...{ id, kind, text: text(zh), required: true, options: [], min: null, max: null, unit: '', tag: null },
  ...{ tolerance: null, condition: null, onFail: null, ...more },
});

let evening: Evening;
let zhang: Walk;

/** The engineer opens an order with a list, the foreman gives it to zhang; a meter run has begun. */
async function prepare(): Promise<void> {
  const [chen, zhao] = [await evening.byHand('chen'), await evening.byHand('zhao')];
  const { id } = await chen.post<{ readonly id: number }>('/work-orders', {
    ...{ kind: 'corrective', priority: 'P3', equipment: 'DWP-1' },
    ...{ title: text('机封渗漏'), description: text('检查机械密封，必要时更换，试运行十分钟。') },
    checklist: [
      item('isolated', 'check', '已停泵挂牌'),
      item('pressure', 'number', '恢复后出口压力', { unit: 'bar', min: 5, max: 14 }),
      item('after', 'photo', '更换后照片'),
    ],
  });
  await zhao.post(`/work-orders/${id}/transitions`, { step: 'assign', assignee: 'zhang' });
  await chen.post('/meter-runs', { reason: '餐厅租户迁出' });
}

const pick = async (walk: Walk, press: () => Promise<void>): Promise<void> => {
  const [chooser] = await Promise.all([walk.page.waitForEvent('filechooser'), press()]);
  await chooser.setFiles(PHOTO);
};

/** Types the code that hangs there, and finds everything in order. */
async function comeTo(stop: Locator, code: string): Promise<void> {
  await stop.getByLabel('现场编码').fill(code);
  await stop.getByRole('button', { name: '到场' }).click();
  await stop.getByRole('button', { name: '保存本点' }).waitFor();
  for (const right of await stop.getByRole('button', { name: '正常', exact: true }).all()) await right.click();
}

describe.skipIf(!hasBrowser)('an evening of a technician, on the phone', () => {
  beforeAll(async () => {
    evening = await Evening.open();
    await prepare();
    zhang = await evening.signIn('zhang', { size: PHONE_SIZE });
  }, OPENS_WITHIN_MS);
  afterAll(() => evening?.close());

  const home = async (): Promise<void> => zhang.page.getByRole('link', { name: '我的', exact: true }).click();

  test('finds the order at home, takes it, is there by the code, works through the list and is done', async () => {
    const { page } = zhang;
    await home();
    await zhang.sees('机封渗漏');
    await zhang.look('mine');
    await zhang.follow(/机封渗漏/);
    await zhang.look('order');
    await zhang.press('接单');
    await zhang.reached('已接单');
    // The camera of the phone opens the address of the code on the pump.
    await page.goto(`/q/${code('equipment', 'DWP-1')}`);
    await zhang.sees('生活水泵');
    await zhang.look('scanned');
    await zhang.press(/^到场签到/);
    await zhang.press('开始处理');
    await zhang.reached('处理中');
    await zhang.press('√ 正常');
    await zhang.fill('读数', '9.8');
    await zhang.press('保存');
    await zhang.sees('9.8');
    await pick(zhang, () =>
      page.getByRole('listitem').filter({ hasText: '更换后照片' }).getByRole('button', { name: '添加照片' }).click(),
    );
    await zhang.sees('检查项 3 / 3');
    await zhang.look('checklist');
    await pick(zhang, () => page.getByRole('button', { name: '添加照片 (维修后)' }).click());
    await page.getByRole('img', { name: /seal\.png/ }).waitFor();
    await zhang.press('登记材料');
    await zhang.fill('材料名称、规格', '机械密封 50mm');
    await zhang.fill('单位', '套');
    await zhang.answer('登记材料');
    await zhang.sees('机械密封 50mm × 1套');
    await zhang.press('登记工时');
    await zhang.look('labour');
    await zhang.answer('登记工时');
    await zhang.press('完工');
    await zhang.fill('检查与处理结果', '更换机械密封，试运行十分钟不漏');
    await zhang.choose('故障现象', { index: 1 });
    await zhang.choose('故障原因', '密封或管路泄漏');
    await zhang.choose('处理措施', '更换部件');
    await zhang.look('done-form');
    await zhang.answer('完工');
    await zhang.reached('完工待验');
    await zhang.look('order-done');
  });

  test('walks a round by the codes and finds something', async () => {
    await home();
    await zhang.follow(/给排水巡检/);
    await zhang.look('round');
    const room = zhang.part('地下二层水泵房');
    await comeTo(room, code('area', 'b2-pump-room'));
    await room.getByRole('group', { name: '无渗漏、积水' }).getByRole('button', { name: '异常' }).click();
    await room.getByRole('button', { name: '保存本点' }).click();
    await zhang.sees('× 须填写说明');
    await room.getByPlaceholder('异常说明').fill('二号集水井旁地面有积水');
    await zhang.look('round-answers');
    await room.getByRole('button', { name: '保存本点' }).click();
    // From half past ten on the round is late, and so is what is looked at.
    await room.getByText(/^(已检|超时)$/).waitFor();
    await zhang.look('round-finding');
    const tank = zhang.part('屋顶水箱');
    await comeTo(tank, code('equipment', 'RT-1'));
    await tank.getByRole('button', { name: '保存本点' }).click();
    await zhang.press('签字完成');
    await zhang.answer('签字完成');
    await zhang.sees(/签字: 张伟/);
    await zhang.look('round-signed');
  });

  test('reads the gas meter of the kitchen by hand', async () => {
    const { page } = zhang;
    await home();
    await zhang.follow(/抄表 · 已抄/);
    await zhang.sees('厨房燃气表');
    await zhang.look('meters');
    const meter = page.getByRole('listitem').filter({ hasText: '厨房燃气表' });
    await meter.getByRole('button', { name: '抄表…' }).click();
    await zhang.fill('本次读数', '4711.5');
    await pick(zhang, () => page.getByRole('dialog').getByRole('button', { name: '拍照…' }).click());
    await page.getByRole('dialog').getByText('已附照片').waitFor();
    await zhang.look('meter-entry');
    await zhang.answer('保存');
    await zhang.sees(/4,711[.\d]*†/);
    await zhang.look('meter-read');
  });

  test('finds every other page from home', async () => {
    await home();
    const pages = zhang.page.getByRole('navigation', { name: '全部页面' });
    await pages.getByText('记录表单').click();
    await pages.getByRole('link', { name: '运行记录' }).waitFor();
    await zhang.look('all-pages');
    await pages.getByRole('link', { name: '运行记录' }).click();
    await zhang.sees(/配电室运行记录表/);
    expect(zhang.page.url()).toContain('/log-sheets');
  });
});
