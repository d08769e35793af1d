import { describe, expect, onTestFinished, test } from 'vitest';
import { FakeChannels, FakePush } from '../../../tests/harness/fake-channels.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

async function setup() {
  const channels = new FakeChannels();
  const push = new FakePush();
  const web = await startFakeWeb({ channels, push });
  onTestFinished(() => web.http.close());
  const ask = async (role: Role, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => {
    const headers = { host: 'plant.local', cookie: await web.cookieFor(role) };
    return web.http.app.inject({ method, url: `/api/v1${path}`, headers, ...(body ? { payload: body } : {}) });
  };
  return { channels, push, ask, accounts: web.accounts };
}

describe('channels', () => {
  test('are listed with how they are doing', async () => {
    const { ask } = await setup();
    const answer = await ask('operator', 'GET', '/channels');
    expect(answer.json()).toMatchObject([
      { id: 'PUMP-1', kind: 'dingtalk', health: { state: 'down', lastSentAt: '1970-01-01T00:00:01.000Z' } },
    ]);
  });

  test('are tried by engineers, and it is on record', async () => {
    const { ask, channels, accounts } = await setup();
    expect((await ask('operator', 'POST', '/channels/PUMP-1/test', {})).statusCode).toBe(403);
    const answer = await ask('engineer', 'POST', '/channels/PUMP-1/test', {});
    expect(answer.json()).toEqual({ result: 'sent', text: { en: 'Taken', zh: '已接收' }, detail: null, tookMs: 12 });
    expect(channels.asked).toEqual([{ id: 'PUMP-1', username: 'engineer' }]);
    expect(accounts.entries.at(-1)).toMatchObject({ action: 'channel test', subject: 'PUMP-1', detail: 'sent' });
  });

  test('that are not there', async () => {
    const { ask } = await setup();
    expect((await ask('engineer', 'POST', '/channels/fax/test', {})).json()).toMatchObject({
      code: 'CHANNEL_NOT_FOUND',
    });
  });
});

describe('browsers', () => {
  const REGISTRATION = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/abc',
    p256dh: `B${'A'.repeat(86)}`,
    auth: 'A'.repeat(22),
    label: 'Phone',
  };

  test('everybody has their own, and sees no address of one', async () => {
    const { ask } = await setup();
    expect((await ask('viewer', 'POST', '/push-subscriptions', REGISTRATION)).statusCode).toBe(201);
    const own = await ask('viewer', 'GET', '/push-subscriptions');
    expect(own.json()).toEqual({
      publicKey: 'BPublicKey',
      browsers: [{ id: 'b1', label: 'Phone', createdAt: '1970-01-01T00:00:01.000Z' }],
    });
    expect((await ask('admin', 'GET', '/push-subscriptions')).json()).toMatchObject({ browsers: [] });
    expect((await ask('viewer', 'DELETE', '/push-subscriptions/b1')).statusCode).toBe(204);
    expect((await ask('viewer', 'GET', '/push-subscriptions')).json()).toMatchObject({ browsers: [] });
  });

  test.each([
    [{ endpoint: 'no address' }],
    [{ p256dh: 'short' }],
    [{ auth: 'A'.repeat(23) }],
    [{ label: '' }],
    [{ other: 1 }],
  ])('%j is refused', async (change) => {
    const { ask } = await setup();
    expect((await ask('viewer', 'POST', '/push-subscriptions', { ...REGISTRATION, ...change })).statusCode).toBe(400);
  });
});
