import { BatchBuilder, type SampleBatch } from '../../gateway/domain/sample.ts';
import type { RegisteredPoint } from '../../gateway/historian/point-register.ts';
import { loadNodeCodec } from '../../gateway/historian/sinks/sparkplug/codec.ts';
import { LatestSamples } from '../../gateway/historian/sinks/sparkplug/latest-samples.ts';
import { planNode } from '../../gateway/historian/sinks/sparkplug/node-plan.ts';
import { type NodeMessage, NodeVoice } from '../../gateway/historian/sinks/sparkplug/node-voice.ts';
import { topicsOf } from '../../gateway/historian/sinks/sparkplug/topics.ts';
import { StrictHost } from './sparkplug-host.ts';

const KINDS = ['number', 'boolean', 'enum', 'counter'] as const;

/** Points 4 and 8 are numbers, 1, 5 and 9 booleans, 2 and 6 enums, 3 and 7 counters; on three devices by turns. */
export const pointOf = (id: number): RegisteredPoint => ({
  ...{ id, index: id, kind: KINDS[id % 4]!, unit: id % 4 === 0 ? '℃' : '', deadband: 0 },
  ...{ equipment: `E${id % 3}`, name: `p${id}`, tag: `E${id % 3}.p${id}`, equipmentClass: 'c', area: 'a' },
  title: { en: `Point ${id}`, zh: `点${id}` },
});
export const POINTS: readonly RegisteredPoint[] = Array.from({ length: 9 }, (_, id) => pointOf(id + 1));

const codec = await loadNodeCodec();

/** A node that speaks to a strict host, over nothing but bytes. `say` answers how many messages that took. */
export function createVoice() {
  const plan = planNode(POINTS);
  const latest = new LatestSamples(plan);
  const voice = new NodeVoice(plan, latest, topicsOf('G', 'N'), '1.2.3');
  const host = new StrictHost();
  const say = (messages: Iterable<NodeMessage>): number => {
    const all = [...messages];
    for (const { topic, payload } of all) host.receive(topic, codec.encode(payload));
    return all.length;
  };
  return { latest, voice, host, say };
}

export type Row = readonly [point: number, value: number, quality: number, time: number];

export function batchOf(...rows: Row[]): SampleBatch {
  const batch = new BatchBuilder();
  for (const [point, value, quality, time] of rows) batch.add(point, value, quality, time);
  return batch;
}
