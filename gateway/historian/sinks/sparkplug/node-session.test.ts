import mqtt from 'mqtt';
import { describe, expect, test } from 'vitest';
import { ManualClock, settle } from '../../../../tests/harness/manual-clock.ts';
import { kindOf, PACKET, startScriptedBroker } from '../../../../tests/harness/scripted-broker.ts';
import { silentLogger } from '../../../../tests/harness/silent-logger.ts';
import { NodeSession } from './node-session.ts';
import { clientOptions } from './session-settings.ts';

const WILL = { topic: 'spBv1.0/G/NDEATH/N', payload: Buffer.from('gone') };
const ACCEPTED = '20 02 00 00';
const accepting = (packet: Buffer): string | undefined => (kindOf(packet) === PACKET.connect ? ACCEPTED : undefined);

async function open(url: string, clock = new ManualClock()) {
  const settings = { id: 's', kind: 'sparkplug', url, group: 'G', keepalive: '15s' } as const;
  const heard = { dialled: 0, messages: [] as string[] };
  const session = new NodeSession(mqtt, url, await clientOptions(settings, 'plantroom-x', WILL), clock, silentLogger, {
    dialled: () => heard.dialled++,
    message: (topic) => heard.messages.push(topic),
  });
  return { session, clock, heard };
}

describe('a connection', () => {
  test('is clean, and carries a will of QoS 1 that is not retained', async () => {
    const broker = await startScriptedBroker(accepting);
    const { session, heard } = await open(broker.url);
    expect(await session.opened()).toBe(true);
    const connect = await broker.until(PACKET.connect);
    // 3.1.1, 3.1.2.3: clean session 0x02, will 0x04, will QoS 1 0x08, will retain 0x20.
    expect(connect[9]).toBe(0x0e);
    expect(connect.readUInt16BE(10)).toBe(15);
    expect(connect.toString()).toContain(`${WILL.topic}\0\x04gone`);
    expect(heard.dialled).toBe(1);
    session.cut('done');
  });

  test('to nobody ends with a reason, and no CONNECT has left', async () => {
    const { session, heard } = await open('mqtt://127.0.0.1:1');
    expect(await session.opened()).toBe(false);
    expect(await session.ended).toContain('ECONNREFUSED');
    expect([heard.dialled, await session.publish('a', Buffer.alloc(0), 0), await session.drained()]).toEqual([
      0,
      false,
      false,
    ]);
  });

  test('that is refused says why', async () => {
    const broker = await startScriptedBroker(() => '20 02 00 05');
    const { session } = await open(broker.url);
    expect(await session.opened()).toBe(false);
    expect(await session.ended).toContain('Not authorized');
  });

  test('that is accepted by a mute server is given up in time', async () => {
    const broker = await startScriptedBroker(() => undefined);
    const { session, clock } = await open(broker.url);
    const opened = session.opened();
    await broker.until(PACKET.connect);
    clock.advance(5_000);
    expect([await opened, await session.ended]).toEqual([false, 'the broker did not answer in time']);
  });
});

describe('what was published', () => {
  test('is taken when the broker has answered the ping after it, not before', async () => {
    const broker = await startScriptedBroker(accepting);
    const { session } = await open(broker.url);
    await session.opened();
    expect(await session.publish('a', Buffer.from('1'), 0)).toBe(true);
    let isDrained = false;
    const drained = session.drained().then((well) => {
      isDrained = well;
    });
    await broker.until(PACKET.ping);
    expect(broker.packets.map(kindOf)).toEqual([PACKET.connect, PACKET.publish, PACKET.ping]);
    await settle();
    expect(isDrained).toBe(false);
    broker.connections[0]!.write(Buffer.from('d000', 'hex'));
    await drained;
    expect(isDrained).toBe(true);
    session.cut('done');
  });

  test('is not, when the broker falls silent or the line is cut', async () => {
    const broker = await startScriptedBroker(accepting);
    const silent = await open(broker.url);
    await silent.session.opened();
    const drained = silent.session.drained();
    await broker.until(PACKET.ping);
    silent.clock.advance(5_000);
    expect([await drained, await silent.session.ended]).toEqual([false, 'the broker does not answer']);

    const cut = await open(broker.url);
    await cut.session.opened();
    const lost = cut.session.drained();
    await broker.until(PACKET.ping, 2);
    broker.connections.at(-1)!.resetAndDestroy();
    expect(await lost).toBe(false);
    expect(cut.session.isAlive).toBe(false);
  });
});

test('a goodbye is a DISCONNECT; with a mute broker it is short', async () => {
  const broker = await startScriptedBroker(accepting);
  const { session, clock } = await open(broker.url);
  await session.opened();
  const closed = session.close();
  await broker.until(PACKET.disconnect);
  broker.connections[0]!.end();
  await Promise.race([closed, settle().then(() => clock.advance(1_000))]);
  await closed;
  expect(await session.ended).toBe('stopped');
});

test('a refused subscription is told apart from a lost connection', async () => {
  const broker = await startScriptedBroker((packet) =>
    kindOf(packet) === PACKET.subscribe ? `90 03 ${packet.toString('hex', 2, 4)} 80` : accepting(packet),
  );
  const { session } = await open(broker.url);
  await session.opened();
  expect([await session.subscribe(['a']), session.isAlive]).toEqual([false, true]);
  session.cut('done');
});
