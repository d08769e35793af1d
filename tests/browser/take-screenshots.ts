import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ControlRoom, DESK_SIZE, isDrawn, PHONE_SIZE, type SeatOptions } from '../harness/control-room.ts';
import { addressesOf, raiseBothAlarms } from '../harness/screen-addresses.ts';
import { HOME, PHONE_SCREENS, SCREENS, WALL } from './screens.ts';

const USAGE = `node tests/browser/take-screenshots.ts [--out FOLDER] [--only NAME,…] [--looks LANGUAGE-THEME,…]

Pictures of every screen of the simulated building with two alarms standing: on a desk, a phone and a wall,
in each look (languages zh, en; themes dark, light, night), and an index of them.
Without more: folder "dashboard/screenshots", look zh-dark.`;

type Views = Readonly<Record<string, string>>;
type Theme = NonNullable<SeatOptions['theme']>;
type Language = NonNullable<SeatOptions['language']>;

interface Device {
  readonly name: 'desk' | 'phone' | 'wall';
  readonly size: NonNullable<SeatOptions['size']>;
  readonly views: Views;
}

const DEVICES: readonly Device[] = [
  { name: 'desk', size: DESK_SIZE, views: SCREENS },
  { name: 'phone', size: PHONE_SIZE, views: { ...HOME, ...picked(SCREENS, PHONE_SCREENS) } },
  { name: 'wall', size: { width: 3840, height: 2160 }, views: WALL },
];

interface Look {
  readonly language: Language;
  readonly theme: Theme;
}

const LOOKS: readonly Look[] = (['zh', 'en'] as const).flatMap((language) =>
  (['dark', 'light', 'night'] as const).map((theme) => ({ language, theme })),
);
const nameOf = ({ language, theme }: Look): string => `${language}-${theme}`;

interface Wish {
  readonly folder: string;
  readonly only: readonly string[];
  readonly looks: readonly Look[];
}

function picked(views: Views, names: readonly string[]): Views {
  return Object.fromEntries(Object.entries(views).filter(([name]) => names.includes(name)));
}

/** Of a hundred; small enough to be kept with the sources. */
const QUALITY = 55;

/** What is drawn over the first frames – curves, history – has arrived when the network is at rest. */
async function shoot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path);
  await isDrawn(page);
  await page.waitForTimeout(1200);
  await page.screenshot({ path: file, type: 'jpeg', quality: QUALITY });
  console.log(file);
}

async function takeAll(room: ControlRoom, { folder, only, looks }: Wish): Promise<void> {
  const alarms = await raiseBothAlarms(room);
  for (const device of DEVICES) {
    const wanted = only.length > 0 ? picked(device.views, only) : device.views;
    const screens = await addressesOf(room.gateway, wanted, alarms);
    for (const look of screens.length > 0 ? looks : []) await takeLook(room, device, look, screens, folder);
  }
}

type Screens = Awaited<ReturnType<typeof addressesOf>>;

async function takeLook(room: ControlRoom, device: Device, look: Look, screens: Screens, folder: string) {
  const page = await room.sitDown('/', { ...look, size: device.size });
  for (const [screen, path] of screens)
    await shoot(page, path, join(folder, `${screen}-${device.name}-${nameOf(look)}.jpg`));
  await page.context().close();
}

/** One line per screen, one picture per device, language and theme. */
function indexOf(files: readonly string[]): string {
  const byScreen = Map.groupBy(files, (file) => file.replace(/-(desk|phone|wall)-.*$/, ''));
  const lines = [...byScreen].map(
    ([screen, own]) =>
      `| ${screen} | ${own.map((file) => `[${file.slice(screen.length + 1, -'.jpg'.length)}](${file})`).join(' · ')} |`,
  );
  return ['# Screens', '', '| screen | pictures |', '|---|---|', ...lines, ''].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'dashboard/screenshots' },
      only: { type: 'string', default: '' },
      looks: { type: 'string', default: 'zh-dark' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const asked = values.looks.split(',');
  const looks = LOOKS.filter((look) => asked.includes(nameOf(look)));
  const room = await ControlRoom.open();
  try {
    await takeAll(room, { folder, only: values.only.split(',').filter(Boolean), looks });
  } finally {
    await room.close();
  }
  const files = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
  writeFileSync(join(folder, 'README.md'), indexOf(files.sort()));
  console.log(`${files.length} pictures, index in ${join(folder, 'README.md')}`);
}

await main();
