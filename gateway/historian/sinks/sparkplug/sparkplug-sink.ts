import type { SampleBatch } from '../../../domain/sample.ts';
import type { CursorState } from '../../../ports/historian.ts';
import type { LogPosition, LogRecord } from '../../log/sample-log.ts';
import { hasGap, type LaneWork } from '../progress/lanes.ts';
import type { LogSink } from '../progress/log-sink.ts';
import { SinkProgress, type SinkProgressDependencies } from '../progress/sink-progress.ts';
import type { EdgeNode } from './edge-node.ts';
import type { LatestSamples } from './latest-samples.ts';
import type { NodePlan } from './node-plan.ts';
import type { NodeVoice } from './node-voice.ts';
import { Pause } from './pause.ts';
import { RESEND_WINDOW_MS } from './resend-window.ts';
import { unknownSamples } from './unknown-samples.ts';

/** Live data is gathered this long: fewer, larger messages. */
const LIVE_EVERY_MS = 500;
const LIVE_SAMPLES = 10_000;
/** History is for hosts to store, not to look at: little at a time, so that live data never waits long behind it. */
const HISTORY_SAMPLES = 1_000;
const HISTORY_SAMPLES_PER_SECOND = 5_000;
const IDLE_MS = 5_000;
const RETRY_MS = 5_000;
/** At the end the goodbye may take this long; then the line is cut, and the broker sends the will. */
const STOP_WITHIN_MS = 2_000;

export interface SparkplugSinkDependencies extends Omit<SinkProgressDependencies, 'counts' | 'resendWindowMs'> {
  readonly plan: NodePlan;
  readonly latest: LatestSamples;
  readonly voice: NodeVoice;
  /** Fills `latest` with what was recorded before. Never rejects. */
  readonly restore: () => Promise<void>;
  /** Loads what is needed for the broker. */
  readonly createNode: (events: NodeHooks) => Promise<EdgeNode>;
}

export interface NodeHooks {
  readonly onNews: () => void;
  readonly onRewind: () => void;
  readonly onBirth: () => void;
}

/** Follows the log and tells it to Sparkplug hosts: births with what is true now, live data as it comes, history beside it. */
export class SparkplugSink implements LogSink {
  private readonly deps: SparkplugSinkDependencies;
  readonly counts = 'all';
  private readonly progress: SinkProgress;
  private readonly pause: Pause;
  private node: EdgeNode | undefined;
  private failure: string | null = null;
  private liveAt = Number.NEGATIVE_INFINITY;
  private historyAt = Number.NEGATIVE_INFINITY;
  private isStopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(deps: SparkplugSinkDependencies) {
    this.deps = deps;
    this.progress = new SinkProgress({ ...deps, counts: 'all', resendWindowMs: RESEND_WINDOW_MS });
    this.pause = new Pause(deps.clock);
  }

  /** Batches up to here were taken by the broker, longer ago than the resend window. */
  get safeId(): number {
    return this.progress.safeId;
  }

  get id(): string {
    return this.deps.id;
  }

  /** Whether batch `id` would be missed here. */
  needs(id: number): boolean {
    return this.progress.needs(id);
  }

  start(): void {
    this.running = this.run();
  }

  wake(records: readonly LogRecord[]): void {
    const now = this.deps.clock.nowMs();
    for (const { samples } of records) if (samples) this.deps.latest.take(samples, now);
    if (this.node?.isBorn) this.pause.wake();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.node?.stop();
    this.pause.wake();
    const cutOff = this.deps.clock.after(STOP_WITHIN_MS, () => this.node?.cut());
    await this.running;
    cutOff.cancel();
    this.progress.save();
  }

  noteDeleted(position: LogPosition): void {
    this.progress.noteDeleted(position);
  }

  status(): CursorState {
    const problem = this.failure ?? this.node?.problem ?? null;
    return { ...this.progress.status(problem), ignoredCommands: this.node?.ignoredCommands ?? 0 };
  }

  private get isOver(): boolean {
    return this.isStopping && (this.node === undefined || this.node.isOver);
  }

  private async run(): Promise<void> {
    await this.deps.restore();
    while (!this.isOver) {
      const waitMs = await this.safeStep();
      if (waitMs > 0 && !this.isOver) await this.pause.sleep(waitMs);
    }
    this.node?.cut();
  }

