import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import type { Person } from '../../../domain/on-call.ts';
import type { Channel, Notification, SendResult } from '../../../ports/channel.ts';
import type { ChannelState } from '../../../ports/delivery-service.ts';
import { email } from '../email/channel.ts';
import { mqtt } from '../mqtt/channel.ts';
import { createChannelService } from './channel-service.ts';

const MARKER = 'marker-of-a-secret';
const wang: Person = {
  ...{ id: 'wang', name: 'Wang', language: 'zh', quiet: undefined },
  contacts: [{ channel: 'mail', address: 'wang@tower.example' }],
};
const MAIL_STATE: ChannelState = {
  ...{ channel: 'mail', state: 'up', failuresInARow: 0, lastFailure: null, lastSentAt: 5 },
  ...{ waiting: 1, dead: 0, oldestAt: 1 },
};
const MAIL = {
  host: 'mail.example',
  port: 25,
  username: 'plantroom',
  password: MARKER,
  from: 'p@tower.example',
  to: ['a@b.example'],
};

function setup(result: SendResult = { kind: 'sent' }) {
  const clock = new ManualClock();
  const sent: Notification[] = [];
  const channel: Channel = {
    limits: { rate: undefined, bundle: 1 },
    async send(message) {
      sent.push(message);
      clock.advance(12);
      return result;
    },
    close: async () => {},
  };
  const open = (id: string, kind: string, options: unknown) => ({ id, kind, priorities: [], options, channel });
  const service = createChannelService({
    definitions: [email, mqtt],
    channels: [open('mail', 'email', MAIL), open('broker', 'mqtt', { url: 'mqtt://broker.example', password: MARKER })],
    people: [wang],
    site: { id: 'tower', name: { en: 'A Tower', zh: 'A座' }, timeZone: 'Asia/Shanghai' },
    delivery: { status: async () => ({ channels: [MAIL_STATE], selfTest: null, gateways: [] }) },
    ...{ clock, newId: () => 'test-1' },
  });
  return { service, sent, clock };
}

test('the list tells everything but secrets', async () => {
  const { service } = setup();
  const list = await service.list();
  expect(list).toMatchObject([
    { id: 'mail', kind: 'email', persons: 1, address: { zh: '邮箱地址' }, health: { state: 'up', waiting: 1 } },
    { id: 'broker', kind: 'mqtt', persons: 0, address: null, health: null },
  ]);
  expect(list[0]?.settings).toContainEqual({ name: 'host', isSecret: false, isSet: true, value: 'mail.example' });
  expect(list[0]?.settings).toContainEqual({ name: 'password', isSecret: true, isSet: true, value: null });
  expect(list[0]?.settings).toContainEqual({ name: 'to', isSecret: false, isSet: true, value: null });
  expect(list[0]?.settings).toContainEqual({ name: 'replyTo', isSecret: false, isSet: false, value: null });
  expect(JSON.stringify(list)).not.toContain(MARKER);
});

describe('a test', () => {
  test('goes to the own address of whoever asks', async () => {
    const { service, sent } = setup();
    expect(await service.test('mail', 'wang')).toEqual({
      ok: true,
      value: { result: 'sent', text: { en: expect.any(String), zh: expect.any(String) }, detail: null, tookMs: 12 },
    });
    expect(sent).toMatchObject([
      { id: 'test-1', kind: 'test', address: 'wang@tower.example', language: 'zh', alarms: [] },
    ]);
  });

  test('goes to everybody in it for whoever has no address', async () => {
    const { service, sent } = setup();
    await service.test('mail', 'admin');
    expect(sent).toMatchObject([{ recipient: 'admin', address: '', language: 'both' }]);
  });

  test('says how it failed', async () => {
    const { service } = setup({ kind: 'broken', detail: 'DingTalk 310000' });
    expect(await service.test('mail', 'wang')).toMatchObject({
      value: { result: 'broken', detail: 'DingTalk 310000', text: { zh: expect.stringContaining('设置') } },
    });
  });

  test('without an address anywhere is refused', async () => {
    const { service } = setup({ kind: 'rejected', detail: 'no address' });
    expect(await service.test('mail', 'admin')).toMatchObject({ ok: false, code: 'CHANNEL_TEST_NO_ADDRESS' });
    expect(await service.test('broker', 'admin')).toMatchObject({ ok: true, value: { result: 'rejected' } });
  });

  test('of a channel that is not there is refused', async () => {
    const { service } = setup();
    expect(await service.test('fax', 'wang')).toMatchObject({ ok: false, code: 'CHANNEL_NOT_FOUND' });
  });

  test('is possible every ten seconds', async () => {
    const { service, sent, clock } = setup();
    await service.test('mail', 'wang');
    expect(await service.test('mail', 'wang')).toMatchObject({ ok: false, code: 'REQUEST_TOO_MANY' });
    expect(await service.test('broker', 'wang')).toMatchObject({ ok: true });
    clock.advance(10_000);
    expect(await service.test('mail', 'wang')).toMatchObject({ ok: true });
    expect(sent).toHaveLength(3);
  });
});
