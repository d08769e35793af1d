import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../../tests/harness/manual-clock.ts';
import { RecordingListener } from '../../../../tests/harness/recording-listener.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { QUALITY } from '../../../domain/quality.ts';
import { addressSchema } from '../address.ts';
import { MessageCounters } from '../message-counters.ts';
import type { Publication } from '../session-answers.ts';
import { loadCodec, type SparkplugCodec } from './codec.ts';
import { edgeNodesOf } from './edge-nodes.ts';
import { SparkplugHost } from './host.ts';
import type { SparkplugMetric, SparkplugPayload } from './payload.ts';

const INT32 = 3;
const STRING = 12;
const NODE = 'spBv1.0/G/NBIRTH/N';

let real: SparkplugCodec;
beforeAll(async () => {
  real = await loadCodec();
});

let clock: ManualClock;
let heard: RecordingListener;
let asked: Publication[];
let host: SparkplugHost;
beforeEach(() => {
  clock = new ManualClock();
  heard = new RecordingListener();
  asked = [];
  const device = (id: string, config: object, metrics: readonly object[], first: number) => ({
    id,
    config: { payload: 'sparkplug', group: 'G', node: 'N', ...config } as const,
    points: metrics.map((address, at) => ({
      ...{ index: first + at, tag: 'T', periodMs: 1000, writable: true },
      address: addressSchema.parse(address),
    })),
  });
  const devices = [
    device('node', {}, [{ metric: 'uptime' }], 0),
    device('dev', { device: 'D' }, [{ metric: 't' }, { metric: 'mode', text: true }, { metric: 'none' }], 1),
  ];
  const events = {
    sink: heard.sink,
    alive: (id: string) => heard.alive(id),
    ask: (one: Publication) => asked.push(one),
  };
  host = new SparkplugHost(edgeNodesOf(devices), scripted, events, clock, new MessageCounters(silentLogger));
});

/** Takes JSON in place of bytes, so that tests say what a message holds. */
const scripted: SparkplugCodec = {
  decode: (bytes) => {
    const text = Buffer.from(bytes).toString();
    return text === 'garbage'
      ? undefined
      : JSON.parse(text, (_, value) =>
          typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
        );
  },
  encode: (commands, time) => real.encode(commands, time),
};

const metric = (more: Partial<SparkplugMetric>): SparkplugMetric => ({
  ...{ name: undefined, alias: undefined, time: clock.nowMs(), type: INT32, isHistorical: false, quality: undefined },
  value: { kind: 'integer', bits: 5n },
  ...more,
});
const text = (value: string, more: Partial<SparkplugMetric>) =>
  metric({ type: STRING, value: { kind: 'text', text: value }, ...more });

