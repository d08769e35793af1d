import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wire } from '../../gateway/contract/wire.ts';
import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { WorkOrder } from '../../gateway/domain/work-order.ts';
import { hasBrowser } from '../harness/browser.ts';
import { ControlRoom, isDrawn } from '../harness/control-room.ts';
import { eventually } from '../harness/eventually.ts';
import { Keyboard } from '../harness/keyboard.ts';

const PASSWORD = '4711-umbrella-stop';
/** The machine that runs this may be busy; none of it is a promise to anybody. */
const PATIENCE_MS = 30_000;

/** Nobody waits two hours for an alarm to come back. */
const withoutWaiting = (siteFile: string): string =>
  siteFile.replace(/^ {2}orders:.*$/m, '  orders:\n    verifyAfter: { P1: 0s, P2: 0s, P3: 0s, P4: 0s }');

let room: ControlRoom;
let keys: Keyboard;
let order: number;

const button = (name: string | RegExp): Locator =>
  keys.page.locator('#content').getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
const dialog = (): Locator => keys.page.getByRole('dialog');
const field = (label: string | RegExp): Locator =>
  dialog().getByLabel(label, typeof label === 'string' ? { exact: true } : {});
const reached = (state: string): Promise<void> =>
  keys.page.locator('[aria-current="step"]', { hasText: state }).waitFor();

async function orderOfAlarm(): Promise<number | undefined> {
  const all = await room.gateway.get<Wire<WorkOrder>[]>('/work-orders?state=all');
  return all.find(({ alarmId }) => alarmId !== null)?.id;
}

async function isOver(): Promise<true | undefined> {
  const open = await room.gateway.get<Wire<Alarm>[]>('/alarms?state=open');
  return open.some(({ equipment, state }) => equipment === 'CH-1' && state.startsWith('active')) ? undefined : true;
}

/** The form has the focus on the name already. */
async function signIn(username: string): Promise<void> {
  await keys.to(keys.page.getByLabel('User name'));
  await keys.type(username);
  await keys.to(keys.page.getByLabel('Password', { exact: true }));
  await keys.type(PASSWORD);
  await keys.press('Enter');
  await isDrawn(keys.page);
}

async function signOut(): Promise<void> {
  await keys.enter(keys.page.getByRole('button', { name: /^Signed in as/ }));
  const way = keys.page.getByRole('menuitem', { name: 'Sign out' });
  await keys.to(way, 'ArrowDown');
  await keys.press('Enter');
}

async function answer(name: string): Promise<void> {
  await keys.enter(dialog().locator('form').getByRole('button', { name, exact: true }));
  await dialog().waitFor({ state: 'detached' });
}

describe.skipIf(!hasBrowser)('by keyboard alone', () => {
  beforeAll(async () => {
    room = await ControlRoom.open(withoutWaiting);
    const people = [
      ['chen', 'Chen Gong', 'engineer'],
      ['zhao', 'Zhao Gang', 'operator'],
    ] as const;
    for (const [username, displayName, role] of people)
      await room.gateway.post('/accounts', { username, displayName, role, password: PASSWORD });
    await room.site.fault('chiller-trip', { device: 'CH-1' });
    order = await eventually(orderOfAlarm, PATIENCE_MS, 'a work order');
    const context = await room.seat();
    context.setDefaultTimeout(PATIENCE_MS);
    keys = new Keyboard(await context.newPage());
    await keys.page.goto('/');
  });
  afterAll(() => room?.close());

  test('an engineer signs in, goes to the alarm and acknowledges it', async () => {
    await signIn('chen');
    await keys.press('F9');
    const row = keys.page
      .getByRole('list', { name: 'Alarms' })
      .getByRole('listitem')
      .filter({ hasText: 'shut down on a fault' });
    await keys.to(row.locator('button[data-alarm]'));
    await keys.press('a');
    await row.getByText(/^Chen Gong \d\d:\d\d/).waitFor();
    await keys.enter(row.getByRole('link', { name: `WO ${order}`, exact: true }));
    await keys.page.waitForURL(`**/work-orders/${order}`);
  });

  test('takes its order, works on it and is done', async () => {
    await keys.enter(button('Assign'));
    await keys.choose(field('Assign to'), 'Chen');
    await answer('Assign');
    await reached('Assigned');
    await keys.enter(button('Accept'));
    await reached('Accepted');
    await keys.enter(button('Start work'));
    await reached('In progress');
    await room.site.clear('chiller-trip', { device: 'CH-1' });
    await eventually(isOver, PATIENCE_MS, 'the chiller is in order');
    await keys.enter(button('Done'));
    // Nobody looks for the field: what is typed at once goes into it, spaces and all.
    await field('What was found and done').and(keys.page.locator(':focus')).waitFor();
    await keys.type('High pressure cut-out reset, strainer cleaned');
    for (const code of ['What failed', 'Why', 'What helped']) await keys.choose(field(code));
    await answer('Done');
    await reached('Done');
    // Whoever did it does not verify it.
    expect(await button('Verify').count()).toBe(0);
  });

  test('another signs in at the same desk, finds the order by its number, verifies and closes it', async () => {
    await signOut();
    await signIn('zhao');
    await keys.press('Control+k');
    await keys.to(keys.page.getByRole('combobox'));
    await keys.type(`WO ${order}`);
    await keys.press('Enter');
    await keys.page.waitForURL(`**/work-orders/${order}`);
    await keys.enter(button('Verify'));
    await answer('Verify');
    await reached('Verified');
    await keys.enter(button('Close'));
    // Before anybody is called back it says why.
    await keys.to(field('Note'));
    await keys.type('The plant itself reported it');
    await answer('Close');
    await reached('Closed');
    const closed = await room.gateway.get<Wire<WorkOrder>>(`/work-orders/${order}`);
    expect(closed).toMatchObject({ state: 'closed', assignee: 'chen' });
  });
});
