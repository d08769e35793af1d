import type { MissingReason } from '../../domain/missing-history.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Series } from '../series.ts';
import { AnswerCache } from './answer-cache.ts';
import { SourceFailure } from './failure.ts';
import { AT_ONCE, PAGE_SAMPLES, PAUSE_MS, WAIT_MS, WAITING } from './limits.ts';
import type { SeriesRange, Source } from './source.ts';
import { readPart, type SourcePart } from './source-part.ts';
import { Turns } from './turns.ts';

export type OlderAnswer =
  | { readonly ok: true; readonly part: SourcePart }
  | { readonly ok: false; readonly reason: MissingReason };

export interface OlderDependencies {
  readonly source: Source;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Failures of one question; the others may be answered all the same. */
const OWN_FAULTS = new Set<MissingReason>(['too-large', 'busy']);

/** Asks the source of older history politely: few questions at once, none for a while after a failure, and nobody waits for long. */
export class OlderHistory {
  private readonly deps: OlderDependencies;
  private readonly turns = new Turns(AT_ONCE, WAITING);
  private readonly cache: AnswerCache;
  private readonly underWay = new Map<string, Promise<OlderAnswer>>();
  private pausedUntil = Number.NEGATIVE_INFINITY;
  private lastFailure: MissingReason | null = null;
  /** Somebody waited in vain and nothing was answered since. */
  private isSlow = false;

  constructor(deps: OlderDependencies) {
    this.deps = deps;
    this.cache = new AnswerCache(deps.clock);
  }

  /**
   * What the source has of the range, in buckets that fit into columns of `columnMs` when there is much. Resolves within
   * WAIT_MS; an answer that comes later is kept for the next time the same is asked. Never rejects.
   */
  async part(range: SeriesRange, columnMs: number): Promise<OlderAnswer> {
    const key = JSON.stringify([range.names, range.fromMs, range.toMs, columnMs]);
    const known = this.cache.get(key);
    if (known) return { ok: true, part: known };
    if (this.isPaused) return { ok: false, reason: this.lastFailure ?? 'unreachable' };
    const reading = this.underWay.get(key) ?? this.begin(key, range, columnMs);
    return this.isSlow ? { ok: false, reason: 'slow' } : this.inTime(reading);
  }

  /** A page of raw samples: the first ones of the range, PAGE_SAMPLES at most. Rejects with a SourceFailure. */
  async samples(range: SeriesRange, limit: number): Promise<Series> {
    if (this.isPaused) throw new SourceFailure(this.lastFailure ?? 'unreachable', 'failed a moment ago');
    const { source } = this.deps;
    try {
      const page = await this.turns.run(() => source.samples(range, Math.min(PAGE_SAMPLES, Math.max(1, limit))));
      this.noteSuccess();
      return page;
    } catch (error) {
      throw this.noteFailure(error);
    }
  }

  /** Cuts off what is under way. */
  async stop(): Promise<void> {
    this.deps.source.close();
    await Promise.all(this.underWay.values());
  }

  private get isPaused(): boolean {
    return this.deps.clock.monotonicMs() < this.pausedUntil;
  }

  private begin(key: string, range: SeriesRange, columnMs: number): Promise<OlderAnswer> {
    const reading = this.read(key, range, columnMs);
    this.underWay.set(key, reading);
    return reading;
  }

  private async read(key: string, range: SeriesRange, columnMs: number): Promise<OlderAnswer> {
    try {
      const part = await this.turns.run(() => readPart(this.deps.source, range, columnMs));
      this.cache.set(key, part);
      this.noteSuccess();
      return { ok: true, part };
    } catch (error) {
      return { ok: false, reason: this.noteFailure(error).reason };
    } finally {
      this.underWay.delete(key);
    }
  }

  private inTime(reading: Promise<OlderAnswer>): Promise<OlderAnswer> {
    return new Promise((resolve) => {
      const timer = this.deps.clock.after(WAIT_MS, () => {
        this.isSlow = true;
        resolve({ ok: false, reason: 'slow' });
      });
      void reading.then((answer) => {
        timer.cancel();
        resolve(answer);
      });
    });
  }

  private noteSuccess(): void {
    const { logger, source } = this.deps;
    if (this.lastFailure !== null) logger.info({ source: source.id }, 'older history can be read again');
    this.lastFailure = null;
    this.isSlow = false;
  }

  private noteFailure(error: unknown): SourceFailure {
    const failure =
      error instanceof SourceFailure
        ? error
        : new SourceFailure('unreadable', error instanceof Error ? error.message : String(error));
    const { logger, source, clock } = this.deps;
    if (OWN_FAULTS.has(failure.reason)) return failure;
    if (this.lastFailure === null)
      logger.warn(
        { source: source.id, reason: failure.reason, detail: failure.detail },
        'older history cannot be read',
      );
    this.lastFailure = failure.reason;
    this.isSlow = false;
    this.pausedUntil = clock.monotonicMs() + PAUSE_MS;
    return failure;
  }
}
