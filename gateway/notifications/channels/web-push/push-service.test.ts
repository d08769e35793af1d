import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { MemoryPushStore } from '../../../../tests/harness/memory-push-store.ts';
import { createPushService } from './push-service.ts';
import { DEFAULT_SERVICES, isServiceOf } from './push-services.ts';
import { createVapidKeys } from './vapid-keys.ts';

const KEYS = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
const registration = (name: string) => ({
  endpoint: `https://fcm.googleapis.com/fcm/send/${name}`,
  label: name,
  ...KEYS,
});

const CHANNEL = { kind: 'web-push', options: { contact: 'mailto:ops@tower.example' } };

function setup(channels = [CHANNEL]) {
  const clock = new ManualClock();
  const store = new MemoryPushStore();
  return { clock, store, service: createPushService({ store, clock, channels }) };
}

test('the key stays the same: a browser knows no other', async () => {
  const { service, store, clock } = setup();
  const key = await service.publicKey();
  expect(Buffer.from(key ?? '', 'base64url')).toHaveLength(65);
  const restarted = createPushService({ store, clock, channels: [CHANNEL] });
  expect(await restarted.publicKey()).toBe(key);
});

test('a browser is registered once, seen and removed by its owner only', async () => {
  const { service } = setup();
  const first = await service.register('wang', registration('phone'));
  await service.register('wang', registration('phone'));
  const [browser, ...others] = await service.browsers('wang');
  expect(first).toEqual({ ok: true, value: browser });
  expect(others).toEqual([]);
  expect(JSON.stringify(browser)).not.toContain('fcm');
  await service.remove('li', browser!.id);
  expect(await service.browsers('wang')).toHaveLength(1);
  await service.remove('wang', browser!.id);
  expect(await service.browsers('wang')).toEqual([]);
});

test('the eleventh takes the place of the oldest', async () => {
  const { service } = setup();
  for (let index = 0; index < 12; index++) await service.register('wang', registration(`b${index}`));
  expect((await service.browsers('wang')).map(({ label }) => label)).toEqual(
    Array.from({ length: 10 }, (_, index) => `b${index + 2}`),
  );
});

test('a site without push has no key and registers nobody', async () => {
  const { service, store } = setup([]);
  expect(await service.publicKey()).toBeUndefined();
  expect(await service.register('wang', registration('phone'))).toMatchObject({ ok: false, code: 'PUSH_UNAVAILABLE' });
  expect(store.all).toEqual([]);
});

describe('which addresses are push services', () => {
  test.each([
    ['https://fcm.googleapis.com/fcm/send/abc', true],
    ['https://updates.push.services.mozilla.com/wpush/v2/x', true],
    ['https://wns2-par02p.notify.windows.com/w/?token=x', true],
    ['https://web.push.apple.com/x', true],
    ['http://fcm.googleapis.com/x', false],
    ['https://fcm.googleapis.com:8443/x', false],
    ['https://fcm.googleapis.com.evil.example/x', false],
    ['https://evilpush.apple.com/x', false],
    ['https://user:pw@fcm.googleapis.com/x', false],
    ['https://127.0.0.1/x', false],
    ['file:///etc/passwd', false],
    ['no address', false],
  ])('%s: %s', async (endpoint, isOne) => {
    expect(isServiceOf(DEFAULT_SERVICES, endpoint)).toBe(isOne);
    const { service } = setup();
    expect(await service.register('wang', { ...registration('x'), endpoint })).toMatchObject({ ok: isOne });
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void isServiceOf(DEFAULT_SERVICES, text)));
  });
});

test('every key pair has its full length', () => {
  for (let turn = 0; turn < 300; turn++) {
    const { publicKey, privateKey } = createVapidKeys();
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
    expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
  }
});
