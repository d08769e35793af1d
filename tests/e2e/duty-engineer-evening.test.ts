import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../harness/browser.ts';
import { eventually } from '../harness/eventually.ts';
import { Evening, OPENS_WITHIN_MS, type Walk } from './evening.ts';
import { writeYesterday } from './yesterday.ts';

interface Shift {
  readonly id: number;
  readonly body: { readonly handover: object | null };
}
interface Console {
  readonly trades: readonly { readonly responsible: Shift | null }[];
}
/** The gateway looks after shifts once a minute: in one turn it opens them, in the next their handovers. */
const TWO_TURNS_MS = 130_000;

let evening: Evening;
let li: Walk;

/** The day shift writes its part of the handover, once that is open, and signs. */
async function signOut(): Promise<void> {
  const wang = await evening.byHand('wang');
  const open = async () => {
    const { trades } = await wang.get<Console>('/duty');
    const shift = trades[0]?.responsible;
    return shift?.body.handover ? shift.id : undefined;
  };
  const shift = await eventually(open, TWO_TURNS_MS, 'the handover is open');
  await wang.post(`/shifts/${shift}/arrive`);
  const checked = { result: 'ok' };
  const checks = { keys: checked, tools: checked, clean: checked };
  await wang.post(`/shifts/${shift}/handover`, { checks, note: '2#冷冻泵轴承偏热，夜间多看一次' });
  await wang.post(`/shifts/${shift}/sign-out`);
}

/** With the link there again: at once by the button, or by itself when the live link is back first. */
async function sendNow(): Promise<void> {
  const waiting = li.page.getByText(/条尚未上传/);
  const button = li.page.getByRole('button', { name: '立即上传' });
  await button
    .or(li.page.getByRole('button', { name: '保存', exact: true }))
    .first()
    .waitFor();
  if (await button.isVisible()) await button.click();
  await waiting.waitFor({ state: 'detached' });
}

describe.skipIf(!hasBrowser)('an evening of the duty engineer', () => {
  beforeAll(async () => {
    evening = await Evening.open({ before: writeYesterday });
    li = await evening.signIn('li');
  }, OPENS_WITHIN_MS);
  afterAll(() => evening?.close());

  test('fills the slot that telemetry missed, with the reason, also where there is no link, and signs it', async () => {
    const { page } = li;
    await li.look('overview');
    await li.goTo('运行记录');
    await li.look('sheets');
    await li.follow(/配电室运行记录表/);
    await li.sees(/22:00 时段/);
    await li.look('sheet');

    // Down in the room the phone has no link: what is entered waits on it.
    await page.context().setOffline(true);
    await page
      .getByRole('group', { name: /无异响异味/ })
      .getByRole('radio', { name: '√ 正常' })
      .check();
    await li.press('保存');
    await li.sees(/1 条尚未上传/);
    await li.look('sheet-offline');
    await page.context().setOffline(false);
    await sendNow();

    // The gateway takes a slot at its next turn.
    await page.getByText(/系统未读到/).click({ timeout: TWO_TURNS_MS });
    await li.fill(/电压AB/, '398');
    await li.press('保存');
    await li.sees('请填写原因');
    await li.fill('补填原因', '22:00 网关重启，按表盘抄录');
    for (const radio of await page.getByRole('radio', { name: '√ 正常' }).all()) await radio.check();
    await li.look('sheet-filled');
    await li.press('保存');
    await li.sees('398†');
    await li.press('22:00 签字');
    await expect.poll(() => page.getByRole('button', { name: '22:00 签字' }).count()).toBe(0);
    await li.look('sheet-signed');
  });

  test('acknowledges an alarm', async () => {
    const { page } = li;
    await evening.site.fault('chiller-trip');
    await li.goTo('报警');
    const row = page.getByRole('list', { name: '报警' }).getByRole('listitem').first();
    await row.waitFor();
    await li.look('alarms');
    await row.getByRole('button', { name: /^确认/ }).click();
    await row.getByText(/李敏 \d\d:\d\d/).waitFor();
    await li.look('acknowledged');
  });

  test('writes down what a tenant reports by telephone, with the number to call back', async () => {
    await li.goTo('工单');
    await li.look('orders');
    await li.follow('报修与开单');
    await li.fill('报修内容', '茶水间水龙头漏水');
    await li.fill('地点', '12层东侧茶水间');
    await li.fill('报修人', '周女士');
    await li.fill('回访电话', '13800000012');
    await li.look('repair-request');
    await li.press('提交报修');
    await li.sees('茶水间水龙头漏水');
    await li.page.getByRole('link', { name: '致电 周女士' }).waitFor();
    await li.look('repair-order');
  });

  test('takes the shift over: looks at the duty desk, reads the handover, signs', async () => {
    await signOut();
    await li.goTo('值班台');
    await li.sees('当前负责');
    await li.look('duty-desk');
    await li.follow(/^交接班/);
    await li.sees('2#冷冻泵轴承偏热');
    await li.sees('漏填时段');
    await li.look('handover');
    await li.press('接班…');
    await li.look('take-over');
    await li.answer('接班');
    await li.sees(/✎ 李敏/);
    await li.look('taken-over');
    await li.goTo('值班台');
    await li.sees('23:30–11:30');
    await li.look('duty-desk-own');
  });

  test('begins a playbook as a drill and confirms its first step', async () => {
    const { page } = li;
    await li.goTo('应急处置');
    await li.look('playbooks');
    await page.getByRole('listitem').filter({ hasText: '溢水、水浸' }).getByRole('button', { name: '启动…' }).click();
    await li.choose('性质', '演练（不对外通知）');
    await li.fill('地点', '地下二层水泵房');
    await page.getByRole('dialog').getByRole('button', { name: '启动…' }).click();
    await li.sees('现在要做');
    await li.look('playbook-running');
    const done = (step: string) =>
      page.getByRole('listitem').filter({ hasText: step }).getByRole('button', { name: '完成', exact: true });
    await done('发现漏水').click();
    await done('判明来源').click();
    await li.fill('情况说明', '二号集水井溢水，约一指深');
    await li.answer('完成');
    await li.sees('关闭上游阀门');
    await li.look('playbook-confirmed');
  });
});
