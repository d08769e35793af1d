import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import sparkplug from 'sparkplug-payload';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { isMosquittoMissing, startMosquitto } from '../harness/mosquitto.ts';
import { type GivenDevice, mqttLink, otherClient } from '../harness/mqtt-link.ts';
import { RecordingListener } from '../harness/recording-listener.ts';

const CLIENT = '/usr/bin/mosquitto_pub';
const isClientMissing = !existsSync(CLIENT) && process.env.PLANTROOM_REQUIRE_SERVERS !== '1';
const run = promisify(execFile);

/** A broker, a started link to it, and the program of another maker that publishes. */
async function site(devices: readonly GivenDevice[], protocolVersion: 4 | 5) {
  const broker = await startMosquitto();
  onTestFinished(broker.stop);
  const link = mqttLink(broker.url, devices, { protocolVersion });
  const heard = new RecordingListener();
  expect(await link.start(heard)).toEqual({ ok: true });
  const version = protocolVersion === 5 ? '5' : '311';
  const publish = async (topic: string, bytes: string | Buffer): Promise<void> => {
    const child = run(CLIENT, ['-p', String(broker.port), '-V', version, '-q', '1', '-t', topic, '-s']);
    child.child.stdin?.end(bytes);
    await child;
  };
  return { broker, link, heard, publish };
}

describe.skipIf(isMosquittoMissing || isClientMissing).each([4, 5] as const)(
  'messages of mosquitto_pub, version %d',
  (version) => {
    it('of every kind', async () => {
      const time = new Date(Date.now() - 1_000).toISOString();
      const { heard, publish } = await site(
        [
          {
            id: 'json',
            config: { topicTemplate: 'room/{id}/env', id: 'R01', time: 'at' },
            addresses: [{ path: 'a.0.t' }, { topic: '{base}/mode', words: { AUTO: 2 } }, { path: 'name', text: true }],
          },
          { id: 'plain', config: { topic: 'plain', payload: 'plain' }, addresses: [{}] },
          {
            id: 'hex',
            config: { topic: 'hex', payload: 'hex' },
            addresses: [
              { offset: 1, type: 's16', order: 'DCBA' },
              { offset: 0, type: 'u8', bits: [0, 1] },
            ],
          },
          {
            id: 'binary',
            config: { topic: 'binary', payload: 'binary' },
            addresses: [
              { offset: 0, type: 'f32' },
              { offset: 4, type: 'u64' },
            ],
          },
        ],
        version,
      );
      await publish('room/R01/env', JSON.stringify({ a: [{ t: -4.5 }], name: '冷冻水', at: time }));
      await publish('room/R01/env/mode', '"AUTO"');
      await publish('plain', '23.5\n');
      await publish('hex', '01 FE FF');
      await publish('binary', Buffer.from('c1480000000000000000ffff', 'hex'));
      await heard.until(() => heard.latest.size === 8);
      expect(heard.latest.get(0)).toEqual({ value: -4.5, quality: QUALITY.good, sourceTime: Date.parse(time) });
      expect(heard.texts.get(2)).toBe('冷冻水');
      expect([1, 3, 4, 5, 6, 7].map((point) => heard.value(point))).toEqual([2, 23.5, -2, 1, -12.5, 65_535]);
      // The two messages without a time of their own say so.
      expect(heard.quality(1)).toBe(QUALITY['uncertain-clock']);
    });
  },
);

