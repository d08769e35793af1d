import type { PushRegistration } from '../data/channel-api.ts';
import { deviceLabel } from './device-label.ts';

/** Why this browser cannot be woken; `ready` when it can. */
export type PushAbility = 'ready' | 'insecure' | 'home-screen' | 'unsupported' | 'denied';

export const WORKER = import.meta.env.DEV ? '/push/push-worker.ts' : '/push-worker.js';

/** What stands in the way, by looking alone: nobody is asked anything. */
export function pushAbility(): PushAbility {
  if (!window.isSecureContext) return 'insecure';
  const canPush = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  // iOS knows push on the home screen only (16.4 and later).
  if (!canPush) return /iPhone|iPad/.test(navigator.userAgent) ? 'home-screen' : 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : 'ready';
}

/** Asks the person, then the browser. To be called from a press: browsers ask for nothing else. Undefined when the person declined. */
export async function registerDevice(publicKey: string): Promise<PushRegistration | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined;
  const worker = await navigator.serviceWorker.register(WORKER, import.meta.env.DEV ? { type: 'module' } : {});
  await navigator.serviceWorker.ready;
  const applicationServerKey = bytesOf(publicKey);
  const present = await worker.pushManager.getSubscription();
  if (present && !isSame(present.options.applicationServerKey, applicationServerKey)) await present.unsubscribe();
  const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { keys } = subscription.toJSON();
  const label = deviceLabel(navigator.userAgent);
  return { endpoint: subscription.endpoint, p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '', label };
}

/** The id under which the gateway lists this browser; undefined while it is not registered. */
export async function deviceId(): Promise<string | undefined> {
  if (pushAbility() !== 'ready') return undefined;
  const worker = await navigator.serviceWorker.getRegistration('/');
  const subscription = await worker?.pushManager.getSubscription();
  if (!subscription) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(subscription.endpoint));
  return base64url(new Uint8Array(digest)).slice(0, 22);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_');

function isSame(given: ArrayBuffer | null, wanted: Uint8Array): boolean {
  const bytes = new Uint8Array(given ?? new ArrayBuffer(0));
  return bytes.length === wanted.length && bytes.every((byte, index) => byte === wanted[index]);
}
