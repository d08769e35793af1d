import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../tests/harness/manual-clock.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { silentLogger } from '../../../tests/harness/silent-logger.ts';
import { QUALITY } from '../../domain/quality.ts';
import { addressSchema } from './address.ts';
import { Inbox } from './inbox.ts';
import { MessageCounters } from './message-counters.ts';
import { MAX_MESSAGE_BYTES } from './payload.ts';
import { planRoutes } from './routes.ts';
import { deviceSchema } from './schemas.ts';

interface Given {
  readonly device: object;
  readonly addresses: readonly object[];
}

let heard: RecordingListener;
let counters: MessageCounters;
beforeEach(() => {
  heard = new RecordingListener();
  counters = new MessageCounters(silentLogger);
});

/** Devices d0, d1, … whose points are numbered through. */
function inboxOf(...given: readonly Given[]): Inbox {
  let index = 0;
  const devices = given.map(({ device, addresses }, at) => ({
    id: `d${at}`,
    config: deviceSchema.parse(device),
    points: addresses.map((address) => ({
      ...{ index: index++, tag: 'T', periodMs: 5_000, writable: false },
      address: addressSchema.parse(address),
    })),
  }));
  return new Inbox(planRoutes(devices), heard, new ManualClock(), counters);
}

const say = (inbox: Inbox, topic: string, message: string | object | Buffer, retained = false): void => {
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  inbox.receive(topic, Buffer.isBuffer(message) ? message : Buffer.from(text), retained);
};

describe('a device on several topics', () => {
  const device = { topicTemplate: 'site/{floor}/{id}', floor: 3, id: 'x17' };
  const addresses = [
    { path: 't' },
    { topic: '{base}/humidity' },
    { topic: 'stat/{id}/POWER', words: { ON: 1, OFF: 0 } },
  ];

  it('is heard on each', () => {
    const inbox = inboxOf({ device: { ...device, payload: 'json' }, addresses });
    expect(inbox.topics).toEqual(['site/3/x17', 'site/3/x17/humidity', 'stat/x17/POWER']);
    say(inbox, 'site/3/x17', { t: 21 });
    say(inbox, 'site/3/x17/humidity', '48');
    say(inbox, 'stat/x17/POWER', '"ON"');
    expect([0, 1, 2].map((point) => heard.value(point))).toEqual([21, 48, 1]);
  });

  it('lives when every topic has spoken, and a topic the broker refuses is not waited for', () => {
    const inbox = inboxOf({ device, addresses });
    for (let i = 0; i < 5; i++) say(inbox, 'site/3/x17', { t: i });
    say(inbox, 'site/3/x17/humidity', '48');
    expect(heard.signs.get('d0')).toBeUndefined();
    say(inbox, 'stat/x17/POWER', '"ON"');
    expect(heard.signs.get('d0')).toBe(1);
    inbox.refuse('stat/x17/POWER');
    expect(heard.quality(2)).toBe(QUALITY['bad-unsupported']);
    say(inbox, 'site/3/x17', { t: 1 });
    say(inbox, 'site/3/x17/humidity', '48');
    expect(heard.signs.get('d0')).toBe(2);
  });
});

