import { expect, it, onTestFinished } from 'vitest';
import { FakeDelivery, fakeOutboxRow } from '../../../tests/harness/fake-delivery.ts';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import type { Role } from '../../domain/role.ts';

async function desk() {
  const delivery = new FakeDelivery();
  const web = await startFakeWeb({ delivery });
  onTestFinished(() => web.http.close());
  const ask = async (method: 'GET' | 'POST', path: string, payload?: object, who: Role = 'engineer') => {
    const headers = { host: 'plant.local', cookie: await web.cookieFor(who) };
    return web.http.app.inject({ method, url: `/api/v1/outbox${path}`, headers, ...(payload ? { payload } : {}) });
  };
  return { ...web, delivery, ask };
}

it('lists messages without what they say and with half of the address', async () => {
  const { ask } = await desk();
  const answer = await ask('GET', '?state=dead');
  expect(answer.json()).toMatchObject([{ id: 'n1', state: 'dead', address: '+86…234', detail: 'HTTP 503' }]);
  expect(answer.body).not.toMatch(/secret|13800001234/);
  expect((await ask('GET', '?channel=mail')).json()).toEqual([]);
});

it('shows of a short address only that there is one', async () => {
  const { ask, delivery } = await desk();
  delivery.rows = [fakeOutboxRow({ address: '' }), fakeOutboxRow({ id: 'n2', address: 'zoe' })];
  const rows: { address: string }[] = (await ask('GET', '')).json();
  expect(rows.map(({ address }) => address)).toEqual(['', '…']);
});

it('sends again what was chosen and keeps who did it; an operator may only look', async () => {
  const { ask, delivery, accounts } = await desk();
  expect((await ask('POST', '/redrive', { ids: ['n1', 'n2'] })).json()).toEqual({ count: 2 });
  expect(delivery.redriven).toEqual(['n1', 'n2']);
  expect(accounts.entries).toMatchObject([{ actor: 'engineer', action: 'outbox redrive', detail: '2 of 2' }]);
  expect((await ask('POST', '/redrive', { ids: ['n1'] }, 'operator')).json().code).toBe('AUTH_FORBIDDEN');
  expect((await ask('GET', '/status', undefined, 'operator')).json()).toMatchObject({
    channels: [{ channel: 'sms', state: 'up', lastSentAt: '1970-01-01T00:00:01.000Z' }],
    selfTest: { because: 'asked', endedAt: null },
    gateways: [{ gateway: 'tower-2', state: 'alive' }],
  });
});
