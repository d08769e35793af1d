import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import { hasBrowser } from '../harness/browser.ts';
import { REPOSITORY } from '../harness/child.ts';
import { ControlRoom, isDrawn } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';

const PATHS = [
  '/',
  '/alarms',
  '/equipment/CH-1',
  '/work-orders/1',
  '/energy',
  '/systems/power',
  '/trends',
  '/devices',
  '/records',
];
/** Rules that even the barest page answers to. */
const LEAST_CHECKS = 10;
const AXE = readFileSync(join(REPOSITORY, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** The part of axe-core's answer that is read here. */
interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}
interface Axe {
  run(): Promise<{ readonly violations: readonly Violation[]; readonly passes: readonly Violation[] }>;
}

let room: ControlRoom;

/** What axe finds on the page as it stands, in words; fails when axe had next to nothing to look at. */
async function findings(page: Page, where: string): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations, passes } = await page.evaluate(() => (window as unknown as { axe: Axe }).axe.run());
  expect(passes.length).toBeGreaterThan(LEAST_CHECKS);
  return violations.map(({ id, impact, nodes }) => `${where}: ${impact} ${id} ${nodes[0]?.html.slice(0, 160)}`);
}

describe.skipIf(!hasBrowser)('accessibility', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
    await room.site.fault('chiller-trip', { device: 'CH-1' });
    const order = async () => (await room.gateway.get<Wire<WorkOrder>[]>('/work-orders?state=all'))[0];
    await eventually(order, 10_000, 'a work order');
  });
  afterAll(() => room?.close());

  test.each(['light', 'dark', 'night'] as const)('axe finds nothing in %s', async (theme) => {
    const context = await room.seat({ theme });
    const page = await context.newPage();
    await page.goto('/');
    await page.locator('form h1').waitFor();
    const found = await findings(page, 'sign-in');
    await room.signIn(context);
    for (const path of PATHS) {
      await page.goto(path);
      await isDrawn(page);
      found.push(...(await findings(page, path)));
    }
    await context.close();
    expect(found).toEqual([]);
  });
});
