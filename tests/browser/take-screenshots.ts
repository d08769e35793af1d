import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Alarm } from '../../gateway/domain/alarm.ts';
import { ControlRoom, isDrawn, PHONE_SIZE, type SeatOptions } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';

/** Pictures of the screens with two alarms standing: `node tests/browser/take-screenshots.ts --out <folder>`. */

interface Views {
  readonly [name: string]: string;
}

async function bothAlarms(room: ControlRoom): Promise<Wire<Alarm>[] | undefined> {
  const open = await room.gateway.get<Wire<Alarm>[]>('/alarms?state=open');
  const both = ['CH-1', 'L03'].flatMap((id) => open.find(({ equipment }) => equipment === id) ?? []);
  return both.length === 2 && both.every(({ workOrder }) => workOrder !== null) ? both : undefined;
}

/** What is drawn over the first frames – curves, history – has arrived when the network is at rest. */
async function shoot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path);
  await isDrawn(page);
  await page.waitForTimeout(1200);
  await page.screenshot({ path: file });
  console.log(file);
}

async function shootAll(room: ControlRoom, folder: string, views: Views, seat: SeatOptions): Promise<void> {
  const page = await room.sitDown('/', seat);
  const device = seat.size === PHONE_SIZE ? 'phone' : 'desk';
  for (const [name, path] of Object.entries(views)) {
    await shoot(page, path, join(folder, `${name}-${device}-${seat.language}-${seat.theme}.png`));
  }
  await page.context().close();
}

async function takeScreenshots(room: ControlRoom, folder: string): Promise<void> {
  await room.site.fault('chiller-trip', { device: 'CH-1' });
  await room.site.fault('passenger-trapped');
  const [chiller, lift] = await eventually(() => bothAlarms(room), 60_000, 'both alarms with their orders');
  const cards = {
    alarms: `/alarms?id=${encodeURIComponent(lift!.id)}`,
    order: `/work-orders/${chiller!.workOrder}`,
  };
  const desk = {
    overview: '/',
    devices: '/devices',
    equipment: '/equipment/CH-1',
    power: '/systems/power',
    lifts: '/systems/lifts',
    energy: '/energy',
    'on-call': '/on-call',
    performance: '/alarms/performance',
    messages: '/messages',
    ...cards,
  };
  for (const language of ['en', 'zh'] as const) {
    for (const theme of ['dark', 'light'] as const) {
      await shootAll(room, folder, desk, { language, theme });
      await shootAll(room, folder, { list: '/alarms', ...cards }, { language, theme, size: PHONE_SIZE });
    }
  }
}

const { values } = parseArgs({ options: { out: { type: 'string', default: 'screenshots' } } });
const folder = resolve(values.out);
mkdirSync(folder, { recursive: true });
const room = await ControlRoom.open();
try {
  await takeScreenshots(room, folder);
} finally {
  await room.close();
}
