import { QUALITY, worstQuality } from '../../../domain/quality.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ReadingSink } from '../../../ports/driver.ts';
import type { MessageCounters } from '../message-counters.ts';
import { judgeTime } from '../message-time.ts';
import type { Publication } from '../session-answers.ts';
import { type Asking, afterAsking, afterBirth, firstAsking } from './asking.ts';
import type { SparkplugCodec } from './codec.ts';
import type { EdgeNode, MetricPoint, Scope } from './edge-nodes.ts';
import { BOOLEAN, decodeMetric, decodeMetricText, encodeMetric } from './metric-value.ts';
import { type NamedMetric, type NodeState, type NodeStep, stepNode, UNKNOWN_NODE } from './node-state.ts';
import type { SparkplugPayload } from './payload.ts';
import { commandTopic, filtersFor, NODE_SCOPE, parseTopic, type SparkplugTopic } from './topic.ts';

/** A birth lists every metric of its node, so it may be larger than other messages. */
export const MAX_SPARKPLUG_BYTES = 1_048_576;

export interface HostEvents {
  readonly sink: ReadingSink;
  alive(device: string): void;
  /** Sends a request for a rebirth, once, whatever becomes of it. */
  ask(request: Publication): void;
}

interface Known {
  readonly node: EdgeNode;
  state: NodeState;
  asking: Asking;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * The receiving side of Sparkplug B for one session with the broker: what was born is understood, what was missed is
 * asked for again. Holds no queue and no values.
 */
export class SparkplugHost {
  private readonly codec: SparkplugCodec;
  private readonly events: HostEvents;
  private readonly clock: Clock;
  private readonly counters: MessageCounters;
  private readonly nodes: readonly Known[];

  constructor(
    nodes: readonly EdgeNode[],
    codec: SparkplugCodec,
    events: HostEvents,
    clock: Clock,
    counters: MessageCounters,
  ) {
    this.codec = codec;
    this.events = events;
    this.clock = clock;
    this.counters = counters;
    const asking = firstAsking(clock.monotonicMs());
    this.nodes = nodes.map((node) => ({ node, state: UNKNOWN_NODE, asking }));
  }

  get filters(): readonly string[] {
    return this.nodes.flatMap(({ node }) => filtersFor(node.group, node.node));
  }

  /** Answers whether the message was one of ours. Retained ones are of unknown age and never part of a sequence. */
  receive(topic: string, bytes: Buffer, retained: boolean): boolean {
    const place = parseTopic(topic);
    const known = place && this.nodes.find(({ node }) => node.group === place.group && node.node === place.node);
    if (!place || !known) return false;
    if (bytes.length > MAX_SPARKPLUG_BYTES) this.counters.noteOversized(topic, bytes.length);
    else if (!retained) this.read(known, place, topic, bytes);
    return true;
  }

  /** The broker does not let us have what this filter names. */
  refuse(filter: string): void {
    const refused = this.nodes.flatMap(({ node }) => (isOf(filter, node) ? [...node.scopes.values()] : []));
    for (const scope of refused) this.markBad(scope, QUALITY['bad-unsupported']);
    if (refused.length > 0) this.events.sink.flush();
  }

  /**
   * To be called every second while the broker is heard. A node sends what changes only, and the broker tells of its
   * death: as long as it is born, what it said last is so.
   */
  tick(): void {
    for (const known of this.nodes) {
      if (known.state.life !== 'born') this.askAgain(known);
      for (const [id, scope] of known.node.scopes) {
        if (known.state.births.has(id)) this.events.alive(scope.device);
      }
    }
  }

  /** The command that puts `raw` into a metric; undefined while its device is not born, or when its type has no such value. */
  command(device: string, name: string, raw: number): Publication | undefined {
    for (const { node, state } of this.nodes) {
      const id = [...node.scopes].find(([, scope]) => scope.device === device)?.[0];
      const type = id === undefined ? undefined : state.births.get(id)?.types.get(name);
      if (id === undefined || type === undefined) continue;
      const value = encodeMetric(raw, type);
      const payload = value && this.codec.encode([{ name, type, value }], this.clock.nowMs());
      return payload && { topic: commandTopic(node.group, node.node, id), payload, qos: 0 };
    }
    return undefined;
  }

