import type { MissingHistory, MissingReason } from '../../../domain/missing-history.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { HistoryColumns, HistorySamples } from '../../../ports/historian.ts';
import { holdMsOf } from '../../limits.ts';
import type { PointRegister, RegisteredPoint } from '../../point-register.ts';
import { chooseColumnMs } from '../../sinks/embedded/column-width.ts';
import type { EmbeddedHistorian } from '../../sinks/embedded/embedded-historian.ts';
import { namesOf } from '../../sinks/influxdb/wide-lines.ts';
import { PAGE_SAMPLES } from '../../transfer/limits.ts';
import type { SamplesQuestion } from '../../transfer/read-samples.ts';
import type { OlderHistory } from '../older-history.ts';
import type { SourcePart } from '../source-part.ts';
import { findSeam } from './find-seam.ts';
import { type JoinFrame, joinAnswer } from './join-answer.ts';

export interface JoinedDependencies {
  readonly embedded: EmbeddedHistorian;
  /** Absent when no database is configured to be read. */
  readonly older: OlderHistory | undefined;
  /** Raw samples that are here. */
  readonly local: (question: SamplesQuestion) => Promise<HistorySamples>;
  readonly register: PointRegister;
  readonly siteId: string;
  readonly clock: Clock;
}

const WIDEST = 10_000;
/** Beginnings of raw ranges are rounded, so that a window that moves on finds its last answer again. */
const ROUND_MS = 60_000;

/** The local history, and before it what a database still has of the time before. */
export class JoinedHistory {
  private readonly deps: JoinedDependencies;

  constructor(deps: JoinedDependencies) {
    this.deps = deps;
  }

  /**
   * As `EmbeddedHistorian.query`. A database that fails or is slow takes nothing away: the answer has the local part and says
   * in `missing` what could not be read.
   */
  async query(tag: string, fromMs: number, toMs: number, width: number): Promise<HistoryColumns> {
    const { embedded, older, register } = this.deps;
    const local = await embedded.query(tag, fromMs, toMs, width);
    const point = register.find(tag);
    if (!older || !point || !(toMs > local.fromMs)) return local;
    const frame = await this.frameOf(local, point, Math.min(WIDEST, Math.max(1, Math.floor(width))));
    if (frame.seamMs <= local.fromMs) return local;
    const answer = await older.part(this.rangeOf(frame, point), frame.columnMs);
    if (!answer.ok) return { ...local, missing: missingOf(local, frame.seamMs, answer.reason) };
    return this.join(local, answer.part, frame);
  }

  /**
   * Raw samples, page by page as `HistoryReader.samples` gives them: those of the database up to where the local ones begin,
   * then these. What comes from there is good, because bad samples never were written there. Rejects with POINT_NOT_FOUND, or
   * with HISTORY_SOURCE_FAILED: raw data that is not complete must not look as if it were.
   */
  async samples(question: SamplesQuestion): Promise<HistorySamples> {
    const { older, siteId, register, local } = this.deps;
    const { tag, fromMs, toMs, most } = question;
    const point = register.find(tag);
    if (!older || !point || !(toMs > fromMs)) return local(question);
    const seamMs = await this.seamOf(point.id, Math.max(0, fromMs), toMs, 0);
    if (seamMs <= fromMs) return local(question);
    const limit = Math.max(1, Math.min(PAGE_SAMPLES, Math.floor(most)));
    const range = { fromMs: Math.max(0, fromMs), toMs: Math.min(toMs, seamMs) };
    const page = await older.samples({ names: namesOf(siteId, point), ...range }, limit);
    if (page.length === 0 && seamMs < toMs) return local({ ...question, fromMs: seamMs });
    const nextMs = page.length === limit ? page.time[limit - 1]! + 1 : seamMs;
    const { time, value, quality } = page;
    return {
      tag,
      time: time.slice(),
      value: value.slice(),
      quality: quality.slice(),
      nextMs: nextMs < toMs ? nextMs : null,
    };
  }

  /** Cuts off what the database is asked. */
  async stop(): Promise<void> {
    await this.deps.older?.stop();
  }

  private seamOf(point: number, fromMs: number, toMs: number, columnMs: number): Promise<number> {
    return this.deps.embedded.read(async ({ store, readerOf }) =>
      findSeam(store, readerOf(point), { point, fromMs, toMs, columnMs }),
    );
  }

  private async frameOf(local: HistoryColumns, point: RegisteredPoint, width: number): Promise<JoinFrame> {
    const { fromMs, toMs } = local;
    const seamMs = await this.seamOf(point.id, fromMs, toMs, local.columnMs);
    const columnMs = local.columnMs || chooseColumnMs(toMs - fromMs, width);
    const startMs = Math.floor(fromMs / columnMs) * columnMs;
    const length = Math.ceil((toMs - startMs) / columnMs);
    return { seamMs, columnMs, startMs, length, width, holdMs: holdMsOf(point) };
  }

  /** The range with what may still hold at its beginning. */
  private rangeOf({ seamMs, columnMs, startMs, length, holdMs }: JoinFrame, point: RegisteredPoint) {
    const fromMs = Math.max(0, Math.floor((startMs - holdMs) / ROUND_MS) * ROUND_MS);
    return { names: namesOf(this.deps.siteId, point), fromMs, toMs: Math.min(seamMs, startMs + length * columnMs) };
  }

  private join(local: HistoryColumns, part: SourcePart, frame: JoinFrame): HistoryColumns {
    const newest = local.columnMs === 0 ? (local.time.at(-1) ?? 0) : 0;
    return joinAnswer(local, part, frame, Math.max(this.deps.clock.nowMs(), newest));
  }
}

/** What is not there at all; null when local data that is coarser stands in. */
function missingOf(local: HistoryColumns, seamMs: number, reason: MissingReason): MissingHistory | null {
  const firstGood = local.good.findIndex((share) => share > 0);
  const hereFrom = firstGood < 0 ? Number.POSITIVE_INFINITY : local.time[firstGood]!;
  const toMs = Math.min(seamMs, hereFrom, local.toMs);
  return toMs <= local.fromMs + local.columnMs ? null : { fromMs: local.fromMs, toMs, reason };
}
