import type { Clock } from '../../../ports/clock.ts';
import type { Logger } from '../../../ports/logger.ts';
import { RESEND_WINDOW_MS } from '../../limits.ts';
import type { SinkProgress } from '../progress/sink-progress.ts';
import type { StoredCheck } from '../victoriametrics/stored-check.ts';
import type { Delivery } from './deliver.ts';
import { type LineServer, StoredListError } from './line-server.ts';
import type { LineWriter } from './line-writer.ts';
import type { QuarantineRetry } from './quarantine-retry.ts';

/** What was sent again for a person is looked at this often. */
const SETTLE_EVERY_MS = 5_000;
/** A server that fails again and again, or closes every connection, must not keep us repeating ourselves. */
const REPEATS = 3;
const REPEATS_WITHIN_MS = REPEATS * RESEND_WINDOW_MS;

export interface ProofsDependencies {
  readonly id: string;
  readonly server: Pick<LineServer, 'closings'>;
  readonly writer: LineWriter;
  readonly progress: SinkProgress;
  readonly retry: QuarantineRetry;
  /** For servers whose acknowledgement proves nothing. */
  readonly check: StoredCheck | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What an acknowledgement is worth: doubts after a connection ended, and asking back where it is worth nothing. */
export class Proofs {
  private readonly deps: ProofsDependencies;
  private closingsSeen = 0;
  /** A connection ended, and nothing has been answered since. */
  private isAway = false;
  /** When the last few times everything unproven was sent again. */
  private repeatedAt: readonly number[] = [];
  private settledAt = Number.NEGATIVE_INFINITY;

  constructor(deps: ProofsDependencies) {
    this.deps = deps;
  }

  /** Begins after the server was found: nothing that is not proven is believed. */
  begin(): void {
    this.closingsSeen = this.deps.server.closings;
    this.isAway = false;
    this.deps.progress.doubt();
    this.repeatIfDoubted();
  }

  /**
   * A connection that ended while nothing was sent: the server may have been started again, or has gone. What is not
   * proven is sent again when it answers; until then it counts as stored, or eviction would tell it as lost.
   */
  noteClosing(): void {
    if (!this.hasClosed()) return;
    this.deps.progress.doubt();
    this.isAway = true;
  }

  /** The server has answered, perhaps over a new connection. */
  noteAnswer(): void {
    if (this.hasClosed()) this.deps.progress.doubt();
    this.isAway = false;
    this.repeatIfDoubted();
  }

  /** Doubts that come too often wait for each other; until they are settled nothing more counts as proven. */
  repeatIfDoubted(): void {
    const { clock, progress } = this.deps;
    const now = clock.monotonicMs();
    const recent = this.repeatedAt.filter((atMs) => now - atMs < REPEATS_WITHIN_MS);
    if (!progress.isDoubted || this.isAway || recent.length >= REPEATS) return;
    this.repeatedAt = this.repeatUnproven() ? [...recent, now] : recent;
  }

  /** Asks the server for what it was given, where that is worth something. What is missing is sent again: then this resolves with the delivery. */
  async look(): Promise<Delivery | undefined> {
    const { check, progress, writer, retry, clock } = this.deps;
    try {
      if (clock.monotonicMs() - this.settledAt >= SETTLE_EVERY_MS) {
        this.settledAt = clock.monotonicMs();
        await retry.settle();
      }
      const found = await check?.step();
      this.noteClosing();
      // A server that may have been started again has not refused what it lacks: that is sent again with all that is unproven.
      if (found?.kind === 'missing' && !progress.isDoubted) progress.setAside(found.values);
      return found?.kind === 'resend' ? await writer.deliver(found.lines) : undefined;
    } catch (error) {
      this.cannotLook(error);
      return undefined;
    }
  }

  private cannotLook(error: unknown): void {
    const { check, logger, id } = this.deps;
    const isFinal = error instanceof StoredListError && error.status >= 400 && error.status < 429;
    if (isFinal) check?.giveUp(error.message);
    else logger.debug({ sink: id, err: error }, 'what the sink stores cannot be asked back now');
  }

  /** Since it was asked last. */
  private hasClosed(): boolean {
    const { closings } = this.deps.server;
    const before = this.closingsSeen;
    this.closingsSeen = closings;
    return closings > before;
  }

  /** False when there was nothing to repeat. */
  private repeatUnproven(): boolean {
    const { progress, check, retry } = this.deps;
    const isRepeated = progress.repeatUnproven();
    check?.reset(progress.safeId);
    retry.doubt();
    return isRepeated;
  }
}