describe.skipIf(isMosquittoMissing).each([4, 5] as const)(
  'Sparkplug B as the library of its makers writes it, version %d',
  (version) => {
    const codec = sparkplug.get('spBv1.0')!;
    const devices = [
      { id: 'node', config: { payload: 'sparkplug', group: 'Plant', node: 'Edge' }, addresses: [{ metric: 'uptime' }] },
      {
        id: 'pump',
        config: { payload: 'sparkplug', group: 'Plant', node: 'Edge', device: 'Pump' },
        addresses: [
          { metric: 'flow' },
          { metric: 'runs' },
          { metric: 'delta' },
          { metric: 'mode', text: true },
          { metric: 'on' },
        ],
      },
    ];

    /** An edge node that is born whenever it is asked to, and otherwise sends what it is told. */
    async function edgeNode(url: string) {
      let sequence = 0;
      const death = codec.encodePayload({
        timestamp: Date.now(),
        metrics: [{ name: 'bdSeq', type: 'UInt64', value: 1 }],
      });
      const will = { topic: 'spBv1.0/Plant/NDEATH/Edge', payload: Buffer.from(death), qos: 1, retain: false } as const;
      const client = await otherClient(url, { will });
      const send = (type: string, metrics: object[], device = type.startsWith('D') ? '/Pump' : '') => {
        const payload = { timestamp: Date.now(), seq: sequence++ % 256, metrics: metrics as never[] };
        return client.publishAsync(`spBv1.0/Plant/${type}/Edge${device}`, Buffer.from(codec.encodePayload(payload)));
      };
      const counts = { births: 0 };
      const beBorn = async (): Promise<void> => {
        sequence = 0;
        counts.births++;
        await send('NBIRTH', [
          { name: 'bdSeq', type: 'UInt64', value: 1 },
          { name: 'uptime', alias: 1, type: 'UInt64', value: 86_400 },
        ]);
        await send('DBIRTH', [
          { name: 'flow', alias: 2, type: 'Float', value: 12.5 },
          { name: 'runs', alias: 3, type: 'UInt32', value: 4_294_967_295 },
          { name: 'delta', alias: 4, type: 'Int16', value: -7 },
          { name: 'mode', alias: 5, type: 'String', value: 'AUTO' },
          { name: 'on', alias: 6, type: 'Boolean', value: true },
        ]);
      };
      client.on('message', (topic, payload) => {
        if (topic.includes('/NCMD/') && codec.decodePayload(payload).metrics?.[0]?.value === true) void beBorn();
      });
      await client.subscribeAsync('spBv1.0/Plant/NCMD/Edge', { qos: 1 });
      return { client, send, beBorn, counts };
    }

    it('is asked to be born, understood by alias, and gone with its will', async () => {
      const broker = await startMosquitto();
      onTestFinished(broker.stop);
      const edge = await edgeNode(broker.url);
      const link = mqttLink(broker.url, devices, { protocolVersion: version });
      const heard = new RecordingListener();
      await link.start(heard);
      await heard.until(() => heard.latest.size === 6);
      expect(edge.counts.births).toBe(1);
      expect([0, 1, 2, 3, 5].map((point) => heard.value(point))).toEqual([86_400, 12.5, 4_294_967_295, -7, 1]);
      expect(heard.texts.get(4)).toBe('AUTO');
      expect(link.facts('pump')).toEqual({ holes: [], items: { expected: 5, delivering: 5 } });

      await edge.send('DDATA', [
        { alias: 2, type: 'Float', value: 13.5 },
        { alias: 3, type: 'UInt32', value: null },
      ]);
      await heard.until(() => heard.value(1) === 13.5);
      expect(heard.quality(2)).toBe(QUALITY['bad-sentinel']);
      await edge.send('DDATA', [
        { alias: 2, type: 'Float', value: 99, isHistorical: true },
        { alias: 6, type: 'Boolean', value: false },
      ]);
      await heard.until(() => heard.value(5) === 0);
      expect(heard.value(1)).toBe(13.5);

      await edge.send('DDEATH', []);
      await heard.until(() => heard.quality(1) === QUALITY['bad-not-connected']);
      expect(heard.quality(0)).toBe(QUALITY.good);
      edge.client.stream.destroy();
      await heard.until(() => heard.quality(0) === QUALITY['bad-not-connected']);
      expect(heard.losses).toEqual([]);
    });
  },
);
