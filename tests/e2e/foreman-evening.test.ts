import { afterAll, beforeAll, describe, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { Evening, type Hand, OPENS_WITHIN_MS, type Walk } from './evening.ts';

interface Order {
  readonly id: number;
}

let evening: Evening;
let zhao: Walk;
const text = (zh: string) => ({ en: zh, zh });

const step = (hand: Hand, { id }: Order, name: string, more: object = {}): Promise<unknown> =>
  hand.post(`/work-orders/${id}/transitions`, { step: name, ...more });

/** A tenant has reported something, zhang has finished one request and works on another order. */
async function prepare(): Promise<void> {
  const [li, zhang, chen] = [await evening.byHand('li'), await evening.byHand('zhang'), await evening.byHand('chen')];
  const requester = { name: '周女士', phone: '13800000012', via: 'phone' };
  await li.post('/repair-requests', { item: '茶水间水龙头漏水', place: '12层东侧茶水间', requester });
  const lamp = await li.post<Order>('/repair-requests', { item: '走廊灯不亮', place: '8层西走廊', requester });
  await step(chen, lamp, 'dispatch');
  await step(chen, lamp, 'assign', { assignee: 'zhang' });
  await step(zhang, lamp, 'accept');
  await step(zhang, lamp, 'start');
  await step(zhang, lamp, 'done', { resolution: '更换灯管' });
  const pump = await chen.post<Order>('/work-orders', {
    ...{ kind: 'corrective', priority: 'P3', equipment: 'DWP-1' },
    ...{ title: text('机封渗漏'), description: text('检查机械密封') },
  });
  await step(chen, pump, 'assign', { assignee: 'zhang' });
  await step(zhang, pump, 'accept');
  await step(zhang, pump, 'start');
}

describe.skipIf(!hasBrowser)('an evening of the foreman', () => {
  beforeAll(async () => {
    evening = await Evening.open();
    await prepare();
    zhao = await evening.signIn('zhao', { theme: 'light' });
  }, OPENS_WITHIN_MS);
  afterAll(() => evening?.close());

  test('sends a reported fault on its way and gives it to somebody', async () => {
    await zhao.goTo('工单');
    await zhao.sees('待受理');
    await zhao.look('orders');
    await zhao.follow(/茶水间水龙头漏水/);
    await zhao.press('受理');
    await zhao.reached('待派单');
    await zhao.press('派单');
    await zhao.choose('派给', '张伟');
    await zhao.look('assign');
    await zhao.answer('派单');
    await zhao.reached('已派单');
    await zhao.sees(/接单剩/);
    await zhao.look('assigned');
  });

  test('sees on the board where the work stands and how long is left', async () => {
    await zhao.goTo('工单');
    await zhao.press('看板');
    await zhao.sees('处理中');
    await zhao.sees(/剩 /);
    await zhao.look('board');
  });

  test('verifies the work of another and calls back who reported it', async () => {
    await zhao.goTo('工单');
    await zhao.follow(/走廊灯不亮/);
    await zhao.look('to-verify');
    await zhao.press('验收');
    await zhao.answer('验收');
    await zhao.reached('已验收');
    await zhao.press('回访');
    await zhao.choose('是否已解决', '是，已解决');
    await zhao.choose('满意度', '5 很满意');
    await zhao.look('call-back');
    await zhao.answer('回访');
    await zhao.sees('已解决');
    await zhao.look('called-back');
  });

  test('puts an order on hold until the part is there', async () => {
    await zhao.goTo('工单');
    await zhao.follow(/机封渗漏/);
    await zhao.press('挂起');
    await zhao.choose('等待事项', '待材料');
    await zhao.look('hold');
    await zhao.answer('挂起');
    await zhao.sees(/挂起：待材料/);
    await zhao.look('on-hold');
  });

  test('finds the night without anybody, and how the rounds are covered', async () => {
    await zhao.goTo('值班台');
    await zhao.sees('未排人');
    await zhao.look('roster-gap');
    await zhao.goTo('巡检');
    await zhao.sees(/给排水巡检/);
    await zhao.look('rounds');
    await zhao.press('统计');
    await zhao.sees(/覆盖率/);
    await zhao.look('coverage');
  });
});
