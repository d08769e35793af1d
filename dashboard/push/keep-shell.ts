import type { Clock } from '../data/clock.ts';
import { WORKER } from './this-device.ts';

/** The page that is being looked at comes first. */
const AFTER_MS = 5000;

/** Lets the browser keep the screens, so that they open without a link. Nothing where the site is not served securely. */
export function keepShell(clock: Clock): void {
  if (!window.isSecureContext || !('serviceWorker' in navigator) || import.meta.env.DEV) return;
  // A browser that forbids it works on without.
  clock.after(AFTER_MS, () => void navigator.serviceWorker.register(WORKER).catch(() => undefined));
}
