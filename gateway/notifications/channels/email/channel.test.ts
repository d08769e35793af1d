import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { SmtpServer } from '../../../../tests/harness/smtp-server.ts';
import { exampleNotification } from '../../notifications.fixtures.ts';
import { email } from './channel.ts';

const TO = ['duty@tower.example', 'chief@tower.example'];

async function setup(change: object = {}) {
  const server = await SmtpServer.start();
  onTestFinished(() => server.stop());
  const options = { host: '127.0.0.1', port: server.port, from: 'plantroom@tower.example', to: TO, ...change };
  const channel = email.create(email.optionsSchema.parse(options), { clock: new ManualClock(), fetch });
  onTestFinished(() => channel.close());
  return { server, channel };
}

/** Header lines of a mail, folded ones joined. */
const headersOf = (raw: string): string[] =>
  raw
    .split('\r\n\r\n')[0]!
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');

const decodedBody = (raw: string): string => {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
};

test('one plain-text mail to all recipients', async () => {
  const { server, channel } = await setup();
  expect(await channel.send(exampleNotification())).toEqual({ ok: true });
  expect(server.mails).toMatchObject([{ from: 'plantroom@tower.example', to: TO }]);
  const headers = headersOf(server.mails[0]!.raw);
  expect(headers).toContain('Message-ID: <msg_0123456789abcdef@tower.example>');
  expect(headers).toContain('Auto-Submitted: auto-generated');
  expect(headers.map((line) => line.toLowerCase())).toContain('x-alarm-id: l01.trapped~3');
  expect(headers.some((line) => line.startsWith('References: <alarm.'))).toBe(true);
  expect(headers.some((line) => line.startsWith('Content-Type: text/plain'))).toBe(true);
  expect(decodedBody(server.mails[0]!.raw)).toContain('处理 Action: 安抚乘客，呼叫维保');
});

test('no text of the plant becomes a header', async () => {
  const { server, channel } = await setup();
  const hostile = 'x\r\nBcc: all@example.com\r\n\r\nhello\u0000';
  const text = { en: hostile, zh: hostile };
  const message = exampleNotification({
    title: text,
    equipmentName: text,
    equipment: hostile,
    alarmId: hostile,
    site: text,
  });
  expect(await channel.send(message)).toEqual({ ok: true });
  const headers = headersOf(server.mails[0]!.raw);
  expect(headers.filter((line) => /^bcc/i.test(line))).toEqual([]);
  expect(server.mails[0]!.to).toEqual(TO);
  expect(headers.filter((line) => line.startsWith('Subject:'))).toHaveLength(1);
});

describe('refusals', () => {
  test.each([
    ['greylisted', 'RCPT', '450 later', true],
    ['unknown address', 'RCPT', '550 no such user', false],
    ['mailbox full', '(message)', '452 full', true],
    ['too big', '(message)', '552 too big', false],
    ['server shutting down', '(connect)', '421 bye', true],
  ])('%s', async (_what, command, answer, recoverable) => {
    const { server, channel } = await setup();
    server.script = (line) => (line.startsWith(command) ? answer : undefined);
    expect(await channel.send(exampleNotification())).toMatchObject({ ok: false, recoverable });
    server.script = () => undefined;
    expect(await channel.send(exampleNotification())).toEqual({ ok: true });
  });

  test('somebody who is never told shows, although the others are', async () => {
    const { server, channel } = await setup();
    server.script = (line) => (line.includes('chief@') ? '550 no such user' : undefined);
    expect(await channel.send(exampleNotification())).toEqual({
      ...{ ok: false, recoverable: false, detail: 'SMTP 1 of 2 recipients refused' },
    });
    expect(server.mails).toMatchObject([{ to: ['duty@tower.example'] }]);
  });

  test('nobody there', async () => {
    const { server, channel } = await setup();
    await server.stop();
    expect(await channel.send(exampleNotification())).toMatchObject({ ok: false, recoverable: true });
  });
});

test('a password never travels in clear, and no result tells it', async () => {
  const account = { username: 'plantroom', password: 'top-secret-password' };
  const { server, channel } = await setup(account);
  const result = await channel.send(exampleNotification());
  expect(result).toMatchObject({ ok: false });
  expect(server.commands.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  expect(JSON.stringify(result)).not.toContain('secret');
});

test('a server that repeats what it was sent does not bring it into the result', async () => {
  const { server, channel } = await setup();
  server.script = (line) => (line.startsWith('MAIL') ? `550 you said ${line} top-secret` : undefined);
  expect(JSON.stringify(await channel.send(exampleNotification()))).not.toMatch(/top-secret|plantroom@/);
});

test.each([
  [{ to: [] }],
  [{ to: ['not an address'] }],
  [{ from: 'a@b.example\r\nBcc: c@d.example' }],
  [{ username: 'only' }],
  [{ port: 0 }],
])('%j is refused', (change) => {
  const options = { host: 'mail.example', from: 'a@b.example', to: TO, ...change };
  expect(email.optionsSchema.safeParse(options).success).toBe(false);
});
