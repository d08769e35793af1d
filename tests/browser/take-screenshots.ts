import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ControlRoom, DESK_SIZE, isDrawn, PHONE_SIZE, type SeatOptions } from '../harness/control-room.ts';
import { addressesOf, raiseBothAlarms } from '../harness/screen-addresses.ts';
import { HOME, PHONE_SCREENS, SCREENS, WALL } from './screens.ts';

const USAGE = `node tests/browser/take-screenshots.ts [--out FOLDER] [--only NAME,…] [--themes dark,light,night] [--languages zh,en]

Pictures of every screen of the simulated building with two alarms standing: on a desk, a phone and a wall,
in each language and theme, and an index of them. Without more: folder "screenshots", both languages, dark and light.`;

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

interface Wish {
  readonly folder: string;
  readonly only: readonly string[];
  readonly themes: readonly Theme[];
  readonly languages: readonly Language[];
}

function picked(views: Views, names: readonly string[]): Views {
  return Object.fromEntries(Object.entries(views).filter(([name]) => names.includes(name)));
}

/** What is drawn over the first frames – curves, history – has arrived when the network is at rest. */
async function shoot(page: Page, path: string, file: string): Promise<void> {
  await page.goto(path);
  await isDrawn(page);
  await page.waitForTimeout(1200);
  await page.screenshot({ path: file });
  console.log(file);
}

async function takeAll(room: ControlRoom, { folder, only, themes, languages }: Wish): Promise<string[]> {
  const alarms = await raiseBothAlarms(room);
  const files: string[] = [];
  for (const { name, size, views } of DEVICES)
    for (const language of languages)
      for (const theme of themes) {
        const wanted = only.length > 0 ? picked(views, only) : views;
        const screens = await addressesOf(room.gateway, wanted, alarms);
        if (screens.length === 0) continue;
        const page = await room.sitDown('/', { language, theme, size });
        for (const [screen, path] of screens) {
          const file = `${screen}-${name}-${language}-${theme}.png`;
          await shoot(page, path, join(folder, file));
          files.push(file);
        }
        await page.context().close();
      }
  return files;
}

/** One line per screen, one picture per device, language and theme. */
function indexOf(files: readonly string[]): string {
  const byScreen = Map.groupBy(files, (file) => file.replace(/-(desk|phone|wall)-.*$/, ''));
  const lines = [...byScreen].map(
    ([screen, own]) =>
      `| ${screen} | ${own.map((file) => `[${file.slice(screen.length + 1, -4)}](${file})`).join(' · ')} |`,
  );
  return ['# Screens', '', '| screen | pictures |', '|---|---|', ...lines, ''].join('\n');
}

const listOf = <T extends string>(text: string, allowed: readonly T[]): T[] =>
  allowed.filter((one) => text.split(',').includes(one));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'screenshots' },
      only: { type: 'string', default: '' },
      themes: { type: 'string', default: 'dark,light' },
      languages: { type: 'string', default: 'zh,en' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const folder = resolve(values.out);
  mkdirSync(folder, { recursive: true });
  const room = await ControlRoom.open();
  try {
    const files = await takeAll(room, {
      folder,
      only: values.only.split(',').filter(Boolean),
      themes: listOf(values.themes, ['dark', 'light', 'night']),
      languages: listOf(values.languages, ['zh', 'en']),
    });
    writeFileSync(join(folder, 'README.md'), indexOf(files));
    console.log(`${files.length} pictures, index in ${join(folder, 'README.md')}`);
  } finally {
    await room.close();
  }
}

await main();
