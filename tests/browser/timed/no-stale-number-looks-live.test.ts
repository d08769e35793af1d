import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser } from '../../harness/browser.ts';
import { ControlRoom } from '../../harness/control-room.ts';
import { eventually } from '../../harness/eventually.ts';

/** Meters are read every second; three periods and what the screen takes. */
const THREE_PERIODS_MS = 4500;
const LINK_LOSS_SHOWN_WITHIN_MS = 5000;

let room: ControlRoom;

/** What the screen says of each value, to the eye (texture) and to the ear (name). */
const said = (page: Page) =>
  page.locator('#content [role="group"]:not(svg)').evaluateAll((groups) =>
    groups.map((group) => ({
      standing: (group.matches('[data-standing]') ? group : group.querySelector('[data-standing]'))?.getAttribute(
        'data-standing',
      ),
      name: group.getAttribute('aria-label') ?? '',
      text: group.textContent ?? '',
    })),
  );

type Said = Awaited<ReturnType<typeof said>>[number];
const looksLive = ({ standing }: Said): boolean => standing !== 'stale' && standing !== 'bad';

async function untilNoneLooksLive(page: Page, limitMs: number): Promise<Said[]> {
  const none = async () => ((await said(page)).some(looksLive) ? undefined : true);
  await eventually(none, limitMs, 'no value looks live');
  return said(page);
}

async function untilAllLive(page: Page): Promise<void> {
  const all = async () => {
    const values = await said(page);
    return values.length > 0 && values.every(looksLive) ? true : undefined;
  };
  await eventually(all, 10_000, 'every value is live');
}

describe.skipIf(!hasBrowser)('no stale number looks live', () => {
  beforeAll(async () => {
    room = await ControlRoom.open();
  });
  afterAll(() => room?.close());

  test('the values of a device that falls silent are marked within three scan periods, its neighbours stay live', async () => {
    const [mute, neighbour] = await Promise.all([room.sitDown('/equipment/F03'), room.sitDown('/equipment/F04')]);
    await Promise.all([untilAllLive(mute), untilAllLive(neighbour)]);
    const before = performance.now();
    await room.site.fault('device-mute', { device: 'F03' });
    const values = await untilNoneLooksLive(mute, THREE_PERIODS_MS);
    console.log(`silent device marked after ${(performance.now() - before).toFixed(0)} ms, ${values.length} values`);
    for (const { name } of values) expect(name).toMatch(/stale|bad/);
    for (const { text } of values) expect(text).toMatch(/STALE|BAD/);
    expect((await said(neighbour)).filter((value) => !looksLive(value))).toEqual([]);
    await mute.context().close();
    await neighbour.context().close();
    await room.site.clear('device-mute', { device: 'F03' });
  });

  test('a gateway that hangs is noticed by its silence, ages run on, and all is live again when it goes on', async () => {
    const page = await room.sitDown('/equipment/CH-1');
    await untilAllLive(page);
    room.gateway.child.process.kill('SIGSTOP');
    try {
      await untilNoneLooksLive(page, LINK_LOSS_SHOWN_WITHIN_MS);
      await page
        .locator('#content [role="group"]', { hasText: /STALE\s?[5-9]\s?s/ })
        .first()
        .waitFor();
    } finally {
      room.gateway.child.process.kill('SIGCONT');
    }
    await untilAllLive(page);
    await page.context().close();
  });

  test('when the gateway is killed, banner and every value say so within five seconds', async () => {
    const pages = await Promise.all(['/equipment/CH-1', '/systems/power', '/'].map((path) => room.sitDown(path)));
    await untilAllLive(pages[0]!);
    for (const page of pages) await page.locator('header [data-state="live"]').waitFor();
    const before = performance.now();
    await room.gateway.child.kill('SIGKILL');
    for (const page of pages) {
      const left = LINK_LOSS_SHOWN_WITHIN_MS - (performance.now() - before);
      await page.locator('header [role="alert"]', { hasText: /Disconnected \d/ }).waitFor({ timeout: left });
      const values = await untilNoneLooksLive(page, LINK_LOSS_SHOWN_WITHIN_MS - (performance.now() - before));
      expect(values.length).toBeGreaterThan(10);
      for (const { text, name } of values) {
        expect(text).toMatch(/STALE\s?\d+\s(s|min)|BAD/);
        expect(name).toMatch(/stale, \d|bad/);
      }
    }
    console.log(`lost link shown on ${pages.length} pages after ${(performance.now() - before).toFixed(0)} ms`);
  });
});