function say(topic: string, sequence: number, metrics: readonly SparkplugMetric[], retained = false): void {
  const payload: SparkplugPayload = { time: clock.nowMs(), sequence, metrics };
  const json = JSON.stringify(payload, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
  expect(host.receive(topic, Buffer.from(json), retained)).toBe(true);
}

function birth(): void {
  say(NODE, 0, [
    metric({ name: 'bdSeq', value: { kind: 'integer', bits: 1n } }),
    metric({ name: 'uptime', alias: 9n }),
  ]);
  say('spBv1.0/G/DBIRTH/N/D', 1, [metric({ name: 't', alias: 1n }), text('AUTO', { name: 'mode', alias: 2n })]);
}
const qualities = (): (number | undefined)[] => [0, 1, 2, 3].map((point) => heard.quality(point));

describe('births and data', () => {
  it('become readings; a metric that was not born has none', () => {
    birth();
    expect([heard.value(0), heard.value(1), heard.texts.get(2)]).toEqual([5, 5, 'AUTO']);
    expect(qualities()).toEqual([0, 0, 0, QUALITY['bad-unsupported']]);
    const time = clock.nowMs() - 500;
    say('spBv1.0/G/DDATA/N/D', 2, [metric({ alias: 1n, type: undefined, time, value: { kind: 'integer', bits: 7n } })]);
    expect(heard.latest.get(1)).toEqual({ value: 7, quality: QUALITY.good, sourceTime: time });
  });

  it('what was measured long ago is not stamped with now as good', () => {
    birth();
    say('spBv1.0/G/DDATA/N/D', 2, [metric({ alias: 1n, time: clock.nowMs() - 3_600_000 })]);
    expect(heard.quality(1)).toBe(QUALITY['uncertain-clock']);
    say('spBv1.0/G/DDATA/N/D', 3, [metric({ alias: 1n, isHistorical: true, value: { kind: 'integer', bits: 99n } })]);
    expect(heard.value(1)).toBe(5);
  });

  it('others, commands, retained messages and garbage change nothing', () => {
    birth();
    const before = heard.readings;
    expect(host.receive('spBv1.0/G/NDATA/M', Buffer.from('garbage'), false)).toBe(false);
    expect(host.receive('spBv1.0/G/NCMD/N', Buffer.from('garbage'), false)).toBe(false);
    expect(host.receive('a/b', Buffer.from('garbage'), false)).toBe(false);
    say('spBv1.0/G/DDATA/N/D', 2, [metric({ alias: 1n })], true);
    expect(host.receive('spBv1.0/G/DDATA/N/D', Buffer.from('garbage'), false)).toBe(true);
    expect(host.receive('spBv1.0/G/DDATA/N/D', Buffer.alloc(2_000_000), false)).toBe(true);
    expect(heard.readings).toBe(before);
  });
});

describe('life', () => {
  it('as long as it is born a device lives, though it says nothing', () => {
    birth();
    heard.signs.clear();
    host.tick();
    expect([...heard.signs]).toEqual([
      ['node', 1],
      ['dev', 1],
    ]);
  });

  it('the death of a device is its own, that of the node everybody’s', () => {
    birth();
    say('spBv1.0/G/DDEATH/N/D', 2, []);
    expect(qualities()).toEqual([0, ...Array(3).fill(QUALITY['bad-not-connected'])]);
    say('spBv1.0/G/NDEATH/N', 0, [metric({ name: 'bdSeq', value: { kind: 'integer', bits: 1n } })]);
    expect(heard.quality(0)).toBe(QUALITY['bad-not-connected']);
    heard.signs.clear();
    host.tick();
    expect(heard.signs.size).toBe(0);
  });

  it('after a gap nothing is confirmed until the rebirth', () => {
    birth();
    say('spBv1.0/G/DDATA/N/D', 7, [metric({ alias: 1n, value: { kind: 'integer', bits: 99n } })]);
    heard.signs.clear();
    host.tick();
    expect([heard.value(1), heard.signs.size]).toEqual([5, 0]);
  });
});

describe('asking for a rebirth', () => {
  const passSeconds = (seconds: number): void => {
    for (let i = 0; i < seconds; i++) {
      clock.advance(1000);
      host.tick();
    }
  };

  it('a node that has not been born, soon, then more and more seldom', () => {
    passSeconds(1);
    expect(asked).toHaveLength(0);
    passSeconds(2);
    expect(asked).toHaveLength(1);
    passSeconds(600);
    expect(asked.length).toBeLessThanOrEqual(8);
    const [first] = asked;
    expect(first).toMatchObject({ topic: 'spBv1.0/G/NCMD/N', qos: 0 });
    expect(real.decode(first!.payload)?.metrics[0]).toMatchObject({
      name: 'Node Control/Rebirth',
      value: { kind: 'boolean', flag: true },
    });
  });

  it('not one that is born, and at most every ten seconds one that always loses something', () => {
    birth();
    passSeconds(60);
    expect(asked).toHaveLength(0);
    for (let second = 0; second < 60; second++) {
      birth();
      say('spBv1.0/G/DDATA/N/D', 9, []);
      clock.advance(1000);
    }
    expect(asked).toHaveLength(6);
  });
});

describe('commands', () => {
  it('only to what is born, in the type of its birth', () => {
    expect(host.command('dev', 't', 3)).toBeUndefined();
    birth();
    const command = host.command('dev', 't', -3);
    expect(command).toMatchObject({ topic: 'spBv1.0/G/DCMD/N/D', qos: 0 });
    expect(real.decode(command!.payload)?.metrics[0]).toMatchObject({
      name: 't',
      type: INT32,
      value: { bits: 0xfffffffdn },
    });
    expect(host.command('node', 'uptime', 1)?.topic).toBe('spBv1.0/G/NCMD/N');
    expect(host.command('dev', 't', 1.5)).toBeUndefined();
    expect(host.command('dev', 'none', 1)).toBeUndefined();
  });
});

it('a filter the broker refuses takes its own node only', () => {
  host.refuse('spBv1.0/G/NDATA/M');
  expect(heard.readings).toBe(0);
  host.refuse('spBv1.0/G/NDATA/N');
  expect(qualities()).toEqual(Array(4).fill(QUALITY['bad-unsupported']));
});
