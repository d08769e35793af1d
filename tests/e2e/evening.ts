import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Role } from '../../gateway/domain/role.ts';
import { openBrowser } from '../harness/browser.ts';
import { buildDashboard, DESK_SIZE, isDrawn, type SeatOptions } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';
import { GatewayProcess } from '../harness/gateway-process.ts';
import { SimulatedSite } from '../harness/simulated-site.ts';
import { makeEvening } from './evening-site.ts';

/** Good points of the simulated building when everything answers, with some room. */
const LIVE_POINTS = 900;
const PASSWORD = '4711-umbrella-stop';
const PATIENCE_MS = 30_000;
/** A day of records is made up for before the gateway answers. */
const START_MS = 120_000;
/** Building, gateway, history of yesterday and browser together. */
export const OPENS_WITHIN_MS = 300_000;
/** Longer pages are cut. */
const HIGHEST = 3_000;

/** Who works in the building; user name, name, role. */
const PEOPLE = {
  wang: ['王强', 'operator'],
  li: ['李敏', 'operator'],
  zhang: ['张伟', 'technician'],
  zhao: ['赵刚', 'operator'],
  chen: ['陈工', 'engineer'],
  he: ['何主管', 'supervisor'],
  lin: ['林经理', 'viewer'],
} as const satisfies Record<string, readonly [string, Role]>;
export type PersonId = keyof typeof PEOPLE;

export interface EveningOptions {
  /** Changes of the site file besides those of every evening. */
  readonly changes?: Parameters<typeof makeEvening>[2];
  /** Work on the folder of the data before the gateway has it. */
  readonly before?: (siteFile: string, dataFolder: string) => Promise<void>;
}

/** Where pictures go; told once, so that whoever wants to look finds them. */
function pictureFolder(): string {
  const folder = process.env.PLANTROOM_SHOTS ?? mkdtempSync(join(tmpdir(), 'plantroom-shots-'));
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Everybody has an account, and the building is live. */
async function begin(gateway: GatewayProcess): Promise<void> {
  for (const [username, [displayName, role]] of Object.entries(PEOPLE)) {
    await gateway.post('/accounts', { username, displayName, role, language: 'zh', password: PASSWORD });
  }
  const isLive = async () => ((await gateway.countGood()) >= LIVE_POINTS ? true : undefined);
  await eventually(isLive, 60_000, 'the building is live');
}

/** The simulated building at night with everybody's account, the gateway as a process, and a browser. */
export class Evening {
  readonly site: SimulatedSite;
  readonly gateway: GatewayProcess;
  readonly pictures: string;
  private readonly browser: Browser;

  private constructor(site: SimulatedSite, gateway: GatewayProcess, browser: Browser) {
    this.site = site;
    this.gateway = gateway;
    this.browser = browser;
    this.pictures = pictureFolder();
  }

  /** Ready when the building is live. What was started is stopped when it cannot be. */
  static async open({ changes = [], before }: EveningOptions = {}): Promise<Evening> {
    await buildDashboard();
    await using begun = new AsyncDisposableStack();
    const site = await SimulatedSite.start();
    begun.defer(() => site.stop());
    const browser = await openBrowser();
    begun.defer(() => browser.close());
    makeEvening(site.siteFile, Date.now(), changes);
    const dataFolder = join(site.folder, 'data');
    await before?.(site.siteFile, dataFolder);
    const gateway = await GatewayProcess.start(site.siteFile, dataFolder, {}, START_MS);
    begun.defer(async () => void (await gateway.child.kill()));
    await begin(gateway);
    begun.move();
    return new Evening(site, gateway, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.gateway.child.kill();
    await this.site.stop();
  }

  /** A person who signs in by the form, in Chinese. */
  async signIn(who: PersonId, options: SeatOptions = {}): Promise<Walk> {
    const page = await (await this.seat(options)).newPage();
    await page.goto('/');
    await page.getByLabel('用户名').fill(who);
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: '登录' }).click();
    await isDrawn(page);
    return new Walk(page, this.pictures, who);
  }

  /** What somebody else does meanwhile, without a screen. */
  async byHand(who: PersonId): Promise<Hand> {
    const { request } = await this.seat({});
    const answer = await request.post('/api/v1/session', { data: { username: who, password: PASSWORD } });
    if (!answer.ok()) throw new Error(`sign-in of ${who}: ${answer.status()} ${await answer.text()}`);
    return new Hand(request);
  }

  private async seat({ theme = 'dark', size = DESK_SIZE }: SeatOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext({ baseURL: this.gateway.url, viewport: size });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(([key, value]) => localStorage.getItem(key) ?? localStorage.setItem(key, value), [
      'plantroom.preferences',
      JSON.stringify({ language: 'zh', theme, blink: true }),
    ] as const);
    return context;
  }
}

