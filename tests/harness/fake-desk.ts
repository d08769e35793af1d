import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import type { HttpServerOptions } from '../../gateway/http/server.ts';
import { LiveHub } from '../../gateway/live/live-hub.ts';
import { openBrowser } from './browser.ts';
import { REPOSITORY } from './child.ts';
import { buildDashboard, DESK_SIZE, isDrawn, type SeatOptions } from './control-room.ts';
import { silentLogger } from './silent-logger.ts';
import { silentMetrics } from './silent-metrics.ts';
import { type FakeWeb, startFakeWeb } from './web-fakes.ts';

const TICK_MS = 100;

/** The web side over fakes with the dashboard as built now, its clock running, and a browser to sit down at: for what no building does on demand. */
export class FakeDesk {
  readonly web: FakeWeb;
  private readonly hub: LiveHub;
  private readonly browser: Browser;
  private readonly ticking: NodeJS.Timeout;
  private isServing = true;

  private constructor(web: FakeWeb, hub: LiveHub, browser: Browser) {
    this.web = web;
    this.hub = hub;
    this.browser = browser;
    this.ticking = setInterval(() => web.clock.advance(TICK_MS), TICK_MS);
  }

  static async open(change: Partial<HttpServerOptions> = {}): Promise<FakeDesk> {
    await buildDashboard();
    const dashboardFolder = join(REPOSITORY, 'dashboard', 'dist');
    const [web, browser] = await Promise.all([startFakeWeb({ dashboardFolder, ...change }), openBrowser()]);
    const { http, site, latest, alarms, orders: workOrders, plant, clock } = web;
    const { app, sessions } = http;
    const services = { site, latest, alarms, workOrders, records: web.records, plant, sessions, clock };
    const hub = new LiveHub({
      ...{ server: app.server, generation: 'g1', logger: silentLogger, metrics: silentMetrics },
      ...services,
    });
    await http.listen();
    return new FakeDesk(web, hub, browser);
  }

  async close(): Promise<void> {
    clearInterval(this.ticking);
    await this.browser.close();
    await this.unplug();
  }

  /** The gateway is gone from here on; browsers stay open. */
  async unplug(): Promise<void> {
    if (!this.isServing) return;
    this.isServing = false;
    await this.hub.close();
    await this.web.http.close();
  }

  /** Every point read at this moment, each with a value of its own. */
  feed(): void {
    const batch = new BatchBuilder();
    for (const { index } of this.web.site.points) batch.add(index, 10 + index, 0, this.web.clock.nowMs());
    this.web.latest.take(batch);
  }

  /** A page on the path given, with somebody of that role signed in. */
  async sitDown(
    path: string,
    who: Parameters<FakeWeb['cookieFor']>[0] = 'supervisor',
    options: SeatOptions = {},
  ): Promise<Page> {
    const page = await (await this.seat(who, options)).newPage();
    await page.goto(path);
    await isDrawn(page);
    return page;
  }

  private async seat(who: Parameters<FakeWeb['cookieFor']>[0], options: SeatOptions): Promise<BrowserContext> {
    const { language = 'en', theme = 'dark', size = DESK_SIZE } = options;
    const { port } = this.web.http.app.server.address() as AddressInfo;
    const baseURL = `http://127.0.0.1:${port}`;
    const context = await this.browser.newContext({ baseURL, viewport: size });
    context.setDefaultTimeout(10_000);
    await context.addInitScript(([key, value]) => localStorage.setItem(key, value), [
      'plantroom.preferences',
      JSON.stringify({ language, theme, blink: true }),
    ] as const);
    const [name, value] = (await this.web.cookieFor(who)).split('=');
    await context.addCookies([{ name: name!, value: value!, url: baseURL }]);
    return context;
  }
}
