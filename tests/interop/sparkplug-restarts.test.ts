import { readFile } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import { openHistorian } from '../../gateway/historian/historian.ts';
import type { SparkplugSinkSettings } from '../../gateway/historian/settings.ts';
import { systemClock } from '../../gateway/observability/system-clock.ts';
import type { CursorState, Historian } from '../../gateway/ports/historian.ts';
import { Authority } from '../harness/certificates.ts';
import { eventually } from '../harness/eventually.ts';
import { isMosquittoMissing, passwordLine, startMosquitto } from '../harness/mosquitto.ts';
import { silentLogger } from '../harness/silent-logger.ts';
import { silentMetrics } from '../harness/silent-metrics.ts';
import {
  HEARING_LIMIT_MS,
  listenAsHost,
  nodeStory,
  PRIMARY,
  SITE,
  SparkplugRig,
  sparkplugPoints,
  sparkplugSettings,
  until,
} from '../harness/sparkplug-rig.ts';
import { tempFolder } from '../harness/temp-folder.ts';

describe.skipIf(isMosquittoMissing)('an edge node', () => {
  test('stopped and started again while its broker is away goes on where it was', async () => {
    let broker = await startMosquitto();
    onTestFinished(() => broker.stop());
    const folder = await tempFolder();
    const { host, missing } = await listenAsHost(broker.url, PRIMARY);
    const first = SparkplugRig.start(folder, sparkplugSettings(broker.url, PRIMARY));
    const { committed } = first;
    first.commit(100);
    await until('all is proven', () => missing(committed).length === 0 && first.sink.status().behindSamples === 0);
    await first.stop();
    await broker.stop();

    const second = SparkplugRig.start(folder, sparkplugSettings(broker.url, PRIMARY), { committed });
    expect(second.sink.status()).toMatchObject({ behindSamples: 0, storedSamples: 1_200 });
    second.commit(20);
    await until('the absence is told', () => second.sink.status().lastError !== null);
    broker = await startMosquitto({ port: broker.port });
    await until('all is heard', () => missing(committed).length === 0);
    await until('all is proven again', () => second.sink.status().behindSamples === 0);
    expect(nodeStory(host)).toEqual(['NBIRTH 0', 'NDEATH 0', 'NBIRTH 1']);
    expect(host.faults).toEqual([]);
  });

  test('in the historian with its worker thread, over TLS with a password', async () => {
    const folder = await tempFolder();
    const authority = await Authority.create(folder, 'Plant');
    const server = await authority.issue('broker', 'IP:127.0.0.1');
    const broker = await startMosquitto({
      tls: server,
      config: 'allow_anonymous false\npassword_file {folder}/passwords',
      files: { passwords: passwordLine('gateway', 'secret') },
    });
    onTestFinished(broker.stop);
    const login = { username: 'gateway', password: 'secret' };
    const { host } = await listenAsHost(broker.url, {}, { ...login, ca: await readFile(authority.own.cert) });
    const open = (password: string): Promise<Historian> =>
      openSparkplugHistorian(
        folder,
        sparkplugSettings(broker.url, { ...login, password, tls: { ca: authority.own.cert } }),
      );

    const wrong = await open('wrong');
    const refused = async (): Promise<string | undefined> => (await cursorOf(wrong)).lastError ?? undefined;
    expect(await eventually(refused, HEARING_LIMIT_MS, 'the refusal')).toMatch(/Not authorized/);
    await wrong.close();

    const historian = await open('secret');
    const batch = new BatchBuilder();
    for (let point = 0; point < 12; point++) batch.add(point, point, 0, Date.now());
    historian.append(batch);
    await until('all is heard', () => host.heard.size === 12);
    await eventually(
      async () => ((await cursorOf(historian)).storedSamples === 12 ? true : undefined),
      HEARING_LIMIT_MS,
      'stored',
    );
    await historian.close();
    await until('the goodbye', () => host.story.at(-1)?.startsWith('NDEATH') === true);

    const next = await open('secret');
    await until('its birth', () => host.story.at(-1) === 'DDATA E2');
    expect(host.properties.get('E0/p0')).toMatchObject({ Quality: 500, qualityReason: 'uncertain-old' });
    await next.close();
    expect(host.faults).toEqual([]);
  });
});

function openSparkplugHistorian(folder: string, sink: SparkplugSinkSettings): Promise<Historian> {
  return openHistorian({
    ...{ folder, siteId: SITE, version: '1.2.3', points: sparkplugPoints(3, 4), sinks: [sink] },
    retention: { rawMs: 86_400_000, logBytes: 1e9, freeDiskBytes: 0 },
    ...{ clock: systemClock, logger: silentLogger, metrics: silentMetrics },
  });
}

const cursorOf = async (historian: Historian): Promise<CursorState> =>
  (await historian.status()).cursors.find(({ sink }) => sink === 'host')!;
