import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import { axeFindings } from '../harness/axe.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, isDrawn } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';

const PATHS = [
  '/',
  '/alarms',
  '/alarms?view=shelved',
  '/alarms?view=suppressed',
  '/alarms?view=out-of-service',
  '/alarms/performance',
  '/on-call',
  '/messages',
  '/equipment/CH-1',
  '/work-orders/1',
  '/energy',
  '/systems/power',
  '/trends',
  '/devices',
  '/records',
  '/channels',
];
let room: ControlRoom;

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
    const found = await axeFindings(page, 'sign-in');
    await room.signIn(context);
    for (const path of PATHS) {
      await page.goto(path);
      await isDrawn(page);
      found.push(...(await axeFindings(page, path)));
    }
    await context.close();
    expect(found).toEqual([]);
  });
});
