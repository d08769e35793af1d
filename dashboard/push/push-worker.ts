import { notePush } from './note-push.ts';
import { addressOf, FALLBACK, type PushNotice, readNotice } from './push-notice.ts';
import { wayOf } from './shell-cache.ts';
import { createShellKeeper } from './shell-keeper.ts';

/** What is used of a service worker's surroundings; the library of types for pages has none of it. */
interface PushEvent {
  readonly data: { json(): unknown } | null;
  waitUntil(work: Promise<unknown>): void;
}

interface ClickEvent {
  readonly action: string;
  readonly notification: { readonly data: unknown; close(): void };
  waitUntil(work: Promise<unknown>): void;
}

interface PageClient {
  readonly url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}

interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface WorkerScope {
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly location: { readonly origin: string };
  readonly registration: { showNotification(title: string, options: object): Promise<void> };
  readonly clients: {
    matchAll(options: {
      readonly type: 'window';
      readonly includeUncontrolled: boolean;
    }): Promise<readonly PageClient[]>;
    openWindow(url: string): Promise<unknown>;
    claim(): Promise<void>;
  };
}

declare const self: WorkerScope;

/** Runs in the browser beside the pages, and without any: shows what is pushed, and lets the screens open without a link. */
const keeperOf = ({ waitUntil }: LifeEvent) =>
  createShellKeeper({ caches, fetch: (request, init) => fetch(request, init), waitUntil });

/** Taken over before it is active: pages would wait for an activation. */
self.addEventListener('install', (event) => {
  event.waitUntil(keeperOf({ waitUntil: (work) => event.waitUntil(work) }).keepAll());
  event.waitUntil(self.skipWaiting());
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  const way = origin === self.location.origin ? wayOf({ method, mode, path: pathname + search }) : 'network';
  if (way === 'network') return;
  event.respondWith(keeperOf({ waitUntil: (work) => event.waitUntil(work) }).answer(way, event.request));
});

self.addEventListener('push', (event) => {
  const { title, ...notice } = noticeOf(event);
  event.waitUntil(self.registration.showNotification(title, shownAs(notice)));
  event.waitUntil(notePush(caches, Date.now()));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { actions } = readNotice(event.notification.data);
  event.waitUntil(open(addressOf(actions, event.action, '/')));
});

function noticeOf({ data }: PushEvent): PushNotice {
  try {
    return readNotice(data?.json());
  } catch {
    return FALLBACK;
  }
}

const shownAs = ({ body, tag, language, isUrgent, actions }: Omit<PushNotice, 'title'>) => ({
  ...{ body, tag, lang: language, icon: '/icon-192.png', badge: '/icon-192.png', timestamp: Date.now() },
  // A newer message of an alarm takes the place of the older one, and is heard.
  ...{ renotify: true, requireInteraction: isUrgent },
  actions: actions.map(({ title }, index) => ({ action: String(index), title })),
  data: { title: tag, actions },
});

/** A page of ours that is open already is led there; the page that acknowledges stands by itself. */
async function open(address: string): Promise<void> {
  const url = new URL(address, self.location.origin);
  const isOurs = url.origin === self.location.origin && !url.pathname.startsWith('/a/');
  const pages = isOurs ? await self.clients.matchAll({ type: 'window', includeUncontrolled: true }) : [];
  const page = pages[0];
  if (!page) {
    await self.clients.openWindow(url.href);
    return;
  }
  await page.focus();
  await page.navigate(url.href).catch(() => self.clients.openWindow(url.href));
}
