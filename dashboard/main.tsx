import './theme/kit.css';
import './theme/base.css';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './data/api.ts';
import { ApiError } from './data/api-error.ts';
import { createCell } from './data/cell.ts';
import { createBrowserClock } from './data/clock.ts';
import { createLastKnownStore } from './data/last-known.ts';
import { uuidOf } from './data/order-queue.ts';
import { createPreferenceStore } from './data/preferences.ts';
import { createServices } from './data/services.ts';
import { createWords, firstLanguage } from './i18n/start.ts';
import { keepShell } from './push/keep-shell.ts';
import { App } from './shell/app.tsx';

/** How long a hidden page, which is not repainted, waits before it takes new values over. */
const HIDDEN_FRAME_MS = 250;
const MOST_RETRIES = 2;

const clock = createBrowserClock();
const store = createPreferenceStore(window.localStorage);
const preferences = createCell(store.read());
preferences.subscribe(() => store.write(preferences.get()));

/** A refusal stays a refusal; only what may pass is asked again. */
const mayPass = (error: Error): boolean => !(error instanceof ApiError) || error.status === 0 || error.status >= 500;

const queries = new QueryClient({
  defaultOptions: {
    // A plant network without the internet is no reason not to ask the gateway, and the service worker answers without either.
    queries: {
      networkMode: 'always',
      retry: (count, error) => count < MOST_RETRIES && mayPass(error),
      refetchOnWindowFocus: false,
    },
    mutations: { networkMode: 'always' },
  },
});

/** `randomUUID` exists only on secure pages; a plant network often serves plain HTTP. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const services = createServices({
  api: createApi(window.fetch.bind(window), newKey),
  clock,
  queries,
  preferences,
  createSocket: async () => (await import('./data/socket.ts')).createSocket(),
  storage: window.localStorage,
  // Undefined where the page is not served securely, whatever the types say.
  lastKnown: createLastKnownStore(window.isSecureContext ? window.caches : undefined, () => clock.nowMs()),
  newUuid: () => uuidOf(crypto.getRandomValues(new Uint8Array(16))),
  onNextFrame: (task) => {
    if (document.hidden) clock.after(HIDDEN_FRAME_MS, task);
    else requestAnimationFrame(task);
  },
});
const words = createWords(firstLanguage(preferences.get().language, navigator.language));

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App services={services} words={words} />
  </StrictMode>,
);
void services.start();
keepShell(clock);
