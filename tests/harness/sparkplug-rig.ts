import mqtt from 'mqtt';
import { onTestFinished } from 'vitest';
import { BatchBuilder } from '../../gateway/domain/sample.ts';
import { CursorStore } from '../../gateway/historian/log/cursor-store.ts';
import { SampleLog } from '../../gateway/historian/log/sample-log.ts';
import { PointRegister } from '../../gateway/historian/point-register.ts';
import type { HistorianPoint, HistorianSettings, SparkplugSinkSettings } from '../../gateway/historian/settings.ts';
import { createSparkplugSink } from '../../gateway/historian/sinks/sparkplug/create-sparkplug-sink.ts';
import type { SparkplugSink } from '../../gateway/historian/sinks/sparkplug/sparkplug-sink.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import { eventually } from './eventually.ts';
import { createFastClock } from './fast-clock.ts';
import { silentLogger } from './silent-logger.ts';
import { StrictHost } from './sparkplug-host.ts';

const GROUP = 'G';
export const SITE = 'tower';

/** `devices` equipment with `each` numbers. */
export function sparkplugPoints(devices: number, each: number): HistorianPoint[] {
  return Array.from({ length: devices * each }, (_, index) => {
    const equipment = `E${Math.floor(index / each)}`;
    const name = `p${index % each}`;
    return {
      ...{ index, tag: `${equipment}.${name}`, kind: 'number' as const, unit: 'kW', equipment, equipmentClass: 'c' },
      ...{ area: 'a', name, deadband: 0 },
    };
  });
}

export const sparkplugSettings = (url: string, more: Partial<SparkplugSinkSettings> = {}): SparkplugSinkSettings => ({
  ...{ id: 'host', kind: 'sparkplug', url, group: GROUP, keepalive: '15s' },
  ...more,
});

/** A log with a Sparkplug sink on it, as the historian's worker has them. */
export class SparkplugRig {
  readonly sink: SparkplugSink;
  /** Every sample committed, as a host names it. */
  readonly committed: Map<string, number>;
  private readonly log: SampleLog;
  private readonly register: PointRegister;
  private readonly points: readonly HistorianPoint[];
  private readonly clock: Clock;
  private static posts = 0;
  private static lastTime = 0;

  private constructor(folder: string, settings: SparkplugSinkSettings, clock: Clock, committed: Map<string, number>) {
    const file = { folder, clock, logger: silentLogger };
    this.clock = clock;
    this.committed = committed;
    this.points = sparkplugPoints(3, 4);
    this.register = new PointRegister(file);
    this.register.register(this.points);
    this.log = new SampleLog(file);
    const { log, register } = this;
    const historian: HistorianSettings = {
      ...{ folder, siteId: SITE, version: '1.2.3', points: this.points, sinks: [settings] },
      retention: { rawMs: 1, logBytes: 1e9, freeDiskBytes: 0 },
    };
    this.sink = createSparkplugSink(settings, historian, {
      ...{ log, register, clock, logger: silentLogger, cursors: new CursorStore(log.database), random: () => 0 },
      ...{ newest: () => undefined, isContinued: false },
    });
    this.sink.start();
  }

  /** Stopped when the test ends. `speed` is how fast its clock runs. */
  static start(
    folder: string,
    settings: SparkplugSinkSettings,
    { speed = 3, committed = new Map<string, number>() } = {},
  ): SparkplugRig {
    const rig = new SparkplugRig(folder, settings, createFastClock(speed), committed);
    onTestFinished(() => rig.stop());
    return rig;
  }

  /** Commits one sample of every point; each has its own moment. */
  commit(rounds = 1): void {
    const batch = new BatchBuilder();
    for (let round = 0; round < rounds; round++) {
      const time = Math.max(SparkplugRig.lastTime + 1, this.clock.nowMs() - rounds);
      SparkplugRig.lastTime = time;
      for (const { tag, equipment, name } of this.points) {
        this.committed.set(`${equipment}/${name}@${time}`, this.committed.size);
        batch.add(this.register.find(tag)?.id ?? 0, this.committed.size - 1, 0, time);
      }
    }
    this.sink.wake(this.log.commit('s', [{ seq: ++SparkplugRig.posts, samples: batch }]));
  }

  private isStopped = false;
  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    await this.sink.stop();
    this.log.close();
    this.register.close();
  }
}

export interface ListeningHost {
  readonly host: StrictHost;
  readonly client: mqtt.MqttClient;
  /** Samples of `committed` that were not heard with their value, neither as news nor as history. */
  missing(committed: ReadonlyMap<string, number>): string[];
}

/**
 * A strict host on a broker; comes back by itself within a fraction of a second, and as a primary host tells so each time.
 * Gone when the test ends.
 */
export async function listenAsHost(
  url: string,
  { primaryHost }: { readonly primaryHost?: string } = {},
  login: mqtt.IClientOptions = {},
): Promise<ListeningHost> {
  const host = new StrictHost();
  const client = mqtt.connect(url, { reconnectPeriod: 100, manualConnect: true, resubscribe: false, ...login });
  client.on('message', (topic, payload, packet) => host.receive(topic, payload, packet));
  client.on('error', () => {});
  const listening = Promise.withResolvers<void>();
  client.on('connect', () => {
    client.subscribe('spBv1.0/#', { qos: 0 }, () => listening.resolve());
    const state = JSON.stringify({ online: true, timestamp: Date.now() });
    if (primaryHost) client.publish(`spBv1.0/STATE/${primaryHost}`, state, { qos: 1, retain: true });
  });
  client.connect();
  onTestFinished(() => client.endAsync(true));
  await listening.promise;
  const missing = (committed: ReadonlyMap<string, number>): string[] =>
    [...committed].filter(([key, value]) => host.heard.get(key)?.value !== value).map(([key]) => key);
  return { host, client, missing };
}

/** Asks the node for something, as a host does. */
export async function command(client: mqtt.MqttClient, metrics: readonly object[]): Promise<void> {
  const proto = (await import('sparkplug-payload/lib/sparkplugPayloadProto.js')).default;
  const { Payload } = proto.org.eclipse.tahu.protobuf;
  const bytes = Payload.encode(Payload.fromObject({ timestamp: Date.now(), metrics })).finish();
  await client.publishAsync(`spBv1.0/${GROUP}/NCMD/${SITE}`, Buffer.from(bytes));
}

/** What a host sends to have a node born again. */
export const REBIRTH = { name: 'Node Control/Rebirth', datatype: 11, booleanValue: true };

/** With it nothing is told before the host is there, however fast the node comes back. */
export const PRIMARY = { primaryHost: 'scada' };

export const HEARING_LIMIT_MS = 30_000;

/** Waits for what another program does. */
export const until = (what: string, isSo: () => boolean): Promise<true> =>
  eventually(async () => (isSo() ? true : undefined), HEARING_LIMIT_MS, what);

/** The messages of and about the node itself. */
export const nodeStory = (host: StrictHost): string[] => host.story.filter((line) => line.startsWith('N'));
