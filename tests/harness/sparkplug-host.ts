import sparkplug from 'sparkplug-payload';
import type { org } from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';

const { Payload } = proto.org.eclipse.tahu.protobuf;
const reference = sparkplug.get('spBv1.0');
type Metric = org.eclipse.tahu.protobuf.Payload.IMetric;
type Value = number | boolean | null;

/** Everything this host was told about one metric at one moment. */
export interface HeardSample {
  readonly value: Value;
  readonly quality: number;
  /** For each time it was told as data, whether as history. Births are not counted here. */
  readonly asHistory: boolean[];
}

interface BornMetric {
  readonly device: string;
  readonly name: string;
  readonly type: number;
}

const FIELDS: Readonly<Record<number, 'intValue' | 'longValue' | 'doubleValue' | 'booleanValue' | 'stringValue'>> = {
  ...{ 3: 'intValue', 4: 'longValue', 10: 'doubleValue', 11: 'booleanValue', 12: 'stringValue' },
};

/**
 * A Sparkplug host application for tests. It understands nothing it has not been told in order, and writes down every
 * breach of the specification. Births and data end up in `heard`, by `device/metric@time`.
 */
export class StrictHost {
  readonly faults: string[] = [];
  readonly heard = new Map<string, HeardSample>();
  /** What came, with the device or the bdSeq: `NBIRTH 3`, `DDATA pump`. */
  readonly story: string[] = [];
  /** Properties of the newest birth, by `device/metric`. */
  readonly properties = new Map<string, Readonly<Record<string, unknown>>>();
  private nextSequence: number | undefined;
  private bdSeq: number | undefined;
  private readonly metrics = new Map<number, BornMetric>();
  private readonly devices = new Set<string>();

  /** Takes what a broker delivers; commands and states are no business of a host. */
  receive(topic: string, bytes: Uint8Array, packet: { readonly retain?: boolean } = {}): void {
    const [namespace, , verb = '', , device = ''] = topic.split('/');
    if (namespace !== 'spBv1.0' || !/^[ND](BIRTH|DATA|DEATH)$/.test(verb)) return;
    const payload = Payload.decode(bytes);
    const sequence = Object.hasOwn(payload, 'seq') ? Number(payload.seq) : undefined;
    this.require(packet.retain !== true && Object.hasOwn(payload, 'timestamp'), `${verb} is retained or has no time`);
    if (verb === 'NDEATH') this.nodeDeath(payload.metrics, sequence);
    else this.inSequence(verb, device, sequence, bytes);
  }

  private inSequence(verb: string, device: string, sequence: number | undefined, bytes: Uint8Array): void {
    const payload = Payload.decode(bytes);
    if (verb === 'NBIRTH') this.nodeBirth(payload.metrics, sequence);
    this.require(sequence === this.nextSequence, `${verb} ${device}: sequence ${sequence} for ${this.nextSequence}`);
    this.nextSequence = ((sequence ?? 0) + 1) % 256;
    if (verb === 'NBIRTH' || verb === 'DBIRTH') this.compareWithReference(bytes);
    if (verb === 'DBIRTH') this.deviceBirth(device, payload.metrics);
    if (verb === 'DDATA' || verb === 'NDATA') this.data(device, payload.metrics);
    if (verb === 'DDEATH') this.deviceDeath(device);
  }

  /** Times a sample was told, as history and as news. */
  count(history: boolean): number {
    return [...this.heard.values()].flatMap(({ asHistory }) => asHistory).filter((each) => each === history).length;
  }

  private nodeBirth(metrics: readonly Metric[], sequence: number | undefined): void {
    const bdSeq = metrics.find(({ name }) => name === 'bdSeq');
    const rebirth = metrics.find(({ name }) => name === 'Node Control/Rebirth');
    this.require(sequence === 0, 'NBIRTH does not begin the sequence');
    this.require(bdSeq?.datatype === 4 && !has(bdSeq, 'alias'), 'bdSeq is no bare Int64');
    this.require(rebirth?.booleanValue === false && !has(rebirth, 'alias'), 'no bare Node Control/Rebirth');
    this.bdSeq = Number(bdSeq?.longValue);
    this.nextSequence = 0;
    this.metrics.clear();
    this.devices.clear();
    this.devices.add('');
    this.story.push(`NBIRTH ${this.bdSeq}`);
    for (const metric of metrics) this.born('', metric);
  }