describe('payloads', () => {
  it('hex and binary', () => {
    const addresses = [
      { offset: 0, type: 's16' },
      { offset: 2, type: 'u8', bits: [7, 1] },
      { offset: 2, type: 'u32' },
    ];
    const inbox = inboxOf(
      { device: { topic: 'h', payload: 'hex' }, addresses },
      { device: { topic: 'b', payload: 'binary' }, addresses },
    );
    say(inbox, 'h', 'FF 9C 80');
    say(inbox, 'b', Buffer.from([0xff, 0x9c, 0x80]));
    for (const first of [0, 3]) {
      expect([first, first + 1].map((point) => heard.value(point))).toEqual([-100, 1]);
      expect(heard.quality(first + 2)).toBe(QUALITY['bad-decode']);
    }
    say(inbox, 'h', 'FF 9');
    expect(heard.quality(0)).toBe(QUALITY['bad-decode']);
    expect(counters.lines().at(-1)).toBe('0 messages too large, 1 not understood');
  });

  it('texts and words', () => {
    const inbox = inboxOf({
      device: { topic: 'a' },
      addresses: [
        { path: 'mode', text: true },
        { path: 'mode', words: { AUTO: 2 } },
      ],
    });
    say(inbox, 'a', { mode: 'AUTO' });
    expect([heard.texts.get(0), heard.value(1)]).toEqual(['AUTO', 2]);
    say(inbox, 'a', 'not json');
    expect([heard.texts.get(0), heard.quality(0)]).toEqual(['', QUALITY['bad-decode']]);
  });

  it('a message nobody can use is counted with a harmless sample', () => {
    const inbox = inboxOf({ device: { topic: 'a' }, addresses: [{ path: 'x' }] });
    say(inbox, 'a', Buffer.from('\u001b[2Jhallo'));
    expect(counters.lines()).toEqual(['last not understood: a: ·[2Jhallo', '0 messages too large, 1 not understood']);
  });

  it('an address that does not fit the payload is told, not guessed', () => {
    const inbox = inboxOf({ device: { topic: 'a', payload: 'binary' }, addresses: [{ path: 'x' }, { metric: 'm' }] });
    inbox.markUnroutable();
    expect([heard.quality(0), heard.quality(1)]).toEqual(Array(2).fill(QUALITY['bad-unsupported']));
    expect(inbox.topics).toEqual([]);
  });
});

describe('availability', () => {
  const given = { device: { topic: 'a', availability: { topic: '{base}/status' } }, addresses: [{ path: 'v' }] };

  it('away: bad at once, and nothing it has sent is believed until it is back', () => {
    const inbox = inboxOf(given);
    say(inbox, 'a', { v: 1 });
    say(inbox, 'a/status', 'offline', true);
    expect(heard.quality(0)).toBe(QUALITY['bad-device']);
    say(inbox, 'a', { v: 2 });
    expect(heard.quality(0)).toBe(QUALITY['bad-device']);
    expect(heard.signs.get('d0')).toBe(1);

    say(inbox, 'a/status', 'online');
    expect(heard.quality(0)).toBe(QUALITY['bad-waiting']);
    say(inbox, 'a', { v: 3 });
    expect(heard.latest.get(0)).toMatchObject({ value: 3, quality: QUALITY.good });
    expect(heard.signs.get('d0')).toBe(2);
  });

  it('being there is no value, and other words are only counted', () => {
    const inbox = inboxOf(given);
    say(inbox, 'a/status', 'online', true);
    say(inbox, 'a/status', 'on fire');
    expect(heard.readings).toBe(0);
    expect(counters.lines().at(-1)).toContain('1 not understood');
  });

  it('one topic may speak for many devices', () => {
    const shared = { availability: { topic: 'bridge', path: 'state' } };
    const inbox = inboxOf(
      { device: { topic: 'a', ...shared }, addresses: [{}] },
      { device: { topic: 'b', ...shared }, addresses: [{}] },
    );
    say(inbox, 'bridge', { state: 'offline' });
    expect([heard.quality(0), heard.quality(1)]).toEqual(Array(2).fill(QUALITY['bad-device']));
  });
});

describe('a message that is too large', () => {
  it('is no sign of life, for it may have said that the values are others now', () => {
    const inbox = inboxOf({ device: { topic: 'a' }, addresses: [{ path: 't' }] });
    say(inbox, 'a', { t: 21 });
    say(inbox, 'a', { t: 22, ballast: 'x'.repeat(MAX_MESSAGE_BYTES) });
    expect(heard.signs.get('d0')).toBe(1);
    expect(heard.value(0)).toBe(21);
  });
});
