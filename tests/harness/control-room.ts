import { execFile } from 'node:child_process';
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
export const DESK_SIZE = { width: 1440, height: 900 };
export const PHONE_SIZE = { width: 360, height: 740 };

export interface SeatOptions {
  readonly language?: Language;
  readonly theme?: 'light' | 'dark' | 'night';
  readonly size?: { readonly width: number; readonly height: number };
}

/** The simulated building, a gateway on it with the dashboard as built now, and a browser to sit down at. */
export class ControlRoom {
  readonly site: SimulatedSite;
  readonly gateway: GatewayProcess;
  readonly browser: Browser;

  private constructor(site: SimulatedSite, gateway: GatewayProcess, browser: Browser) {
    this.site = site;
    this.gateway = gateway;
    this.browser = browser;
  }

  /** Ready when the building is live. */
  static async open(): Promise<ControlRoom> {
    await buildDashboard();
    const [site, browser] = await Promise.all([SimulatedSite.start(), openBrowser()]);
    const gateway = await GatewayProcess.start(site.siteFile, join(site.folder, 'data'));
    const isLive = async () => ((await gateway.countGood()) >= LIVE_POINTS ? true : undefined);
    await eventually(isLive, 60_000, 'the building is live');
    return new ControlRoom(site, gateway, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.gateway.child.kill();
    await this.site.stop();
  }

  /** A browser without history in the language, theme and size given; nobody is signed in. */
  async seat(options: SeatOptions = {}): Promise<BrowserContext> {
    const { language = 'en', theme = 'dark', size = DESK_SIZE } = options;
    const context = await this.browser.newContext({ baseURL: this.gateway.url, viewport: size });
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

/** Waits until banner and page stand and nothing is loading any more. */
export async function isDrawn(page: Page): Promise<void> {
  await page.locator('#content h1, #content h2').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** Builds what the gateway serves; quick when it is current. */
export async function buildDashboard(): Promise<void> {
  await promisify(execFile)(process.execPath, ['gateway/cli/build-dashboard.ts'], { cwd: REPOSITORY });
}
