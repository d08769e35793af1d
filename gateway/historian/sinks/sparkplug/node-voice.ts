import type { org } from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import { isGood, QUALITY } from '../../../domain/quality.ts';
import type { SampleBatch } from '../../../domain/sample.ts';
import type { Lane } from '../progress/lanes.ts';
import { isOlder, type LatestSamples, type Sample } from './latest-samples.ts';
import { DATA_TYPE, type DevicePlan, type MetricPlan, type NodePlan } from './node-plan.ts';
import { isDeviceLost, isLost } from './quality.ts';
import type { NodeTopics } from './topics.ts';
import { birthMetric, dataMetric, type WireMetric } from './wire-metric.ts';

export type WirePayload = org.eclipse.tahu.protobuf.IPayload;

/** What is to be published. */
export interface NodeMessage {
  readonly topic: string;
  readonly payload: WirePayload;
}

const SEQUENCES = 256;
/** Brokers limit the size of a message; this is about 20 kB. */
const LARGEST_MESSAGE = 500;

interface Entry extends Sample {
  readonly metric: MetricPlan;
}

/**
 * Puts what is to be told into messages, in the one order hosts accept: a birth of the node, births of its devices, then
 * data, each with the next sequence number. Messages are made as they are taken, so that no number is spent on one that
 * is never sent. What was told last decides what is news and what is history.
 */
export class NodeVoice {
  private readonly plan: NodePlan;
  private readonly latest: LatestSamples;
  private readonly topics: NodeTopics;
  private readonly version: string;
  private sequence = 0;
  private readonly toldTime: Float64Array;
  private readonly toldQuality: Uint8Array;
  private readonly dead = new Set<DevicePlan>();

  constructor(plan: NodePlan, latest: LatestSamples, topics: NodeTopics, version: string) {
    this.plan = plan;
    this.latest = latest;
    this.topics = topics;
    this.version = version;
    this.toldTime = new Float64Array(plan.size);
    this.toldQuality = new Uint8Array(plan.size);
  }

  /** The will, and what is said before leaving. It has no sequence number (6.4.25). */
  death(bdSeq: number, nowMs: number): NodeMessage {
    return { topic: this.topics.node('NDEATH'), payload: { timestamp: nowMs, metrics: [bdSeqMetric(bdSeq, nowMs)] } };
  }

  /** The node and every device with all metrics; begins a new sequence. */
  *births(bdSeq: number, nowMs: number): Generator<NodeMessage, void> {
    this.sequence = 0;
    this.dead.clear();
    const metrics: WireMetric[] = [
      bdSeqMetric(bdSeq, nowMs),
      { name: 'Node Control/Rebirth', timestamp: nowMs, datatype: DATA_TYPE.boolean, booleanValue: false },
      { name: 'Properties/Version', timestamp: nowMs, datatype: DATA_TYPE.string, stringValue: this.version },
    ];
    yield this.inSequence(this.topics.node('NBIRTH'), metrics, nowMs);
    for (const device of this.plan.devices) yield this.birth(device, nowMs);
  }

  /** Samples of configured points by device, oldest first. A device thought dead is born again by its first sign of life. */
  *data(lane: Lane, batches: readonly SampleBatch[], nowMs: number): Generator<NodeMessage, void> {
    for (const [device, all] of this.group(batches)) {
      const entries = this.dead.has(device) ? all.filter(({ quality }) => !isLost(quality)) : all;
      if (entries.length > 0 && this.dead.delete(device)) yield this.birth(device, nowMs);
      for (let from = 0; from < entries.length; from += LARGEST_MESSAGE) {
        const metrics = entries.slice(from, from + LARGEST_MESSAGE).map((entry) => this.tell(entry, lane, nowMs));
        yield this.inSequence(this.topics.device('DDATA', device.id), metrics, nowMs);
      }
    }
  }

  /** Devices of which everything told last is that they do not answer (5.7: the node tells their death). */
  *deaths(nowMs: number): Generator<NodeMessage, void> {
    for (const device of this.plan.devices) {
      if (this.dead.has(device) || !isDeviceLost(device.metrics.map(({ slot }) => this.toldQuality[slot]!))) continue;
      this.dead.add(device);
      yield this.inSequence(this.topics.device('DDEATH', device.id), undefined, nowMs);
    }
  }

  private birth(device: DevicePlan, nowMs: number): NodeMessage {
    const metrics = device.metrics.map((metric) => {
      const sample = this.latest.get(metric.slot);
      const isHeard = this.latest.isHeard(metric.slot);
      this.toldTime[metric.slot] = sample?.time ?? Number.NaN;
      this.toldQuality[metric.slot] = sample ? (isHeard ? sample.quality : OF_OLD) : QUALITY['bad-waiting'];
      return birthMetric(metric, sample, isHeard, nowMs);
    });
    return this.inSequence(this.topics.device('DBIRTH', device.id), metrics, nowMs);
  }

  private tell(entry: Entry, lane: Lane, nowMs: number): WireMetric {
    const { slot } = entry.metric;
    const isHistorical = lane === 'replay' || isOlder(entry.time, this.toldTime[slot]!, nowMs);
    const wasGood = isHistorical || isGood(this.toldQuality[slot]!);
    if (!isHistorical) {
      this.toldTime[slot] = entry.time;
      this.toldQuality[slot] = entry.quality;
    }
    return dataMetric(entry.metric, entry, { isHistorical, wasGood });
  }

  private group(batches: readonly SampleBatch[]): Map<DevicePlan, Entry[]> {
    const byDevice = new Map<DevicePlan, Entry[]>();
    for (const { length, point, value, quality, sourceTime } of batches) {
      for (let i = 0; i < length; i++) {
        const place = this.plan.find(point[i]!);
        if (!place) continue;
        const entries = byDevice.get(place.device) ?? [];
        byDevice.set(place.device, entries);
        entries.push({ metric: place.metric, time: sourceTime[i]!, value: value[i]!, quality: quality[i]! });
      }
    }
    for (const entries of byDevice.values()) entries.sort((a, b) => a.time - b.time);
    return byDevice;
  }

  private inSequence(topic: string, metrics: WireMetric[] | undefined, nowMs: number): NodeMessage {
    const seq = this.sequence;
    this.sequence = (seq + 1) % SEQUENCES;
    return { topic, payload: { timestamp: nowMs, seq, ...(metrics ? { metrics } : {}) } };
  }
}

/** What an earlier run has recorded says nothing of whether the device answers now. */
const OF_OLD = QUALITY['uncertain-old'];

/** Int64 (5.4); without an alias, so that any host understands it. */
const bdSeqMetric = (bdSeq: number, nowMs: number): WireMetric => ({
  ...{ name: 'bdSeq', timestamp: nowMs, datatype: DATA_TYPE.int64, longValue: bdSeq },
});
