import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../../gateway/contract/wire.ts';
import type { Alarm } from '../../../gateway/domain/alarm.ts';
import { hasBrowser } from '../../harness/browser.ts';
import { ControlRoom } from '../../harness/control-room.ts';
import { eventually } from '../../harness/eventually.ts';

const SEEN_WITHIN_MS = 2000;
const OTHER = { username: 'li', displayName: 'Li Qiang', role: 'engineer', password: 'a long pass phrase of his' };

let room: ControlRoom;
let page: Page;

const openAlarm = async (): Promise<Wire<Alarm> | undefined> =>
  (await room.gateway.get<Wire<Alarm>[]>('/alarms?state=open'))[0];

describe.skipIf(!hasBrowser)('two people', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
    await room.gateway.post('/accounts', OTHER);
    page = await room.sitDown('/alarms');
  });
  afterAll(() => room?.close());

  test('an alarm acknowledged by somebody else is so on this screen within two seconds, with who did it', async () => {
    await room.site.fault('chiller-trip');
    const row = page.getByRole('list', { name: 'Alarms' }).getByRole('listitem').first();
    await row.getByText('Unacknowledged').waitFor();
    const alarm = await eventually(openAlarm, 5000, 'the alarm');
    await room.gateway.signIn(OTHER.username, OTHER.password);

    const before = performance.now();
    await room.gateway.post(`/alarms/${alarm.id}/acknowledge`, { occurrence: alarm.occurrence });
    await row.getByText(/^Li Qiang \d\d:\d\d$/).waitFor({ timeout: SEEN_WITHIN_MS });
    console.log(`seen by the other after ${(performance.now() - before).toFixed(0)} ms`);
    expect(await row.getByRole('button', { name: /^Acknowledge/ }).count()).toBe(0);
    await page.locator('header').getByText('All acknowledged').waitFor();
  });

  test('its journal says so too, without being asked for anew', async () => {
    await page.locator('button[data-alarm]').first().click();
    await page.getByRole('article', { name: 'Response card' }).getByText('Acknowledged · Li Qiang').waitFor();
  });
});