  private read(known: Known, place: SparkplugTopic, topic: string, bytes: Buffer): void {
    const payload = this.codec.decode(bytes);
    if (!payload) {
      this.counters.noteUndecodable(topic, bytes);
      return;
    }
    const scope = known.node.scopes.get(place.scope);
    const now = this.clock.nowMs();
    const step = stepNode(known.state, { ...place, payload }, scope?.names ?? NO_NAMES, now);
    known.state = step.state;
    this.counters.noteHistorical(payload.metrics.filter((metric) => metric.isHistorical).length);
    this.follow(known, step);
    if (scope) this.deliver(scope, place, step, payload, now);
    if (place.type === 'NBIRTH' && step.state.life === 'born') known.asking = afterBirth(known.asking);
    this.events.sink.flush();
  }

  /** What a message means beyond its values. */
  private follow(known: Known, { gone, isLost }: NodeStep): void {
    if (isLost) this.askAgain(known);
    if (gone === 'all') {
      for (const scope of known.node.scopes.values()) this.markBad(scope, QUALITY['bad-not-connected']);
    }
  }

  private deliver(scope: Scope, place: SparkplugTopic, step: NodeStep, payload: SparkplugPayload, now: number): void {
    if (step.gone === 'scope') this.markBad(scope, QUALITY['bad-not-connected']);
    for (const value of step.values) this.deliverValue(scope.points.get(value.name) ?? [], value, now);
    if (!step.state.births.has(place.scope)) return;
    if (place.type === 'NBIRTH' || place.type === 'DBIRTH') this.markUnborn(scope, payload);
    this.events.alive(scope.device);
  }

  private deliverValue(points: readonly MetricPoint[], { type, metric, time }: NamedMetric, now: number): void {
    const judged = judgeTime({ expected: time !== undefined, claimed: time, retained: false }, now, 0);
    for (const { index, isText } of points) {
      const decoded = isText ? decodeMetricText(metric, type) : decodeMetric(metric, type);
      const quality = worstQuality(decoded.quality, judged.quality);
      if (isText) this.events.sink.text(index, decoded.text ?? '', quality, judged.time);
      else this.events.sink.reading(index, decoded.value, quality, judged.time);
    }
  }

  /** A birth names every metric there is (6.4.19): a point for another one has none. */
  private markUnborn(scope: Scope, payload: SparkplugPayload): void {
    const born = new Set(payload.metrics.map((metric) => metric.name));
    for (const [name, points] of scope.points) {
      if (!born.has(name)) this.markPoints(points, QUALITY['bad-unsupported']);
    }
  }

  private markBad(scope: Scope, quality: number): void {
    for (const points of scope.points.values()) this.markPoints(points, quality);
  }

  private markPoints(points: readonly MetricPoint[], quality: number): void {
    const now = this.clock.nowMs();
    for (const { index, isText } of points) {
      if (isText) this.events.sink.text(index, '', quality, now);
      else this.events.sink.reading(index, Number.NaN, quality, now);
    }
  }

  private askAgain(known: Known): void {
    const now = this.clock.monotonicMs();
    if (now < known.asking.notBefore) return;
    known.asking = afterAsking(known.asking, now);
    const { group, node } = known.node;
    const value = { kind: 'boolean', flag: true } as const;
    const payload = this.codec.encode([{ name: 'Node Control/Rebirth', type: BOOLEAN, value }], this.clock.nowMs());
    this.events.ask({ topic: commandTopic(group, node, NODE_SCOPE), payload, qos: 0 });
  }
}

const isOf = (filter: string, { group, node }: EdgeNode): boolean => filtersFor(group, node).includes(filter);
