import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pushMessageOf } from '../../gateway/notifications/channels/web-push/message.ts';
import { exampleNotification } from '../../gateway/notifications/notifications.fixtures.ts';
import { hasBrowser, openBrowser } from '../harness/browser.ts';
import { REPOSITORY } from '../harness/child.ts';
import { eventually } from '../harness/eventually.ts';
import { tempFolder } from '../harness/temp-folder.ts';

/** The worker as it is served: one file that imports nothing. */
async function builtWorker(): Promise<string> {
  const outDir = await tempFolder();
  await build({
    ...{ configFile: false, logLevel: 'silent', root: join(REPOSITORY, 'dashboard'), publicDir: false },
    build: {
      ...{ outDir, target: 'es2024', copyPublicDir: false },
      rolldownOptions: {
        input: join(REPOSITORY, 'dashboard/push/push-worker.ts'),
        output: { entryFileNames: 'push-worker.js' },
      },
    },
  });
  return readFile(join(outDir, 'push-worker.js'), 'utf8');
}

/** A page with the worker registered, in a browser that may notify; `push` hands it a message as a push service would. */
async function setup() {
  const worker = await builtWorker();
  const server = createServer(({ url }, response) => {
    const isWorker = url === '/push-worker.js';
    response.setHeader('content-type', isWorker ? 'text/javascript' : 'text/html');
    response.end(isWorker ? worker : '<!doctype html><title>Plantroom</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context = await browser.newContext({ permissions: ['notifications'] });
  const page = await context.newPage();
  await page.goto(origin);
  const push = await pusher(context, page, origin);
  return { page, push, worker };
}

async function pusher(context: BrowserContext, page: Page, origin: string) {
  const session: CDPSession = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const registration = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (registration) resolve(registration.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/push-worker.js');
    await navigator.serviceWorker.ready;
  });
  const registrationId = await found;
  return (data: string) => session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const notifications = await registration.getNotifications();
    return notifications.map(({ title, body, tag }) => ({ title, body, tag }));
  });

describe.skipIf(!hasBrowser)('what is pushed to a browser', () => {
  test('is shown in words; a newer message of the same alarm takes its place', async () => {
    const { page, push } = await setup();
    await push(pushMessageOf(exampleNotification({ language: 'en' })).payload);
    const first = await eventually(async () => (await shown(page))[0], 5_000, 'the notification');
    expect(first).toMatchObject({
      title: '【P1】Lift 1: passenger trapped',
      body: expect.stringContaining('call the contractor'),
    });
    await push(pushMessageOf(exampleNotification({ language: 'zh', id: 'later' })).payload);
    await eventually(async () => (await shown(page))[0]?.title.includes('困人') || undefined, 5_000, 'the newer one');
    expect(await shown(page)).toHaveLength(1);
  });

  test('is shown even when it cannot be read', async () => {
    const { page, push, worker } = await setup();
    expect(worker).not.toMatch(/^import /m);
    await push('no json');
    const found = await eventually(async () => (await shown(page))[0], 5_000, 'the notification');
    expect(found.title).toBe('Plantroom');
  });
});
