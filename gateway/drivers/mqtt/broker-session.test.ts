import { describe, expect, it } from 'vitest';
import { ManualClock, settle } from '../../../tests/harness/manual-clock.ts';
import { mqttLink } from '../../../tests/harness/mqtt-link.ts';
import { RecordingListener } from '../../../tests/harness/recording-listener.ts';
import { kindOf, PACKET, startScriptedBroker } from '../../../tests/harness/scripted-broker.ts';

const VALUE = { id: 'd', config: { topic: 'a' }, addresses: [{ path: 'v', set: { topic: '{base}/set' } }] };
const FIVE = { protocolVersion: 5 };
const ACCEPTED = '20 03 00 00 00';

/** A broker of version 5 that accepts everything; `others` answers what it does not know. */
const accepting =
  (others: Partial<Record<number, string | undefined>> = {}) =>
  (packet: Buffer): string | undefined => {
    const kind = kindOf(packet);
    if (kind in others) return others[kind];
    if (kind === PACKET.connect) return ACCEPTED;
    if (kind === PACKET.subscribe) return `90 04 ${packet.toString('hex', 2, 4)} 00 01`;
    if (kind === PACKET.publish) return acknowledged(packet);
    return kind === PACKET.ping ? 'd0 00' : undefined;
  };

/** Of a short message with QoS 1. */
function acknowledged(publish: Buffer): string {
  const id = 4 + publish.readUInt16BE(2);
  return `40 02 ${publish.toString('hex', id, id + 2)}`;
}

describe('version 5', () => {
  it('asks for no session beyond the connection, and bounds what may come', async () => {
    const broker = await startScriptedBroker(accepting());
    const link = mqttLink(broker.url, [VALUE], { ...FIVE, statusTopic: 'g/s' });
    await link.start(new RecordingListener());
    const connect = (await broker.until(PACKET.connect)).toString('hex');
    // Clean start, will retained with QoS 1.
    expect(connect).toMatch(/^10..00044d515454052e/);
    // Session expiry 0, receive maximum 100, largest packet 128 kB.
    expect(connect).toContain('1100000000');
    expect(connect).toContain('210064');
    expect(connect).toContain('2700020000');
  });

  it.each([
    ['8a', 'Banned (reason code 138)'],
    ['97', 'Quota exceeded (reason code 151)'],
  ])('a refusal with reason code %s', async (code, words) => {
    const broker = await startScriptedBroker(accepting({ [PACKET.connect]: `20 03 00 ${code} 00` }));
    const answer = await mqttLink(broker.url, [VALUE], FIVE).start(new RecordingListener());
    expect(JSON.stringify(answer)).toContain(words);
  });

  it('a refused topic has its reason', async () => {
    const refused = (packet: Buffer): string | undefined =>
      kindOf(packet) === PACKET.subscribe ? `90 04 ${packet.toString('hex', 2, 4)} 00 97` : accepting()(packet);
    const broker = await startScriptedBroker(refused);
    const link = mqttLink(broker.url, [VALUE], FIVE);
    expect(await link.start(new RecordingListener())).toEqual({ ok: true });
    expect(link.facts('d').holes).toEqual(['topic a refused by the broker: Quota exceeded (reason code 151)']);
  });

  it('a takeover is known by its reason code, and told', async () => {
    const broker = await startScriptedBroker(accepting());
    const clock = new ManualClock();
    const link = mqttLink(broker.url, [VALUE], FIVE, { clock });
    const heard = new RecordingListener();
    await link.start(heard);
    expect(link.cautions).toEqual([]);
    broker.connections[0]!.end(Buffer.from('e0028e00', 'hex'));
    await broker.until(PACKET.connect);
    while (heard.losses.length === 0) await clock.advanceAsync(1);
    expect(heard.losses[0]).toMatch(
      /client id plantroom-broker: the broker ended .*: Session taken over \(reason code 142\)/,
    );
    expect(link.cautions[0]?.en).toContain('plantroom-broker');

    const again = link.start(new RecordingListener());
    await clock.advanceAsync(4_900);
    expect(broker.connections).toHaveLength(1);
    const waited = clock.advanceAsync(100);
    await broker.until(PACKET.subscribe, 2);
    await waited;
    expect(await again).toEqual({ ok: true });
    await clock.advanceAsync(30_000);
    expect(link.cautions).toEqual([]);
  });

  it('a broker that wants fewer pings is pinged as often as we need', async () => {
    const broker = await startScriptedBroker(accepting({ [PACKET.connect]: '20 06 00 00 03 13 00 3c' }));
    const clock = new ManualClock();
    const link = mqttLink(broker.url, [VALUE], { ...FIVE, keepalive: '2s' }, { clock });
    await link.start(new RecordingListener());
    clock.advance(6_000);
    await broker.until(PACKET.ping, 3);
    await link.stop();
    expect(clock.pending).toBe(0);
  });
});

it('a message nobody acknowledges in time is not left in the socket: the line is reset', async () => {
  const broker = await startScriptedBroker(accepting({ [PACKET.publish]: undefined }));
  const clock = new ManualClock();
  const link = mqttLink(broker.url, [VALUE], FIVE, { clock });
  const heard = new RecordingListener();
  await link.start(heard);
  const written = link.write({
    device: 'd',
    point: 0,
    raw: 7,
    expiresAt: clock.monotonicMs() + 10_000,
    verifyWithinMs: 1_000,
  });
  const publish = await broker.until(PACKET.publish);
  // QoS 1, not retained, to be dropped by the broker after ten seconds.
  expect(publish[0]).toBe(0x32);
  expect(publish.toString('hex')).toContain('020000000a');
  await clock.advanceAsync(5_000);
  expect(await written).toEqual({ kind: 'unknown', detail: 'the broker did not acknowledge in time' });
  while (heard.losses.length === 0) await clock.advanceAsync(1);
  while (broker.resets === 0) await settle();
  expect(heard.losses).toEqual(['a write was not acknowledged']);
});

it('a hundred topics to a request', async () => {
  const broker = await startScriptedBroker((packet) => {
    if (kindOf(packet) !== PACKET.subscribe) return accepting()(packet);
    const isFirst = packet.length > 700;
    const id = packet.toString('hex', isFirst ? 3 : 2, isFirst ? 5 : 4);
    const granted = isFirst ? `90 67 ${id} 00${' 01'.repeat(100)}` : `90 04 ${id} 00 01`;
    return granted;
  });
  const devices = Array.from({ length: 101 }, (_, at) => ({
    id: `d${at}`,
    config: { topic: `topic-${String(at).padStart(3, '0')}` },
    addresses: [{}],
  }));
  expect(await mqttLink(broker.url, devices, FIVE).start(new RecordingListener())).toEqual({ ok: true });
  expect(broker.packets.filter((packet) => kindOf(packet) === PACKET.subscribe)).toHaveLength(2);
});
