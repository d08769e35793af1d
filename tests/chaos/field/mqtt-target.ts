import mqtt from 'mqtt';
import { freePort } from '../../harness/free-port.ts';
import { type Mosquitto, startMosquitto } from '../../harness/mosquitto.ts';
import type { Random } from '../../simulators/model/random.ts';
import type { Fault, Target, TargetUnit } from './fault.ts';
import { FaultProxy, randomBytes } from './fault-proxy.ts';
import { epochAt, wordAt } from './identity.ts';
import { type ModbusTargetSettings, proxyFault } from './modbus-targets.ts';

const VALUES_PER_UNIT = 8;
const PUBLISH_EVERY_MS = 500;
const RECONNECT_MS = 100;
const STRANGER_EVERY_MS = 200;
const KEEPALIVE_S = 2;
/** Longest silence of a broker before it is taken for dead, and how far apart the product looks. */
const NOTICE_MS = 5_000 + 1_250;
/** While another client uses its name the gateway knocks this seldom, or the two would storm the broker. */
const RIVAL_PAUSE_MS = 5_000;
/** A connection that has stood for half a minute has no rival any more. */
const RIVAL_FORGOTTEN_MS = 31_000;
const OVERSIZE_BYTES = 70_000;

type Sender = 'well' | 'silent' | 'garbage' | 'oversize' | 'words';

/** The senders of one broker: each unit publishes its values as JSON, units with an even number retained. */
class Senders {
  private readonly target: string;
  private readonly connection: number;
  private readonly units: readonly number[];
  private readonly manners = new Map<number, Sender>();
  private readonly client: mqtt.MqttClient;
  private readonly timer: NodeJS.Timeout;
  private random: Random = { word: 1 };

  constructor(url: string, { id, connection, units }: ModbusTargetSettings) {
    this.target = id;
    this.connection = connection;
    this.units = units;
    this.client = mqtt.connect(url, { reconnectPeriod: RECONNECT_MS, queueQoSZero: false });
    this.client.on('error', () => undefined);
    this.timer = setInterval(() => this.publishAll(), PUBLISH_EVERY_MS);
  }

  behave(unit: number, manner: Sender, random: Random): void {
    this.random = random;
    this.manners.set(unit, manner);
    if (this.client.connected) this.publish(unit, manner);
  }

  /** Settles when they are back at the broker and have published once. */
  async back(): Promise<void> {
    if (!this.client.connected) await new Promise<void>((resolve) => void this.client.once('connect', () => resolve()));
    this.publishAll();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.client.endAsync(true);
  }

  private publishAll(): void {
    if (!this.client.connected) return;
    for (const unit of this.units) this.publish(unit, this.manners.get(unit) ?? 'well');
  }

  private publish(unit: number, manner: Sender): void {
    if (manner === 'silent') return;
    this.client.publish(topicOf(this.target, unit), this.payload(unit, manner), { retain: unit % 2 === 0 }, () => {});
  }

  private payload(unit: number, manner: Exclude<Sender, 'silent'>): Buffer | string {
    const now = Date.now();
    const { connection } = this;
    const values = Array.from({ length: VALUES_PER_UNIT }, (_, slot) =>
      wordAt({ connection, unit, table: 0, slot }, epochAt(now)),
    );
    switch (manner) {
      case 'well':
        return JSON.stringify({ v: values, t: new Date(now).toISOString() });
      case 'garbage':
        return randomBytes(this.random, 200);
      case 'oversize':
        return JSON.stringify({ v: values, t: new Date(now).toISOString(), ballast: 'x'.repeat(OVERSIZE_BYTES) });
      case 'words':
        return JSON.stringify({ v: values.map((value) => [String(value)]), t: 'yesterday' });
    }
  }
}

const topicOf = (target: string, unit: number): string => `chaos/${target}/${unit}`;

/** A broker behind a relay, and senders that reach it directly. */
export async function mqttTarget(settings: ModbusTargetSettings): Promise<Target> {
  const { id, connection, units } = settings;
  const port = await freePort();
  const broker = new Broker(port, await startMosquitto({ port }));
  const proxy = await FaultProxy.start(port);
  const senders = new Senders(`mqtt://127.0.0.1:${port}`, settings);
  return {
    id,
    driver: 'mqtt',
    config: { url: `mqtt://127.0.0.1:${proxy.port}`, keepalive: `${KEEPALIVE_S}s` },
    units: units.map((unit) => mqttUnit(id, connection, unit)),
    freshMs: 300,
    faults: [...brokerFaults(broker, senders, id), ...senderFaults(senders), ...relayFaults(proxy)],
    stop: async () => {
      await senders.stop();
      await proxy.stop();
      await broker.kill();
    },
  };
}

function mqttUnit(target: string, connection: number, unit: number): TargetUnit {
  const points = Array.from({ length: VALUES_PER_UNIT }, (_, slot) => ({
    tag: `${target}:${unit}.v${slot}`,
    address: { path: `v.${slot}` },
    place: { connection, unit, table: 0, slot },
    shape: 'word' as const,
  }));
  return { unit, config: { topic: topicOf(target, unit), time: 't' }, points };
}

class Broker {
  readonly port: number;
  private running: Mosquitto;

  constructor(port: number, running: Mosquitto) {
    this.port = port;
    this.running = running;
  }

  kill(): Promise<void> {
    return this.running.kill();
  }

  async restart(): Promise<void> {
    this.running = await startMosquitto({ port: this.port });
  }
}

function brokerFaults(broker: Broker, senders: Senders, target: string): Fault[] {
  return [
    {
      kind: 'broker killed',
      scope: 'line',
      begin: async () => {
        await broker.kill();
        return async () => {
          await broker.restart();
          await senders.back();
        };
      },
    },
    {
      kind: 'client id taken',
      scope: 'line',
      allowedMs: RIVAL_PAUSE_MS,
      restMs: RIVAL_FORGOTTEN_MS,
      begin: () => {
        const url = `mqtt://127.0.0.1:${broker.port}`;
        const stranger = mqtt.connect(url, { clientId: `plantroom-${target}`, reconnectPeriod: STRANGER_EVERY_MS });
        stranger.on('error', () => undefined);
        return () => stranger.endAsync(true);
      },
    },
  ];
}

const senderFaults = (senders: Senders): Fault[] =>
  (['silent', 'garbage', 'oversize', 'words'] as const).map((manner) => ({
    kind: `sender ${manner}, unit`,
    scope: 'unit',
    begin: ({ unit, random }) => {
      senders.behave(unit, manner, random);
      return () => senders.behave(unit, 'well', random);
    },
  }));

const relayFaults = (proxy: FaultProxy): Fault[] => [
  proxyFault(proxy, 'held'),
  proxyFault(proxy, 'half-open', { noticeMs: NOTICE_MS }),
  proxyFault(proxy, 'refused'),
  proxyFault(proxy, 'reset'),
  proxyFault(proxy, 'finished'),
  proxyFault(proxy, 'cut-answers'),
  proxyFault(proxy, 'segments', { isHarmless: true }),
  // Noise can look like the beginning of a long message: what follows is waited for until silence tells.
  proxyFault(proxy, 'noise', { allowedMs: NOTICE_MS }),
];
