import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';

/** Nothing that talks to the outside or needs a graphics card; the folder of the profile is new and goes with the browser. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/** Whether tests of the screens run: always when the environment insists, so that a missing browser fails there. */
export const hasBrowser = existsSync(CHROMIUM) || process.env.PLANTROOM_REQUIRE_SERVERS === '1';

/** A headless Chromium with a profile of its own. Throws when it is not installed. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: QUIET });
}
