import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemDeed } from '../../gateway/domain/duty/record-deed.ts';
import { hasBrowser } from '../harness/browser.ts';
import { FakeDesk } from '../harness/fake-desk.ts';
import { readDemoSite, type WatchedBuilding, watchBuilding } from '../harness/watched-building.ts';
import { summerWorkingDay } from '../simulators/model/calendar.ts';

/** Ten in the morning of a working day. */
const START = summerWorkingDay(Date.parse('2026-07-15T02:00:00Z'));
/** Where pictures go for whoever wants to look at them. */
const PICTURES = process.env.PLANTROOM_PICTURES;

let building: WatchedBuilding;
let desk: FakeDesk;

/** The supply of the building is away for a quarter of an hour; people do what is theirs, the electrician too late. */
async function mainsFailure(): Promise<void> {
  const { board, clock, playbooks, run } = building;
  const { service } = playbooks;
  const by = (name: string) => ({ ...systemDeed(clock.nowMs()), by: name, via: 'phone' as const });
  const confirm = (id: string, note: string, value: string | null = null) =>
    service.confirm(1, id, { note, value, photos: [] }, by('wang'));
  board.activate('mains-failure', {});
  await run(200);
  await confirm('lifts', '逐台询问，12台均无困人');
  await run(240);
  await confirm('electrician-there', '两路进线均无电压，外部停电');
  await confirm('cause', '供电公司：线路故障，预计15分钟恢复');
  await confirm('users-told', '广播与短信');
  await confirm('plant-checked', '水泵、消防、监控正常');
  await confirm('fuel', '有人值守', '85 %');
  for (const id of ['manual-start', 'second-feed', 'users-written']) await service.skip(1, id, '不需要', by('wang'));
  await service.note(1, '10:09 供电公司回电', by('zhao'));
  await run(400);
  board.clear('mains-failure');
  await run(120);
  await confirm('looked-over', '冷机重启，电梯全部恢复');
  await run(3);
  const report = {
    ...{ cause: '外部电网线路故障', impact: '全楼市电中断约14分钟', losses: '无' },
    ...{ measures: '发电机自启动带重要负荷，逐台询问电梯', correction: '电工到场时限列入演练', responsible: '王强' },
    correctBy: '2026-07-31',
  };
  await service.report(1, report, by('zhao'));
  await service.sign(1, by('zhao'));
}

/** Both as a picture and as the paper itself. */
async function keep(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  await page.pdf({ path: join(PICTURES, `${name}.pdf`), preferCSSPageSize: true });
}

describe.skipIf(!hasBrowser)('an incident is printed', () => {
  beforeAll(async () => {
    const loaded = readDemoSite();
    building = await watchBuilding(loaded, START);
    await mainsFailure();
    desk = await FakeDesk.open({ site: loaded.site, playbooks: building.playbooks.service });
  }, 120_000);
  afterAll(async () => {
    await desk?.close();
    await building?.stop();
  });

  test('in Chinese: head with site, time and who printed it, the timeline with what was late, the words, the signatures', async () => {
    const page = await desk.sitDown('/playbooks/1', 'supervisor', { language: 'zh', theme: 'dark' });
    await page.getByText('时间线').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    const shown = await page.locator('#content').innerText();
    for (const words of [
      'A座大厦',
      '应急事件报告',
      '打印',
      'The supervisor',
      '2026-07-15',
      '市电停电',
      '外部电网线路故障',
    ]) {
      expect(shown).toContain(words);
    }
    // Seen by telemetry, confirmed by a person, left out; and what was late, with who was told.
    for (const words of [
      '√ 发电机启动建压',
      '系统确认',
      '√ 用对讲逐台询问电梯有无困人',
      '○ 自动失败时手动投入发电机',
      '不需要',
    ])
      expect(shown).toContain(words);
    expect(shown).toMatch(/值班电工到达配电室.*未按时完成.*当班班长/);
    expect(shown).toMatch(/超时/);
    for (const words of ['当班班长', '经理', '签']) expect(shown).toContain(words);
    // What is pressed is not on paper, and nothing hangs over its edge.
    await expect(page.getByRole('button', { name: '打印' }).isVisible()).resolves.toBe(false);
    await page.setViewportSize({ width: 794, height: 1123 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
    await keep(page, 'incident-paper-zh');
    await page.emulateMedia({ media: 'screen' });
    await keep(page, 'incident-screen-zh');
  });
});
