import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock, settle } from '../../../../tests/harness/manual-clock.ts';
import { exampleNotification } from '../../notifications.fixtures.ts';
import { webhook } from './channel.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;

/** A receiver that answers what the test says, or never. */
async function setup() {
  const received: { headers: IncomingHttpHeaders; body: string; path: string | undefined }[] = [];
  const answer: { status: number | undefined; headers: Record<string, string> } = { status: 204, headers: {} };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body, path: request.url });
    if (answer.status !== undefined) response.writeHead(answer.status, answer.headers).end('x'.repeat(100_000));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?token=topsecret`;
  const clock = new ManualClock();
  const channel = webhook.create(webhook.optionsSchema.parse({ url, secret: SECRET }), { clock, fetch });
  return { received, answer, clock, channel, url, server };
}

test('posts JSON with a signature the receiver can check', async () => {
  const { received, clock, channel } = await setup();
  expect(await channel.send(exampleNotification())).toEqual({ ok: true });
  const [{ headers, body }] = received as [(typeof received)[0]];
  const seconds = Math.floor(clock.nowMs() / 1000);
  expect(headers).toMatchObject({
    ...{ 'content-type': 'application/json', 'webhook-id': 'msg_0123456789abcdef', 'webhook-timestamp': `${seconds}` },
    'webhook-signature': `v1,${createHmac('sha256', '0123456789abcdef01234567').update(`msg_0123456789abcdef.${seconds}.${body}`).digest('base64')}`,
  });
  expect(JSON.parse(body)).toMatchObject({
    type: 'alarm.activated',
    data: { alarmId: 'L01.trapped~3', priority: 'P1', activeAt: '2026-01-05T06:03:00.000Z', workOrder: 1187 },
  });
});

describe('answers', () => {
  test.each([
    [200, { ok: true }],
    [301, { ok: false, recoverable: false, detail: 'HTTP 301' }],
    [307, { ok: false, recoverable: false, detail: 'HTTP 307' }],
    [400, { ok: false, recoverable: false, detail: 'HTTP 400' }],
    [408, { ok: false, recoverable: true, detail: 'HTTP 408' }],
    [410, { ok: false, recoverable: false, detail: 'HTTP 410' }],
    [429, { ok: false, recoverable: true, detail: 'HTTP 429' }],
    [500, { ok: false, recoverable: true, detail: 'HTTP 500' }],
    [503, { ok: false, recoverable: true, detail: 'HTTP 503' }],
  ] as const)('HTTP %d', async (status, result) => {
    const { answer, channel, received, url } = await setup();
    Object.assign(answer, { status, headers: { location: url } });
    expect(await channel.send(exampleNotification())).toEqual(result);
    expect(received).toHaveLength(1);
  });

  test('none within ten seconds: given up, to be tried again', async () => {
    const { answer, channel, clock, received } = await setup();
    answer.status = undefined;
    const sending = channel.send(exampleNotification());
    while (received.length === 0) await settle();
    clock.advance(10_000);
    expect(await sending).toEqual({ ok: false, recoverable: true, detail: 'no answer in time' });
    expect(clock.pending).toBe(0);
  });

  test('nobody there', async () => {
    const { channel, server } = await setup();
    server.close();
    await once(server, 'close');
    expect(await channel.send(exampleNotification())).toEqual({ ok: false, recoverable: true, detail: 'ECONNREFUSED' });
  });
});

test('no result tells the secret or the address', async () => {
  const { channel, answer, server } = await setup();
  const details: string[] = [];
  for (const status of [400, 503]) {
    answer.status = status;
    details.push(JSON.stringify(await channel.send(exampleNotification())));
  }
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  details.push(JSON.stringify(await channel.send(exampleNotification())));
  expect(details.join()).not.toMatch(/topsecret|127\.0\.0\.1|whsec|0123456789abcdef01234567/);
});

test.each([
  [{ url: 'ftp://example.com', secret: SECRET }],
  [{ url: 'file:///etc/passwd', secret: SECRET }],
  [{ url: 'https://user:pass@example.com', secret: SECRET }],
  [{ url: 'no address', secret: SECRET }],
  [{ url: 'https://example.com', secret: 'whsec_short' }],
  [{ url: 'https://example.com' }],
])('%j is refused', (options) => {
  expect(webhook.optionsSchema.safeParse(options).success).toBe(false);
});
