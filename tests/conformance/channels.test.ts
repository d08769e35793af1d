import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from '../../gateway/notifications/channels/index.ts';
import type { Notification } from '../../gateway/ports/channel.ts';
import { REPOSITORY } from '../harness/child.ts';
import { freePort } from '../harness/free-port.ts';
import { ManualClock } from '../harness/manual-clock.ts';

const SECRET = 'c2VjcmV0LW9mLXRoZS1jaGFubmVs';
/** Options that lead nowhere, with a secret in them; a new kind adds its own. */
const OPTIONS: Readonly<Record<string, (port: number) => unknown>> = {
  email: (port) => ({
    ...{ host: '127.0.0.1', port, secure: false, username: 'plantroom', password: SECRET },
    ...{ from: 'plantroom@example.com', to: ['duty@example.com'] },
  }),
  webhook: (port) => ({ url: `http://127.0.0.1:${port}/${SECRET}`, secret: `whsec_${SECRET}` }),
};

const text = { en: 'Chiller 1 tripped', zh: '1#冷机 故障停机' };
const message: Notification = {
  ...{ id: 'n1', kind: 'alarm-activated', alarmId: 'CH-1.trip~1', priority: 'P1', equipment: 'CH-1' },
  ...{ site: text, equipmentName: text, title: text, consequence: text, action: text },
  ...{ value: 1, limit: null, unit: '', activeAt: 0, timeZone: 'Asia/Shanghai', workOrder: 7, link: undefined },
};

describe.each(CHANNELS.map((channel) => [channel.kind, channel] as const))('channel %s', (kind, definition) => {
  test('has a folder of its kind with a README and a test, and a title in both languages', () => {
    const folder = join(REPOSITORY, 'gateway/notifications/channels', kind);
    for (const file of ['README.md', 'channel.ts', 'channel.test.ts'])
      expect(existsSync(join(folder, file))).toBe(true);
    expect(definition.title.en).not.toBe('');
    expect(definition.title.zh).not.toBe('');
  });

  test('a server that is not there is a recoverable failure that tells no secret', async () => {
    const options = definition.optionsSchema.parse(OPTIONS[kind]!(await freePort()));
    const channel = definition.create(options, { clock: new ManualClock(), fetch });
    const result = await channel.send(message);
    await channel.close();
    expect(result).toMatchObject({ ok: false, recoverable: true });
    expect(JSON.stringify(result)).not.toContain(SECRET);
  });

  test('unknown options are refused', () => {
    expect(definition.optionsSchema.safeParse({ ...(OPTIONS[kind]!(1) as object), noSuchKey: 1 }).success).toBe(false);
  });
});
