import { describe, expect, onTestFinished, test } from 'vitest';
import { channelTools } from '../../../../tests/harness/channel-tools.ts';
import { SmtpServer } from '../../../../tests/harness/smtp-server.ts';
import { exampleNotification, notifiedAlarm } from '../../notifications.fixtures.ts';
import { email } from './channel.ts';

const TO = ['duty@tower.example', 'chief@tower.example'];
const SENT = { kind: 'sent' };

async function setup(change: object = {}) {
  const server = await SmtpServer.start();
  onTestFinished(() => server.stop());
  const options = { host: '127.0.0.1', port: server.port, from: 'plantroom@tower.example', to: TO, ...change };
  const channel = email.create(email.optionsSchema.parse(options), channelTools());
  onTestFinished(() => channel.close());
  return { server, channel };
}

/** Header lines of a mail, folded ones joined. */
const headersOf = (raw: string): string[] =>
  raw
    .split('\r\n\r\n')[0]!
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');

const headerOf = (raw: string, name: string): string | undefined =>
  headersOf(raw)
    .find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}: `))
    ?.slice(name.length + 2);

/** Decoded bodies of a multipart mail, by their type. */
function partsOf(raw: string): Readonly<Record<string, string>> {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  const parts = raw.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(parts.map((part) => [/text\/\w+/.exec(part)?.[0] ?? '', decoded(part.trim())]));
}

function decoded(part: string): string {
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

describe('a mail', () => {
  test('to the person it is for, as text and as HTML with something to press', async () => {
    const { server, channel } = await setup();
    expect(await channel.send(exampleNotification({ address: 'wang@tower.example' }))).toEqual(SENT);
    expect(server.mails).toMatchObject([{ from: 'plantroom@tower.example', to: ['wang@tower.example'] }]);
    const parts = partsOf(server.mails[0]!.raw);
    expect(parts['text/plain']).toContain('处理 Action: 安抚乘客，呼叫维保');
    expect(parts['text/html']).toContain('href="https://tower.example/a/token"');
    expect(parts['text/html']).toContain('安抚乘客');
  });

  test('to everybody of the channel, when it is for nobody in particular', async () => {
    const { server, channel } = await setup();
    expect(await channel.send(exampleNotification())).toEqual(SENT);
    expect(server.mails).toMatchObject([{ to: TO }]);
  });

  test('to nobody at all is refused', async () => {
    const { channel } = await setup({ to: [] });
    expect(await channel.send(exampleNotification())).toMatchObject({ kind: 'rejected' });
  });

  test('is the same in every attempt, and stands beside the others of its alarm', async () => {
    const { server, channel } = await setup();
    await channel.send(exampleNotification());
    await channel.send(exampleNotification());
    await channel.send(exampleNotification({ id: 'msg_2', kind: 'returned' }));
    const [first, repeat, returned] = server.mails.map(({ raw }) => raw);
    expect(headerOf(first!, 'Message-ID')).toBe(headerOf(repeat!, 'Message-ID'));
    expect(headerOf(returned!, 'Message-ID')).not.toBe(headerOf(first!, 'Message-ID'));
    expect(headerOf(first!, 'References')).toMatch(/^<alarm\.[0-9a-f]{32}@tower\.example>$/);
    expect(headerOf(returned!, 'References')).toBe(headerOf(first!, 'References'));
    expect(headerOf(first!, 'Auto-Submitted')).toBe('auto-generated');
    expect(headerOf(first!, 'X-Alarm-Id')).toBe('L01.trapped~3');
  });

  test('is answered to an address that says what is answered', async () => {
    const { server, channel } = await setup({ replyTo: 'answers@tower.example' });
    await channel.send(exampleNotification());
    await channel.send(exampleNotification({ id: 'r', kind: 'returned' }));
    expect(server.mails.map(({ raw }) => headerOf(raw, 'Reply-To'))).toEqual([
      'answers+A4821@tower.example',
      'answers@tower.example',
    ]);
  });

  test('of a digest names its alarms and stands alone', async () => {
    const { server, channel } = await setup();
    const alarms = Array.from({ length: 30 }, (_, index) => notifiedAlarm({ id: `L01.trapped~${index}` }));
    await channel.send(exampleNotification({ kind: 'digest', alarms }));
    const { raw } = server.mails[0]!;
    expect(headerOf(raw, 'X-Alarm-Id')?.split(' ')).toHaveLength(20);
    expect(headerOf(raw, 'References')).toBeUndefined();
  });
});

test('no text of the plant becomes a header or a tag', async () => {
  const { server, channel } = await setup();
  const hostile = 'x\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>\u0000';
  const text = { en: hostile, zh: hostile };
  const one = notifiedAlarm({ id: hostile, equipment: hostile, title: text }, { equipmentName: text, area: text });
  expect(await channel.send(exampleNotification({ alarms: [one] }))).toEqual(SENT);
  const { raw, to } = server.mails[0]!;
  expect(headersOf(raw).filter((line) => /^bcc/i.test(line))).toEqual([]);
  expect(headersOf(raw).filter((line) => line.startsWith('Subject:'))).toHaveLength(1);
  expect(to).toEqual(TO);
  expect(partsOf(raw)['text/html']).not.toContain('<script');
});

describe('refusals', () => {
  test.each([
    ['greylisted', 'RCPT', '450 later', 'failed'],
    ['unknown address', 'RCPT', '550 no such user', 'rejected'],
    ['mailbox full', '(message)', '452 full', 'failed'],
    ['too big', '(message)', '552 too big', 'rejected'],
    ['server shutting down', '(connect)', '421 bye', 'failed'],
  ])('%s', async (_what, command, answer, kind) => {
    const { server, channel } = await setup();
    server.script = (line) => (line.startsWith(command) ? answer : undefined);
    expect(await channel.send(exampleNotification())).toMatchObject({ kind });
    server.script = () => undefined;
    expect(await channel.send(exampleNotification())).toEqual(SENT);
  });

  test('somebody who is never told shows, although the others are', async () => {
    const { server, channel } = await setup();
    server.script = (line) => (line.includes('chief@') ? '550 no such user' : undefined);
    expect(await channel.send(exampleNotification())).toEqual({
      ...{ kind: 'rejected', detail: 'SMTP 1 of 2 recipients refused' },
    });
    expect(server.mails).toMatchObject([{ to: ['duty@tower.example'] }]);
  });

  test('nobody there', async () => {
    const { server, channel } = await setup();
    await server.stop();
    expect(await channel.send(exampleNotification())).toMatchObject({ kind: 'failed' });
  });
});

test('a password never travels in clear, and no result tells it', async () => {
  const account = { username: 'plantroom', password: 'top-secret-password' };
  const { server, channel } = await setup(account);
  const result = await channel.send(exampleNotification());
  expect(result.kind).not.toBe('sent');
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('a server that repeats what it was sent does not bring it into the result', async () => {
  const { server, channel } = await setup();
  server.script = (line) => (line.startsWith('MAIL') ? `550 you said ${line} top-secret` : undefined);
  expect(JSON.stringify(await channel.send(exampleNotification()))).not.toMatch(/top-secret|plantroom@/);
});

test.each([
  [{ to: ['not an address'] }],
  [{ from: 'a@b.example\r\nBcc: c@d.example' }],
  [{ replyTo: 'nobody' }],
  [{ username: 'only' }],
  [{ port: 0 }],
])('%j is refused', (change) => {
  const options = { host: 'mail.example', from: 'a@b.example', to: TO, ...change };
  expect(email.optionsSchema.safeParse(options).success).toBe(false);
});
