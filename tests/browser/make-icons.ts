import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../harness/browser.ts';
import { REPOSITORY } from '../harness/child.ts';

/** Icons of the installed app, drawn from `dashboard/public/icon.svg`: `node tests/browser/make-icons.ts`, after the drawing has changed. */

const FOLDER = join(REPOSITORY, 'dashboard/public');
const GROUND = '#14171A';

interface Icon {
  readonly file: string;
  readonly size: number;
  /** Share of the edge the drawing takes: a maskable icon may lose everything outside of a circle of 80 %. */
  readonly share: number;
}

const ICONS: readonly Icon[] = [
  { file: 'icon-192.png', size: 192, share: 1 },
  { file: 'icon-512.png', size: 512, share: 1 },
  { file: 'icon-maskable-512.png', size: 512, share: 0.75 },
];

async function draw(browser: Browser, svg: string, { file, size, share }: Icon): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = share < 1 ? GROUND : 'transparent';
  const style = `margin:0;width:${size}px;height:${size}px;display:grid;place-items:center;background:${ground}`;
  const edge = Math.round(size * share);
  await page.setContent(
    `<body style="${style}">${svg.replace('<svg ', `<svg width="${edge}" height="${edge}" `)}</body>`,
  );
  await page.screenshot({ path: join(FOLDER, file), omitBackground: true });
  await page.close();
  console.log(file);
}

const browser = await openBrowser();
try {
  const svg = readFileSync(join(FOLDER, 'icon.svg'), 'utf8');
  for (const icon of ICONS) await draw(browser, svg, icon);
} finally {
  await browser.close();
}
