import { expect, test } from 'vitest';
import { eventually } from '../../../../tests/harness/eventually.ts';
import { kindOf, PACKET, startScriptedBroker } from '../../../../tests/harness/scripted-broker.ts';
import { SparkplugRig, sparkplugSettings } from '../../../../tests/harness/sparkplug-rig.ts';
import { tempFolder } from '../../../../tests/harness/temp-folder.ts';

/** Takes everything and answers what it must; pings only while `isHealthy`. */
function brokerThat(isHealthy: () => boolean): (packet: Buffer) => string | undefined {
  return (packet) => {
    if (kindOf(packet) === PACKET.connect) return '20 02 00 00';
    if (kindOf(packet) === PACKET.subscribe) return `90 03 ${packet.toString('hex', 2, 4)} 01`;
    return kindOf(packet) === PACKET.ping && isHealthy() ? 'd0 00' : undefined;
  };
}

const published = (packets: readonly Buffer[]): string[] =>
  packets
    .filter((packet) => kindOf(packet) === PACKET.publish)
    .map((packet) => /[ND](BIRTH|DATA|DEATH)/.exec(packet.toString('latin1'))?.[0] ?? '');

test('what the broker does not confirm is not stored, and goes out again after the next birth', async () => {
  let isHealthy = false;
  const broker = await startScriptedBroker(brokerThat(() => isHealthy));
  const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url), { speed: 20 });
  rig.commit();
  await broker.until(PACKET.connect, 2);
  expect(rig.sink.status()).toMatchObject({ behindSamples: 12, storedSamples: 0 });
  isHealthy = true;
  await eventually(async () => (rig.sink.status().behindSamples === 0 ? true : undefined), 15_000, 'all is stored');
  expect(rig.sink.status()).toMatchObject({ storedSamples: 12, lastError: null });
  const story = published(broker.packets);
  expect(story.filter((kind) => kind === 'NBIRTH').length).toBeGreaterThanOrEqual(2);
  expect(story.filter((kind) => kind === 'DDATA').length).toBeGreaterThanOrEqual(6);
});

test('a broker that falls silent does not hold up the end', async () => {
  const broker = await startScriptedBroker(brokerThat(() => false));
  const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url), { speed: 1 });
  rig.commit();
  await broker.until(PACKET.ping);
  const startedAt = performance.now();
  await rig.stop();
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  expect(published(broker.packets).at(-1)).toBe('NDEATH');
});

test('a cut during the first connection ends at once', async () => {
  const broker = await startScriptedBroker(() => undefined);
  const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url), { speed: 1 });
  await broker.until(PACKET.connect);
  const startedAt = performance.now();
  await rig.stop();
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test('files that cannot be read are told, and tried again', async () => {
  const tls = { ca: '/nowhere/ca.pem' };
  const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings('mqtts://127.0.0.1:1', { tls }), { speed: 20 });
  const lastError = async (): Promise<string | undefined> => rig.sink.status().lastError ?? undefined;
  expect(await eventually(lastError, 15_000, 'the reason')).toContain('/nowhere/ca.pem');
});
