import type { SampleBatch } from '../../../domain/sample.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { CursorStore } from '../../log/cursor-store.ts';
import type { LogRecord, SampleLog } from '../../log/sample-log.ts';
import type { LanePacer, Turn } from '../progress/lane-pacer.ts';
import { hasGap, type Lane, type LaneWork } from '../progress/lanes.ts';
import { collect, type RepeatLane } from '../progress/repeat-lane.ts';
import type { SinkProgress } from '../progress/sink-progress.ts';
import type { Delivery } from './deliver.ts';
import type { LineWriter } from './line-writer.ts';
import { type LineBuilder, type WideLine, without } from './wide-lines.ts';

export interface LaneSenderDependencies {
  readonly id: string;
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly clock: Clock;
  readonly lines: LineBuilder;
  readonly writer: LineWriter;
  readonly progress: SinkProgress;
  readonly repeat: RepeatLane;
  readonly pacer: LanePacer;
}

const NOTHING: Delivery = { outcome: 'delivered', refused: [], proven: undefined };

/** Takes the next samples of a lane to the server and moves the lane's place when they are stored or set aside. */
export class LaneSender {
  private readonly deps: LaneSenderDependencies;
  private work: LaneWork | undefined;

  constructor(deps: LaneSenderDependencies) {
    this.deps = deps;
  }

  /** Whose turn it is. Decided anew before each `send`. */
  turn(now: number, idleMs: number): Turn {
    const { progress, repeat, pacer } = this.deps;
    this.work = progress.next();
    const hasLive = this.work?.lane === 'live';
    return pacer.turn({ hasLive, hasReplay: hasGap(progress.lanes) || repeat.isActive }, now, idleMs);
  }

  /** An outage's backlog goes before what a person wants again. */
  send(lane: Lane): Promise<Delivery> {
    const { lanes } = this.deps.progress;
    if (lane === 'live' && this.work) return this.sendLogged(this.work, this.deps.pacer.chunkSamples);
    if (!hasGap(lanes)) return this.sendAgain();
    const work: LaneWork = { lane: 'replay', afterId: lanes.tail.id, upToId: lanes.liveFrom.id };
    return this.sendLogged(work, this.deps.pacer.replaySamples);
  }

  /** Lines of samples, without the values that this sink has refused before. */
  linesOf(batches: readonly SampleBatch[]): readonly WideLine[] {
    const lines = this.deps.lines.build(batches);
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || !last) return lines;
    return without(lines, this.deps.cursors.quarantine.known(this.deps.id, first.timeMs, last.timeMs));
  }

  private async sendLogged(work: LaneWork, limit: number): Promise<Delivery> {
    const { log, progress } = this.deps;
    const records = collect(log, work.afterId, work.upToId, limit);
    const delivery = await this.deliver(work.lane, samplesOf(records));
    if (delivery.outcome !== 'delivered') return delivery;
    if (records.length === 0) progress.skipMissing(work);
    progress.settle(work.lane, records, delivery.refused.filter(({ isExpired }) => isExpired).length);
    return delivery;
  }

  private async sendAgain(): Promise<Delivery> {
    const work = this.deps.repeat.next(this.deps.pacer.replaySamples);
    if (!work) return NOTHING;
    const delivery = await this.deliver('replay', work.batches);
    if (delivery.outcome === 'delivered') work.done();
    return delivery;
  }

  private async deliver(lane: Lane, batches: readonly SampleBatch[]): Promise<Delivery> {
    const { pacer, clock, writer, progress } = this.deps;
    const lines = this.linesOf(batches);
    const startedAt = clock.monotonicMs();
    const delivery = lines.length === 0 ? NOTHING : await writer.deliver(lines);
    const samples = batches.reduce((sum, { length }) => sum + length, 0);
    pacer.note(lane, samples, startedAt, clock.monotonicMs());
    progress.setAside(delivery.refused.filter(({ isExpired }) => !isExpired));
    return delivery;
  }
}

const samplesOf = (records: readonly LogRecord[]): SampleBatch[] =>
  records.flatMap(({ samples }) => (samples ? [samples] : []));