  /** The log itself may fail (disk); that must not end the loop. */
  private async safeStep(): Promise<number> {
    try {
      const waitMs = await this.step();
      this.failure = null;
      return waitMs;
    } catch (error) {
      this.deps.logger.error({ sink: this.deps.id, err: error }, 'sink cannot follow the sample log');
      this.failure = error instanceof Error ? error.message : String(error);
      // A message may have been begun and not sent; after a birth it leaves no gap.
      this.node?.tell({ kind: 'outdated' });
      return RETRY_MS;
    }
  }

  /** Does one piece of work; returns how long to wait before the next. */
  private async step(): Promise<number> {
    const node = await this.ensureNode();
    if (await node.work()) return 0;
    this.progress.saveIfDue();
    if (!node.isBorn) return Math.min(IDLE_MS, node.waitMs);
    if (this.progress.isFarBehind) node.tell({ kind: 'outdated' });
    const work = this.nextWork();
    if (work === undefined) return (await this.tellDeaths(node)) ? Math.min(IDLE_MS, node.waitMs) : 0;
    return typeof work === 'number' ? Math.min(work, node.waitMs) : this.send(node, work);
  }

  private async ensureNode(): Promise<EdgeNode> {
    const { progress, pause } = this;
    if (this.node) return this.node;
    this.node = await this.deps.createNode({
      onNews: () => pause.wake(),
      onRewind: () => progress.repeatUnproven(),
      onBirth: () => progress.leaveToReplay(),
    });
    if (this.isStopping) this.node.stop();
    return this.node;
  }

  /** Paces both lanes. What to send, or how long to wait; undefined when everything is sent. */
  private nextWork(): LaneWork | number | undefined {
    const work = this.progress.next();
    if (!work) return undefined;
    const { lanes } = this.progress;
    const now = this.deps.clock.monotonicMs();
    const liveWait = work.lane === 'live' ? this.liveAt + LIVE_EVERY_MS - now : Number.POSITIVE_INFINITY;
    if (liveWait <= 0) return work;
    const historyWait = hasGap(lanes) ? this.historyAt - now : Number.POSITIVE_INFINITY;
    if (historyWait <= 0) return { lane: 'replay', afterId: lanes.tail.id, upToId: lanes.liveFrom.id };
    return Math.min(liveWait, historyWait);
  }

  /** Only when the broker has read all of it does the cursor move; otherwise the same is sent again after the next birth. */
  private async send(node: EdgeNode, work: LaneWork): Promise<number> {
    const { clock, voice, plan } = this.deps;
    const records = this.collect(work);
    const batches = records.flatMap(({ samples }) => (samples ? [samples] : []));
    const startedAt = clock.monotonicMs();
    if (work.lane === 'live') this.liveAt = startedAt;
    else this.historyAt = startedAt + historyMs(batches);
    for (const message of voice.data(work.lane, batches, clock.nowMs())) {
      if (!node.isBorn || !(await node.say(message))) return 0;
    }
    if (batches.length > 0 && !(await node.isHeard())) return 0;
    if (records.length === 0) this.progress.skipMissing(work);
    this.progress.setAside(unknownSamples(plan, batches));
    this.progress.settle(work.lane, records);
    return 0;
  }

  /** Devices that no longer answer, once all that was heard of them has been told. */
  private async tellDeaths(node: EdgeNode): Promise<boolean> {
    for (const message of this.deps.voice.deaths(this.deps.clock.nowMs())) {
      if (!node.isBorn || !(await node.say(message))) return false;
    }
    return true;
  }

  private collect({ lane, afterId, upToId }: LaneWork): LogRecord[] {
    const limit = lane === 'live' ? LIVE_SAMPLES : HISTORY_SAMPLES;
    const records: LogRecord[] = [];
    let samples = 0;
    for (let after = afterId; samples < limit; ) {
      const record = this.deps.log.read(after, upToId);
      if (!record) break;
      records.push(record);
      samples += record.count;
      after = record.position.id;
    }
    return records;
  }
}

const historyMs = (batches: readonly SampleBatch[]): number =>
  (batches.reduce((sum, { length }) => sum + length, 0) / HISTORY_SAMPLES_PER_SECOND) * 1_000;
