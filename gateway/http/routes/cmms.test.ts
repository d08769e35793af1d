import { expect, onTestFinished, test } from 'vitest';
import { startFakeWeb } from '../../../tests/harness/web-fakes.ts';
import { done } from '../../domain/errors.ts';
import { NO_CMMS } from '../../maintenance/cmms/cmms-runtime.ts';
import type { SignedMessage } from '../../ports/cmms-service.ts';

test('a hook is handed on as it was sent, with its signature; without one it is none', async () => {
  const heard: (SignedMessage | undefined)[] = [];
  const hook = async (message: SignedMessage | undefined) => {
    heard.push(message);
    return done({ accepted: 1 });
  };
  const web = await startFakeWeb({ cmms: { ...NO_CMMS, hook } });
  onTestFinished(() => web.http.close());
  const payload = '{ "eventId": "e1",\n"action":"closed" }';
  const signed = { 'webhook-id': 'm1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,abc' };
  const send = (headers: object) =>
    web.http.app.inject({
      ...{ method: 'POST', url: '/hooks/cmms', payload },
      headers: { 'content-type': 'application/json', ...headers },
    });
  expect((await send(signed)).statusCode).toBe(200);
  await send({});
  expect(heard).toEqual([{ id: 'm1', timestamp: '1', signature: 'v1,abc', text: payload }, undefined]);
});
