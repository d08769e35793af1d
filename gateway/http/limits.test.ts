import { type AddressInfo, connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FakeWeb, startFakeWeb } from '../../tests/harness/web-fakes.ts';

let web: FakeWeb;
let port: number;
beforeAll(async () => {
  web = await startFakeWeb({}, 1100);
  await web.http.listen();
  port = (web.http.app.server.address() as AddressInfo).port;
});
afterAll(() => web.http.close());

/** Sends bytes as they are and reads until the server closes, politely or not. */
function raw(bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  // A server that has stopped reading resets the connection after its answer.
  socket.on('error', () => {});
  return new Promise((resolve) => socket.on('close', () => resolve(answer)));
}

const head = 'Host: x\r\nConnection: close\r\n';

it.each([
  ['headers of more than 16 kB', `GET /healthz HTTP/1.1\r\n${head}X: ${'a'.repeat(16_384)}\r\n\r\n`, '431'],
  ['something that is not HTTP', 'hello\r\n\r\n', '400'],
  [
    'two lengths for one body',
    `POST /api/v1/session HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`,
    '400',
  ],
  ['an address that cannot be decoded', `GET /api/v1/%zz HTTP/1.1\r\n${head}\r\n`, '400'],
  ['a path that climbs', `GET /../../../etc/passwd HTTP/1.1\r\n${head}\r\n`, '[45]\\d\\d'],
])('refuses %s and keeps serving', async (_what, bytes, status) => {
  const answer = await raw(bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).not.toContain('root:');
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
});

it('answers a body of a hundred thousand brackets at once', async () => {
  const answer = await web.http.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'content-type': 'application/json' },
    payload: '['.repeat(100_000) + ']'.repeat(100_000),
  });
  expect(answer.json().code).toBe('REQUEST_INVALID');
});

it('compresses a long answer for whoever takes it', async () => {
  const ask = async (headers: Record<string, string>) =>
    web.http.app.inject({ url: '/api/v1/points', headers: { cookie: await web.cookieFor('viewer'), ...headers } });
  const [plain, packed] = [await ask({}), await ask({ 'accept-encoding': 'gzip, br' })];
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(packed.rawPayload.length * 8).toBeLessThan(plain.rawPayload.length);
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
});
