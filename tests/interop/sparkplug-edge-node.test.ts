import { describe, expect, onTestFinished, test } from 'vitest';
import { isMosquittoMissing, startMosquitto } from '../harness/mosquitto.ts';
import { otherClient } from '../harness/mqtt-link.ts';
import {
  command,
  listenAsHost,
  nodeStory,
  PRIMARY,
  REBIRTH,
  SITE,
  SparkplugRig,
  sparkplugSettings,
  until,
} from '../harness/sparkplug-rig.ts';
import { tempFolder } from '../harness/temp-folder.ts';

const BIRTHS = ['DBIRTH E0', 'DBIRTH E1', 'DBIRTH E2'];

/** Where in the story the messages of a kind are. */
const places = (story: readonly string[], start: string): number[] =>
  story.flatMap((line, at) => (line.startsWith(start) ? [at] : []));

describe.skipIf(isMosquittoMissing)('an edge node on a broker', () => {
  test('is born before it sends data, and again when asked; it obeys nothing else', async () => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const { host, client, missing } = await listenAsHost(broker.url);
    const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url));
    rig.commit(5);
    await until('all is heard', () => missing(rig.committed).length === 0);
    expect(host.story.slice(0, 4)).toEqual(['NBIRTH 0', ...BIRTHS]);
    for (let i = 0; i < 20; i++) rig.commit();
    await until('news is heard', () => missing(rig.committed).length === 0 && host.count(false) >= 12);

    const before = host.story.length;
    await command(client, [REBIRTH, { name: 'Node Control/Reboot', datatype: 11, booleanValue: true }]);
    await client.publishAsync(`spBv1.0/G/NCMD/${SITE}`, Buffer.from('garbage'));
    await until('the second birth', () => places(host.story, 'NBIRTH').length === 2);
    await until('its devices', () => host.story.slice(before).filter((line) => line.startsWith('DBIRTH')).length === 3);
    const again = places(host.story, 'NBIRTH')[1]!;
    expect(host.story.slice(again, again + 4)).toEqual(['NBIRTH 0', ...BIRTHS]);
    await until('all is sent', () => rig.sink.status().behindSamples === 0);
    expect(rig.sink.status()).toMatchObject({ ignoredCommands: 2, lastError: null, quarantinedSamples: 0 });

    await rig.stop();
    await until('the goodbye', () => host.story.at(-1) === 'NDEATH 0');
    expect(host.faults).toEqual([]);
  });

  test('whose broker is killed and started again: every sample arrives, what was missed as history', async () => {
    let broker = await startMosquitto();
    onTestFinished(() => broker.stop());
    const { host, missing } = await listenAsHost(broker.url, PRIMARY);
    const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url, PRIMARY));
    await until('the first birth', () => host.story.length >= 4);
    let rounds = 0;
    const producing = setInterval(() => {
      rig.commit();
      rounds++;
    }, 10);
    onTestFinished(() => clearInterval(producing));
    await until('some samples', () => rounds >= 60);
    await broker.kill();
    const sent = new Set(rig.committed.keys());
    await until('the loss is noticed', () => rig.sink.status().lastError !== null);
    rig.commit(400);
    const during = [...rig.committed.keys()].filter((key) => !sent.has(key));
    const back = rounds + 60;
    await until('time passes', () => rounds >= back);
    broker = await startMosquitto({ port: broker.port });
    await until('the second birth', () => places(host.story, 'NBIRTH').length >= 2);
    const after = rounds + 60;
    await until('more samples', () => rounds >= after);
    clearInterval(producing);
    await until('nothing is missing', () => missing(rig.committed).length === 0);
    await until('all is proven', () => rig.sink.status().behindSamples === 0);

    const flags = during.flatMap((key) => host.heard.get(key)?.asHistory ?? [false]);
    expect(flags.every((isHistory) => isHistory)).toBe(true);
    expect(host.count(false)).toBeGreaterThan(0);
    expect(nodeStory(host).filter((line) => line.startsWith('NBIRTH'))).toEqual(['NBIRTH 0', 'NBIRTH 1']);
    expect([...host.heard.keys()].filter((key) => !rig.committed.has(key))).toEqual([]);
    expect(host.faults).toEqual([]);
    expect(rig.sink.status()).toMatchObject({ storedSamples: rig.committed.size, lastError: null });
  });

  test('that falls far behind tells what is true now first, and the rest as history', async () => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const { host, missing } = await listenAsHost(broker.url);
    const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url));
    await until('the first birth', () => host.story.length >= 4);
    rig.commit(2_000);
    await until('the second birth', () => places(host.story, 'NBIRTH').length === 2);
    await until('all is heard', () => missing(rig.committed).length === 0);
    expect([host.count(false), host.faults]).toEqual([0, []]);
  });

  test('gives a host that comes late what it missed, when it asks', async () => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url));
    rig.commit(50);
    await until('all is proven', () => rig.sink.status().behindSamples === 0 && rig.sink.status().lastError === null);
    const { host, client, missing } = await listenAsHost(broker.url);
    await command(client, [REBIRTH]);
    await until('all is heard', () => missing(rig.committed).length === 0);
    expect([host.count(true), host.count(false), host.faults]).toEqual([600, 0, []]);
  });

  test('that is thrown out by a client with its id comes back once, after a while', async () => {
    const broker = await startMosquitto();
    onTestFinished(broker.stop);
    const { host, missing } = await listenAsHost(broker.url);
    const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url));
    rig.commit();
    await until('all is heard', () => missing(rig.committed).length === 0);
    const rival = await otherClient(broker.url, { clientId: `plantroom-${SITE}-host` });
    const isThrownOut = new Promise((resolve) => rival.once('close', () => resolve(true)));
    rig.commit();
    await until('the will', () => host.story.includes('NDEATH 0'));
    expect(await isThrownOut).toBe(true);
    await until('all is heard again', () => missing(rig.committed).length === 0);
    expect(nodeStory(host)).toEqual(['NBIRTH 0', 'NDEATH 0', 'NBIRTH 1']);
    expect(host.faults).toEqual([]);
  });

  test.each([
    ['3.0', 'spBv1.0/STATE/scada', (online: boolean, timestamp: number) => JSON.stringify({ online, timestamp })],
    ['2.2', 'STATE/scada', (online: boolean) => (online ? 'ONLINE' : 'OFFLINE')],
  ] as const)(
    'with a primary host of version %s says nothing without it, and all afterwards',
    async (_, topic, word) => {
      const broker = await startMosquitto();
      onTestFinished(broker.stop);
      const { host, client, missing } = await listenAsHost(broker.url);
      const say = (online: boolean, timestamp: number) =>
        client.publishAsync(topic, word(online, timestamp), { qos: 1, retain: true });
      await say(false, 100);
      const rig = SparkplugRig.start(await tempFolder(), sparkplugSettings(broker.url, { primaryHost: 'scada' }));
      rig.commit(100);
      await until('it waits', () => rig.sink.status().lastError === 'waits until the primary host scada is online');
      expect([host.story, rig.sink.status().behindSamples]).toEqual([[], 1_200]);

      await say(true, 200);
      await until('all is heard', () => missing(rig.committed).length === 0);
      expect(host.story.slice(0, 4)).toEqual(['NBIRTH 0', ...BIRTHS]);
      expect([host.count(true), host.count(false)]).toEqual([1_200, 0]);
      await until('all is proven', () => rig.sink.status().lastError === null && rig.sink.status().behindSamples === 0);

      await say(false, 200);
      await until('the goodbye', () => host.story.at(-1) === 'NDEATH 0');
      rig.commit(50);
      await until('it waits again', () => /scada/.test(rig.sink.status().lastError ?? ''));
      expect(host.story.at(-1)).toBe('NDEATH 0');
      await say(true, 300);
      await until('all is heard again', () => missing(rig.committed).length === 0);
      expect(nodeStory(host)).toEqual(['NBIRTH 0', 'NDEATH 0', 'NBIRTH 1']);
      expect(host.faults).toEqual([]);
    },
  );
});
