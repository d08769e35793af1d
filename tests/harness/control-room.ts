import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Language } from '../../gateway/domain/text.ts';
import { openBrowser } from './browser.ts';
import { REPOSITORY } from './child.ts';
import { eventually } from './eventually.ts';
import { ADMIN_PASSWORD, GatewayProcess } from './gateway-process.ts';
import { SimulatedSite } from './simulated-site.ts';

/** Good points of the simulated building when everything answers, with some room. */
const LIVE_POINTS = 900;
/** Only patience: how fast a gateway starts is measured elsewhere. */
const START_MS = 180_000;
export const DESK_SIZE = { width: 1440, height: 900 };
export const PHONE_SIZE = { width: 360, height: 740 };

export interface SeatOptions {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark' | 'night';
  readonly size?: { readonly width: number; readonly height: number };
}

/** A gateway's dashboard, and a browser to sit down at. */
export class Desks {
  readonly browser: Browser;
  private readonly url: string;

  constructor(browser: Browser, url: string) {
    this.browser = browser;
    this.url = url;
  }

  /** A browser without history in the language, theme and size given; nobody is signed in. */
  async seat(options: SeatOptions = {}): Promise<BrowserContext> {
    const { language = 'en', theme = 'dark', size = DESK_SIZE } = options;
    const context = await this.browser.newContext({ baseURL: this.url, viewport: size });
    context.setDefaultTimeout(10_000);
    await context.addInitScript(([key, value]) => localStorage.getItem(key) ?? localStorage.setItem(key, value), [
      'plantroom.preferences',
      JSON.stringify({ language, theme, blink: true }),
    ] as const);
    return context;
  }

  /** Signs the administrator in without the form. */
  async signIn(context: BrowserContext): Promise<void> {
    const data = { username: 'admin', password: ADMIN_PASSWORD };
    const answer = await context.request.post('/api/v1/session', { data });
    if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
  }

  /** A page on the path given, with the administrator signed in. */
  async sitDown(path: string, options: SeatOptions = {}): Promise<Page> {
    const context = await this.seat(options);
    await this.signIn(context);
    const page = await context.newPage();
    await page.goto(path);
    await isDrawn(page);
    return page;
  }
}

/** The simulated building, a gateway on it with the dashboard as built now, and a browser to sit down at. */
export class ControlRoom extends Desks {
  readonly site: SimulatedSite;
  readonly gateway: GatewayProcess;

  private constructor(site: SimulatedSite, gateway: GatewayProcess, browser: Browser) {
    super(browser, gateway.url);
    this.site = site;
    this.gateway = gateway;
  }

  /** Ready when the building is live; `change` rewrites its site file first. What was started is stopped when it cannot be. */
  static async open(
    change: (siteFile: string) => string = (same) => same,
    livePoints = LIVE_POINTS,
  ): Promise<ControlRoom> {
    await buildDashboard();
    await using begun = new AsyncDisposableStack();
    const site = await SimulatedSite.start();
    begun.defer(() => site.stop());
    writeFileSync(site.siteFile, change(readFileSync(site.siteFile, 'utf8')));
    const browser = await openBrowser();
    begun.defer(() => browser.close());
    const gateway = await GatewayProcess.start(site.siteFile, join(site.folder, 'data'), {}, START_MS);
    begun.defer(async () => void (await gateway.child.kill()));
    const isLive = async () => ((await gateway.countGood()) >= livePoints ? true : undefined);
    await eventually(isLive, 60_000, 'the building is live');
    begun.move();
    return new ControlRoom(site, gateway, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.gateway.child.kill();
    await this.site.stop();
  }
}

/** Waits until banner and page stand and nothing is loading any more. */
export async function isDrawn(page: Page): Promise<void> {
  // A phone hides the list, its title too, while it shows one of it.
  await page.locator('#content :is(h1, h2)').filter({ visible: true }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** Which page an address is of: its first word, and how many follow. */
const kindOf = (path: string): string => {
  const words = new URL(path, 'http://any').pathname.split('/');
  return `${words[1]} ${words.length}`;
};

/** Goes to another page of the dashboard that is open already, as a link in it would: nothing is loaded anew. */
export async function visit(page: Page, path: string): Promise<void> {
  const isOther = kindOf(page.url()) !== kindOf(path);
  await page.evaluate((to) => {
    document.querySelector('#content')?.firstElementChild?.setAttribute('data-left', '');
    history.pushState({}, '', to);
  }, path);
  if (isOther) await page.locator('[data-left]').waitFor({ state: 'detached' });
  // What the new address shows is drawn in the frame after next.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await isDrawn(page);
}

/** Builds what the gateway serves; quick when it is current. */
export async function buildDashboard(): Promise<void> {
  await promisify(execFile)(process.execPath, ['gateway/cli/build-dashboard.ts'], { cwd: REPOSITORY });
}
