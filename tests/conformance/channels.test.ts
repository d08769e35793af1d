import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { CHANNELS } from '../../gateway/notifications/channels/index.ts';
import { exampleNotification, notifiedAlarm } from '../../gateway/notifications/notifications.fixtures.ts';
import type { ChannelDefinition, SendResult } from '../../gateway/ports/channel.ts';
import { channelTools } from '../harness/channel-tools.ts';
import { REPOSITORY } from '../harness/child.ts';
import { HttpProvider } from '../harness/fake-providers/http-provider.ts';
import { freePort } from '../harness/free-port.ts';
import { ManualClock } from '../harness/manual-clock.ts';
import { MemoryPushStore } from '../harness/memory-push-store.ts';

const SECRET = 'c2VjcmV0LW9mLXRoZS1jaGFubmVs';
const gateway = (port: number) => ({
  ...{ url: `http://127.0.0.1:${port}/send?key=${SECRET}`, token: SECRET, headers: { 'x-key': SECRET } },
  ...{ body: `{"key":"${SECRET}","to":"{address}","text":"{text}"}`, success: { path: 'Code', is: ['OK'] } },
  hook: { secret: SECRET },
});

/** Options that lead to this port, with a secret in them; a new kind adds its own. */
const OPTIONS: Readonly<Record<string, (port: number) => object>> = {
  email: (port) => ({
    ...{ host: '127.0.0.1', port, secure: false, username: 'plantroom', password: SECRET },
    ...{ from: 'plantroom@example.com', to: ['duty@example.com'] },
  }),
  sms: gateway,
  voice: gateway,
  'web-push': (port) => ({ contact: 'mailto:ops@example.com', services: [`http://127.0.0.1:${port}`] }),
  dingtalk: (port) => ({ url: `http://127.0.0.1:${port}/robot/send?access_token=${SECRET}`, secret: SECRET }),
  wecom: (port) => ({ url: `http://127.0.0.1:${port}/cgi-bin/webhook/send?key=${SECRET}` }),
  feishu: (port) => ({ url: `http://127.0.0.1:${port}/open-apis/bot/v2/hook/${SECRET}`, secret: SECRET }),
  webhook: (port) => ({ url: `http://127.0.0.1:${port}/${SECRET}`, secret: `whsec_${SECRET}` }),
  mqtt: (port) => ({ url: `mqtt://127.0.0.1:${port}`, username: 'plantroom', password: SECRET }),
};
/** An address of the kind, where it has any. */
const ADDRESS: Readonly<Record<string, string>> = {
  ...{ email: 'wang@example.com', sms: '+8613800138000', voice: '13800138000', dingtalk: '13800138000' },
  ...{ wecom: '13800138000', feishu: 'ou_1a2b' },
};

/** Wang has a browser whose push service is at this port. */
async function open(definition: ChannelDefinition, port: number, clock = new ManualClock()) {
  const push = new MemoryPushStore();
  const endpoint = `http://127.0.0.1:${port}/push/${SECRET}`;
  const p256dh = 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4';
  await push.subscribe({ endpoint, p256dh, auth: 'BTBZMqHH6r4Tts7J_aSIgg', person: 'wang', label: 'x', createdAt: 0 });
  const channel = definition.create(
    definition.optionsSchema.parse(OPTIONS[definition.kind]!(port)),
    channelTools({ clock, push }),
  );
  onTestFinished(() => channel.close());
  return channel;
}

const toWang = (kind: string) => exampleNotification({ address: ADDRESS[kind] ?? '' });
const told = (result: SendResult): string => JSON.stringify(result);