/** The REST interface with somebody's session. */
export class Hand {
  private readonly request: APIRequestContext;

  constructor(request: APIRequestContext) {
    this.request = request;
  }

  async get<T>(path: string): Promise<T> {
    return this.told<T>('GET', path);
  }

  async post<T = unknown>(path: string, data: object = {}): Promise<T> {
    return this.told<T>('POST', path, data);
  }

  private async told<T>(method: string, path: string, data?: object): Promise<T> {
    const answer = await this.request.fetch(`/api/v1${path}`, { method, ...(data ? { data } : {}) });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

/** What a person does on the screen, by the words that stand there. */
export class Walk {
  readonly page: Page;
  private readonly pictures: string;
  private readonly who: string;
  private count = 0;

  constructor(page: Page, pictures: string, who: string) {
    this.page = page;
    this.pictures = pictures;
    this.who = who;
  }

  /** A picture of what is seen now; nothing on it is wider than the screen. */
  async look(station: string): Promise<void> {
    await isDrawn(this.page);
    this.count++;
    const { width = 0 } = this.page.viewportSize() ?? {};
    const name = `${this.who}-${String(this.count).padStart(2, '0')}-${station}-${width}.png`;
    await this.whole(join(this.pictures, name));
    const tooWide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (tooWide > 0) throw new Error(`${station}: ${tooWide} px wider than the screen`);
  }

  /** The page scrolls inside its frame: the screen is made as high as all of it. */
  private async whole(path: string): Promise<void> {
    const size = this.page.viewportSize() ?? DESK_SIZE;
    const hidden = await this.page.getByRole('main').evaluate((main) => main.scrollHeight - main.clientHeight);
    const height = Math.min(size.height + hidden, HIGHEST);
    if (hidden > 0) await this.page.setViewportSize({ ...size, height });
    await this.page.screenshot({ path });
    if (hidden > 0) await this.page.setViewportSize(size);
  }

  /** By the list of pages at the left. */
  async goTo(page: string): Promise<void> {
    const list = this.page.getByRole('navigation', { name: '页面' });
    const link = list.getByRole('link', { name: page, exact: true });
    await list.getByRole('link', { name: '总览' }).waitFor();
    if (!(await link.isVisible())) await this.unfold(page);
    await link.click();
    // A page that is opened for the first time comes a moment after its address.
    await this.page.getByRole('main').getByRole('heading', { name: page, exact: true }).first().waitFor();
    await isDrawn(this.page);
  }

  /** Opens one group after the other until the page stands there. */
  private async unfold(page: string): Promise<void> {
    const list = this.page.getByRole('navigation', { name: '页面' });
    for (const group of ['设备系统', '报警与值班', '工单与巡检', '记录表单', '台账与保养', '指标与能耗', '系统维护']) {
      const head = list.getByText(group, { exact: true });
      if (await list.getByRole('link', { name: page, exact: true }).isVisible()) return;
      if (await head.isVisible()) await head.click();
    }
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('main').getByRole('button', exactly(name)).first().click();
  }

  async follow(name: string | RegExp): Promise<void> {
    const before = this.page.url();
    await this.page.getByRole('main').getByRole('link', exactly(name)).first().click();
    await this.page.waitForURL((url) => url.href !== before);
    await isDrawn(this.page);
  }

  /** Presses the button of the dialog that is open, which then closes. */
  async answer(name: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label).first().fill(text);
  }

  async choose(label: string, option: string | { readonly index: number }): Promise<void> {
    const wish = typeof option === 'string' ? { label: option } : { index: option.index };
    await this.page.getByLabel(label, { exact: true }).first().selectOption(wish);
  }

  /** The order stands at this state. */
  async reached(state: string): Promise<void> {
    await this.page.locator('[aria-current="step"]', { hasText: state }).waitFor();
  }

  /** The part of the page with this title. */
  part(title: string | RegExp): Locator {
    return this.page.locator('section').filter({ has: this.page.getByRole('heading', { name: title }) });
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByRole('main').getByText(text).filter({ visible: true }).first().waitFor();
  }
}

const exactly = (name: string | RegExp) => (typeof name === 'string' ? { name, exact: true } : { name });
