import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../harness/browser.ts';
import { buildDashboard, DESK_SIZE, isDrawn } from '../../harness/control-room.ts';
import { ADMIN_PASSWORD, GatewayProcess } from '../../harness/gateway-process.ts';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from '../historian/folder.ts';
import { spread } from '../historian/percentile.ts';
import { CLOCK_SPAN_MS, ClockDevice } from './clock-device.ts';

const VALUE_LIMIT_MS = 150;
const ALARM_LIMIT_MS = 1300;
const SWITCHES = 12;
const FIRST_SWITCH = 10;
const BETWEEN_ALARMS_MS = 2370;

/** From a device to the eye. */
export const latency: Benchmark = {
  name: 'latency',
  about:
    'from the answer of a device, and from a trip, to the painted text: gateway, network and browser as they run, polling every second',
  run: ({ short }) =>
    withFolder(0, async (folder) => {
      const device = new ClockDevice();
      const port = await device.server.listen();
      const siteFile = join(folder, 'site.yaml');
      writeFileSync(siteFile, siteOf(port));
      await buildDashboard();
      const gateway = await GatewayProcess.start(siteFile, join(folder, 'data'));
      let browser: Browser | undefined;
      try {
        browser = await openBrowser();
        const context = await browser.newContext({ baseURL: gateway.url, viewport: DESK_SIZE });
        await context.request.post('/api/v1/session', { data: { username: 'admin', password: ADMIN_PASSWORD } });
        const page = await context.newPage();
        const values = spread(await valueDelays(page, short ? 30 : 120));
        const alarms = spread(await alarmDelays(page, device, short ? 5 : SWITCHES));
        return {
          lines: [
            `value: p50 ${values.p50} ms, p99 ${values.p99} ms, longest ${values.max} ms after the answer of the device (limit: p99 ${VALUE_LIMIT_MS} ms)`,
            `alarm: p50 ${alarms.p50} ms, longest ${alarms.max} ms after the trip (limit ${ALARM_LIMIT_MS} ms, up to 1,000 of them until the next poll)`,
          ],
          figures: { values, alarms },
        };
      } finally {
        await browser?.close();
        await gateway.child.kill();
        await device.server.close();
      }
    }),
};

const siteOf = (port: number): string => `version: 1
site: { id: bench, name: { en: Bench, zh: 台架 }, timeZone: Asia/Shanghai }
scan: { fast: 1s, normal: 1s }
areas: [{ id: plant, name: { en: Plant, zh: 机房 } }]
connections:
  - { id: line, driver: modbus, transport: tcp, host: 127.0.0.1, port: ${port} }
equipment:
  - { id: CLOCK, name: { en: Clock, zh: 钟 }, template: eastron-sdm630, area: plant, connection: line, device: { unit: 1 }, parameters: { ratedCurrent: ${CLOCK_SPAN_MS} } }
${Array.from({ length: SWITCHES }, (_, i) => `  - { id: ATS-${i}, name: { en: Switch ${i}, zh: 开关${i} }, template: abb-ats022, area: plant, connection: line, device: { unit: ${FIRST_SWITCH + i} } }`).join('\n')}
`;

/** Each new text of the clock's readout against the clock of this machine, at the frame after the one that painted it. */
async function valueDelays(page: Page, count: number): Promise<number[]> {
  await page.goto('/equipment/CLOCK');
  await isDrawn(page);
  await page
    .getByRole('group', { name: /^Current A, [\d,.]+, A, good/ })
    .first()
    .waitFor();
  return page.evaluate(
    async ([wanted, span]) => {
      const group = document.querySelector('[role=group][aria-label^="Current A,"]');
      const read = (): number =>
        Number(/Current A, ([\d,.]+)/.exec(group?.getAttribute('aria-label') ?? '')?.[1]?.replaceAll(',', ''));
      const delays: number[] = [];
      for (let last = read(); delays.length < wanted; ) {
        await new Promise(requestAnimationFrame);
        const shown = read();
        if (shown === last || Number.isNaN(shown)) continue;
        last = shown;
        await new Promise(requestAnimationFrame);
        delays.push((((Date.now() - shown) % span) + span) % span);
      }
      return delays;
    },
    [count, CLOCK_SPAN_MS] as const,
  );
}

/** Trips one switch after the other, at moments that have nothing to do with the polls. */
async function alarmDelays(page: Page, device: ClockDevice, count: number): Promise<number[]> {
  await page.goto('/alarms');
  await isDrawn(page);
  const delays: number[] = [];
  for (let i = 0; i < count; i++) {
    await pause(BETWEEN_ALARMS_MS);
    const painted = page.evaluate(async (name) => {
      const isThere = (): boolean =>
        [...document.querySelectorAll('#content li')].some((row) => row.textContent?.includes(name));
      while (!isThere()) await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      return Date.now();
    }, `Switch ${i} `);
    const tripped = device.trip(FIRST_SWITCH + i);
    delays.push((await painted) - tripped);
  }
  return delays;
}
