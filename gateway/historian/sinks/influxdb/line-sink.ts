import type { CursorState } from '../../../ports/historian.ts';
import type { LogPosition } from '../../log/sample-log.ts';
import { backoffMs } from '../progress/backoff.ts';
import { LanePacer } from '../progress/lane-pacer.ts';
import type { LogSink, SinkRepeating } from '../progress/log-sink.ts';
import { SinkLoop } from '../progress/sink-loop.ts';
import type { Delivery } from './deliver.ts';
import { LaneSender, type LaneSenderDependencies } from './lane-sender.ts';
import type { LineServer } from './line-server.ts';
import { Proofs, type ProofsDependencies } from './proofs.ts';
import type { StopAction } from './write-policy.ts';

const IDLE_MS = 5_000;
/** At the end a request under way may finish; then it is cut off, and sent again at the next start. */
const STOP_WITHIN_MS = 2_000;

export interface LineSinkDependencies
  extends Omit<LaneSenderDependencies, 'pacer'>,
    Omit<ProofsDependencies, 'server'> {
  readonly server: Pick<LineServer, 'closings' | 'detect' | 'createDatabase' | 'close'>;
  readonly replayPerSecond: number;
  readonly random: () => number;
}

/** Follows the log and writes it to one server: one request at a time, live data first, at its own pace. */
export class LineSink implements LogSink {
  readonly counts = 'usable';
  readonly repeating: SinkRepeating = {
    retryQuarantined: () => {
      this.deps.retry.wake();
      this.wake();
    },
    repeatFrom: (fromMs) => {
      const start = this.deps.repeat.begin(fromMs);
      this.wake();
      return start;
    },
  };
  private readonly deps: LineSinkDependencies;
  private readonly sender: LaneSender;
  private readonly proofs: Proofs;
  private readonly loop: SinkLoop;
  private isConnected = false;
  private hasTriedToCreate = false;
  private connectFailures = 0;
  private lastError: string | null = null;
  /** Until then the server is left alone, whatever arrives. */
  private quietUntil = Number.NEGATIVE_INFINITY;

  constructor(deps: LineSinkDependencies) {
    this.deps = deps;
    this.sender = new LaneSender({ ...deps, pacer: new LanePacer(deps.replayPerSecond) });
    this.proofs = new Proofs(deps);
    this.loop = new SinkLoop(deps.clock, () => this.safeStep());
  }

  get id(): string {
    return this.deps.id;
  }

  /** Batches up to here are proven in this sink, longer ago than the resend window, and nobody wants them again. */
  get safeId(): number {
    return Math.min(this.deps.progress.safeId, this.deps.repeat.holdsFrom);
  }

  /** Whether batch `id` would be missed here. */
  needs(id: number): boolean {
    return this.deps.progress.needs(id);
  }

  start(): void {
    this.loop.start();
  }

  /** New batches are in the log. */
  wake(): void {
    if (this.deps.clock.monotonicMs() >= this.quietUntil) this.loop.wake();
  }

  /** Ends after the request under way, at most STOP_WITHIN_MS; what is not sent stays in the log. */
  async stop(): Promise<void> {
    const { clock, server, progress } = this.deps;
    const cutOff = clock.after(STOP_WITHIN_MS, () => server.close());
    await this.loop.stop();
    cutOff.cancel();
    server.close();
    progress.save();
  }

  /** Batches up to `position` are gone from the log. */
  noteDeleted(position: LogPosition): void {
    this.deps.progress.noteDeleted(position);
  }

  status(): CursorState {
    const { progress, check, repeat } = this.deps;
    const status = progress.status(this.lastError ?? check?.problem ?? null);
    return { ...status, ...(repeat.isActive ? { repeatingSamples: repeat.left } : {}) };
  }

  /** The log itself may fail (disk); that must not end the loop. */
  private async safeStep(): Promise<number> {
    try {
      return await this.step();
    } catch (error) {
      this.deps.logger.error({ sink: this.deps.id, err: error }, 'sink cannot read the sample log');
      const reason = error instanceof Error ? error.message : String(error);
      return this.quiet({ reason, waitMs: backoffMs(this.connectFailures++, this.deps.random()) });
    }
  }

  /** Does one piece of work; returns how long to wait before the next. */
  private async step(): Promise<number> {
    const { clock, progress, retry } = this.deps;
    const now = clock.monotonicMs();
    if (now < this.quietUntil) return this.quietUntil - now;
    if (!this.isConnected) return this.connect();
    this.proofs.noteClosing();
    this.proofs.repeatIfDoubted();
    progress.noteTail();
    progress.saveIfDue();
    const turn = this.sender.turn(now, IDLE_MS);
    if (turn.kind === 'live') return this.after(await this.sender.send('live'));
    const delivery = (await this.proofs.look()) ?? (await retry.send());
    if (delivery) return this.after(delivery);
    return turn.kind === 'wait' ? turn.ms : this.after(await this.sender.send('replay'));
  }

  private async after({ outcome }: Delivery): Promise<number> {
    if (outcome !== 'delivered' && outcome !== 'unfinished') return this.pauseAfter(outcome);
    this.lastError = null;
    this.connectFailures = 0;
    this.proofs.noteAnswer();
    return 0;
  }

  private async connect(): Promise<number> {
    const { server, logger, id, random } = this.deps;
    const detection = await server.detect(this.connectFailures, random());
    if (!detection.ok) {
      this.connectFailures++;
      return this.quiet(detection.stop);
    }
    logger.info({ sink: id, dialect: detection.dialect }, 'sink is connected');
    this.isConnected = true;
    this.hasTriedToCreate = false;
    this.proofs.begin();
    return 0;
  }

  private async pauseAfter(action: StopAction): Promise<number> {
    if (action.kind === 'refused' && (await this.hasCreatedDatabase(action.reason))) return 0;
    if (action.kind === 'down') this.isConnected = false;
    return this.quiet(action);
  }

  private async hasCreatedDatabase(reason: string): Promise<boolean> {
    if (this.hasTriedToCreate || !reason.includes('database not found')) return false;
    this.hasTriedToCreate = true;
    return this.deps.server.createDatabase();
  }

  private quiet({ reason, waitMs }: { reason: string; waitMs: number }): number {
    if (this.lastError !== reason) this.deps.logger.warn({ sink: this.deps.id, reason }, 'sink does not take data');
    this.lastError = reason;
    this.quietUntil = this.deps.clock.monotonicMs() + waitMs;
    return waitMs;
  }
}