describe.each(CHANNELS.map((channel) => [channel.kind, channel] as const))('channel %s', (kind, definition) => {
  test('has a folder of its kind with a README and a test, and titles in both languages', () => {
    const folder = join(REPOSITORY, 'gateway/notifications/channels', kind);
    for (const file of ['README.md', 'channel.ts', 'channel.test.ts'])
      expect(existsSync(join(folder, file))).toBe(true);
    for (const title of [definition.title, definition.address?.title ?? definition.title]) {
      expect(title.en).not.toBe('');
      expect(title.zh).not.toBe('');
    }
  });

  test('takes the example of its README', () => {
    const readme = readFileSync(join(REPOSITORY, 'gateway/notifications/channels', kind, 'README.md'), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const filled = parse(example.replace(/\$\{[^}]+\}/g, `whsec_${SECRET}`));
    const {
      id: _id,
      kind: named,
      priorities: _priorities,
      returned: _returned,
      ...options
    } = filled.notifications.channels[0];
    expect(named).toBe(kind);
    expect(definition.optionsSchema.safeParse(options).error?.issues ?? []).toEqual([]);
  });

  test('a server that is not there is a failure that tells no secret', async () => {
    const channel = await open(definition, await freePort());
    const result = await channel.send(toWang(kind));
    expect(result).toMatchObject({ kind: 'failed' });
    expect(told(result)).not.toContain(SECRET);
  });

  test('a server that never answers is given up in time', async () => {
    const provider = await HttpProvider.start(() => 'silence');
    onTestFinished(() => provider.stop());
    const clock = new ManualClock();
    const channel = await open(definition, Number(new URL(provider.origin).port), clock);
    let isOver = false;
    const sending = channel.send(toWang(kind)).finally(() => {
      isOver = true;
    });
    for (let waitedMs = 0; !isOver && waitedMs < 15_000; waitedMs += 500) await clock.advanceAsync(500);
    await clock.advanceAsync(0);
    expect(await sending).toMatchObject({ kind: 'failed' });
  });

  // A mail server speaks first, which an echo does not; what it repeats is a test of its own.
  test.skipIf(kind === 'email')(
    'whatever a server repeats, no secret comes back',
    async () => {
      const echo = await HttpProvider.start(({ url, headers, body }) => {
        const said = `${url.href} ${JSON.stringify(headers)} ${body.toString()}`;
        const code = SECRET;
        return { status: 200, body: { errcode: code, errmsg: said, code, msg: said, Code: code, Message: said } };
      });
      onTestFinished(() => echo.stop());
      const channel = await open(definition, Number(new URL(echo.origin).port));
      const results: SendResult[] = [await channel.send(toWang(kind))];
      for (const status of [301, 400, 401, 404, 410, 429, 500]) {
        echo.script = ({ url }) => ({
          status,
          headers: { location: url.href, 'x-said': SECRET },
          body: { errcode: SECRET, Code: SECRET },
        });
        results.push(await channel.send(toWang(kind)));
      }
      expect(results.map(told).join()).not.toContain(SECRET);
    },
    20_000,
  );

  test('what may be an address is checked', () => {
    const { address } = definition;
    if (!address) return;
    expect(address.schema.safeParse(ADDRESS[kind]).success).toBe(true);
    for (const wrong of ['', 'a b', 'x\r\ny', '<at id=all>', '@all'])
      expect(address.schema.safeParse(wrong).success).toBe(false);
  });

  test('secrets are options there are, and none is left out', () => {
    const given = OPTIONS[kind]!(1);
    const shown = Object.entries(given).filter(([name]) => !definition.secrets.includes(name));
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });

  test('unknown options are refused', () => {
    expect(definition.optionsSchema.safeParse({ ...OPTIONS[kind]!(1), noSuchKey: 1 }).success).toBe(false);
  });

  test('says how much it takes at once', async () => {
    const { limits } = await open(definition, 1);
    expect(limits.bundle).toBeGreaterThan(0);
    const alarms = Array.from({ length: limits.bundle }, () => notifiedAlarm());
    const channel = await open(definition, await freePort());
    expect((await channel.send({ ...toWang(kind), kind: 'digest', alarms })).kind).toMatch(/failed|throttled/);
  });
});