  private nodeDeath(metrics: readonly Metric[], sequence: number | undefined): void {
    const isBare = sequence === undefined && metrics.length === 1 && metrics[0]?.name === 'bdSeq';
    this.require(isBare, 'NDEATH holds more than bdSeq');
    const bdSeq = Number(metrics[0]?.longValue);
    this.story.push(`NDEATH ${bdSeq}`);
    if (bdSeq !== this.bdSeq) return;
    this.nextSequence = undefined;
    this.devices.clear();
  }

  private deviceBirth(device: string, metrics: readonly Metric[]): void {
    this.require(this.devices.has(''), `DBIRTH ${device} without a node`);
    this.story.push(`DBIRTH ${device}`);
    this.devices.add(device);
    for (const metric of metrics) this.born(device, metric);
  }

  private born(device: string, metric: Metric): void {
    const { name = '', datatype } = metric;
    const isWhole = name !== '' && FIELDS[datatype ?? 0] !== undefined && has(metric, 'timestamp');
    this.require(isWhole, `birth of ${device}/${name} without name, type or time`);
    this.properties.set(`${device}/${name}`, propertiesOf(metric));
    const born: BornMetric = { device, name: String(name), type: Number(datatype) };
    if (has(metric, 'alias')) {
      const known = this.metrics.get(Number(metric.alias));
      const isOwn = known === undefined || (known.device === device && known.name === name);
      this.require(isOwn, `alias ${metric.alias} has two metrics`);
      this.metrics.set(Number(metric.alias), born);
    }
    if (device !== '' && readValue(metric, born.type) !== null) this.note(born, metric, undefined);
  }

  private data(device: string, metrics: readonly Metric[]): void {
    this.require(this.devices.has(device), `DDATA of ${device}, which is not born`);
    this.story.push(`DDATA ${device}`);
    let newest = 0;
    for (const metric of metrics) {
      const born = this.metrics.get(Number(metric.alias));
      const isBare = !metric.name && !metric.datatype && has(metric, 'timestamp');
      this.require(isBare, `data of ${device} with name or type, or without time`);
      this.require(born?.device === device, `${device}: alias ${metric.alias} is not born`);
      if (born) this.note(born, metric, metric.isHistorical === true);
      if (metric.isHistorical) continue;
      this.require(Number(metric.timestamp) >= newest, `${device}: not in order of time`);
      newest = Number(metric.timestamp);
    }
  }

  private deviceDeath(device: string): void {
    this.require(this.devices.has(device), `DDEATH of ${device}, which is not born`);
    this.story.push(`DDEATH ${device}`);
    this.devices.delete(device);
  }

  private note({ device, name, type }: BornMetric, metric: Metric, isHistory: boolean | undefined): void {
    const key = `${device}/${name}@${Number(metric.timestamp)}`;
    const value = readValue(metric, type);
    const quality = Number(propertiesOf(metric).Quality ?? 192);
    const known = this.heard.get(key);
    this.require(known === undefined || known.value === value, `${key}: ${known?.value} and ${value}`);
    const asHistory = known?.asHistory ?? [];
    if (isHistory !== undefined) asHistory.push(isHistory);
    this.heard.set(key, { value, quality, asHistory });
  }

  /** The decoder most hosts in this language use reads births as we do. */
  private compareWithReference(bytes: Uint8Array): void {
    const own = Payload.decode(bytes).metrics;
    reference?.decodePayload(bytes).metrics?.forEach(({ name, value }, at) => {
      const metric = own[at];
      const mine = metric ? readValue(metric, Number(metric.datatype)) : undefined;
      const theirs = typeof value === 'object' && value !== null ? Number(value) : value;
      if (metric?.datatype !== 12) this.require(Object.is(mine, theirs), `${name}: ${mine}, others read ${theirs}`);
    });
  }

  private require(isRight: boolean, fault: string): void {
    if (!isRight) this.faults.push(`after ${this.story.length} messages: ${fault}`);
  }
}

const has = (metric: Metric, field: keyof Metric): boolean => Object.hasOwn(metric, field);

function readValue(metric: Metric, type: number): Value {
  const field = FIELDS[type];
  if (metric.isNull || field === undefined || !has(metric, field)) return null;
  const value = metric[field];
  if (type === 3) return Number(value) | 0;
  return typeof value === 'boolean' ? value : Number(value);
}

function propertiesOf({ properties }: Metric): Record<string, unknown> {
  const values = properties?.values ?? [];
  const read = values.map(({ intValue, stringValue, type }) => (type === 3 ? intValue : stringValue));
  return Object.fromEntries((properties?.keys ?? []).map((key, at) => [key, read[at]]));
}
