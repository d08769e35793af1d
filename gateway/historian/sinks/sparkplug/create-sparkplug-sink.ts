import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import type { CursorStore } from '../../log/cursor-store.ts';
import type { SampleLog } from '../../log/sample-log.ts';
import type { PointRegister } from '../../point-register.ts';
import type { HistorianSettings, SparkplugSinkSettings } from '../../settings.ts';
import { TimeSlice } from '../../time-slice.ts';
import { BdSeqStore } from './bd-seq-store.ts';
import { loadNodeCodec } from './codec.ts';
import { EdgeNode } from './edge-node.ts';
import { LatestSamples, type Sample } from './latest-samples.ts';
import { type NodePlan, planNode } from './node-plan.ts';
import { NodeVoice } from './node-voice.ts';
import { type NodeHooks, SparkplugSink } from './sparkplug-sink.ts';
import { topicsOf } from './topics.ts';

export interface SparkplugContext {
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly register: PointRegister;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  /** The newest recorded sample of a point, by registered id. */
  readonly newest: (point: number) => Sample | undefined;
  /** The main side has been running all along: what was recorded last is still true. */
  readonly isContinued: boolean;
}

/** A sink that makes the gateway an edge node: node = site, devices = equipment, metrics = points. */
export function createSparkplugSink(
  settings: SparkplugSinkSettings,
  { siteId, version = 'unknown', points }: HistorianSettings,
  context: SparkplugContext,
): SparkplugSink {
  const { log, cursors, clock, logger } = context;
  const topics = topicsOf(settings.group, settings.node ?? siteId);
  const plan = planNode(points.map(({ tag }) => context.register.find(tag)).filter((point) => point !== undefined));
  const latest = new LatestSamples(plan);
  const voice = new NodeVoice(plan, latest, topics, version);
  const clientId = settings.clientId ?? `plantroom-${siteId}-${settings.id}`;
  const shared = { ...context, settings, clientId, topics, voice, bdSeqs: new BdSeqStore(log.database) };
  return new SparkplugSink({
    ...{ id: settings.id, log, cursors, clock, logger, plan, latest, voice },
    restore: () => restore(plan, latest, context),
    createNode: async (hooks: NodeHooks) => {
      const [library, codec] = await Promise.all([import('mqtt'), loadNodeCodec()]);
      return new EdgeNode({ ...shared, ...hooks, library: library.default, codec });
    },
  });
}

async function restore(plan: NodePlan, latest: LatestSamples, context: SparkplugContext): Promise<void> {
  const slice = new TimeSlice(context.clock);
  try {
    for (const { slot, alias } of plan.devices.flatMap(({ metrics }) => metrics)) {
      const sample = context.newest(alias);
      if (sample) latest.restore(slot, sample, context.isContinued);
      await slice.pause();
    }
  } catch (error) {
    context.logger.error({ err: error }, 'the last values are not known; the first births say so');
  }
}
