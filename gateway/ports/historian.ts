import type { CounterCorrection, IncrementQuality } from '../domain/counter-correction.ts';
import type { HistoryLoss, LossTotal } from '../domain/history-loss.ts';
import type { MeterReplacement } from '../domain/meter-replacement.ts';
import type { MissingHistory } from '../domain/missing-history.ts';
import type { SampleBatch } from '../domain/sample.ts';

/** One column of a trend: everything that happened in [from, from + widthMs). A spike is never hidden. */
export interface HistoryColumns {
  readonly tag: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Length of one column; 0 when the columns are the raw samples themselves. */
  readonly columnMs: number;
  /** Start of the column (or the sample's source time). */
  readonly time: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Time-weighted mean of the good part. */
  readonly mean: Float64Array;
  readonly last: Float64Array;
  /** Share of the column covered by good samples, 0–1; 0 is a gap. */
  readonly good: Float32Array;
  /** Older history that was asked for and could not be read from the database that has it; absent when nothing is missing. */
  readonly missing?: MissingHistory | null;
}

/** Rise of a counter in one bucket. The increments of any buckets add up to the difference of the readings. */
export interface CounterIncrement {
  readonly point: number;
  readonly bucketStartMs: number;
  readonly increment: number;
  /** Part of it that was worked out: the shape of a gap, a reset. */
  readonly estimated: number;
  /** Share of the bucket for which readings exist, 0–1. */
  readonly coverage: number;
  /** Share of the bucket between two readings, however far apart, 0–1; where it is 0 nothing is known. */
  readonly known: number;
  /** The worst of what lies in the bucket. */
  readonly quality: IncrementQuality;
}

export interface CursorState {
  readonly sink: string;
  /** Samples written to the log and not yet proven stored in this sink. */
  readonly behindSamples: number;
  readonly behindMs: number;
  readonly storedSamples: number;
  /** Refused by the server and waiting for a person. */
  readonly quarantinedSamples: number;
  /** Older than the server keeps data: not stored there, and not worth another try. */
  readonly expiredSamples?: number;
  /** Never stored there: damaged or deleted in the log before, or pushed out of a full quarantine. */
  readonly lostSamples?: number;
  /** What a deliberate re-send still has to look through. */
  readonly repeatingSamples?: number;
  /** The embedded history: samples that came when only rollups of their day were left; not stored. */
  readonly lateSamples?: number;
  /** The embedded history: blocks and rollups that could not be read and were set aside. */
  readonly damagedRows?: number;
  /** Sinks that take commands: those that were not obeyed, since the start. */
  readonly ignoredCommands?: number;
  readonly lastError: string | null;
  readonly lastStoredAt: number | null;
}

/** Why a sample did not reach the log. The first four lose something; of the other two nothing is missed. */
export type DropReason = 'queue-full' | 'disk-refused' | 'worker-down' | 'closed' | 'same-moment' | 'invalid';

/** What became of every live sample since the start: accepted = logged + waiting + filtered + all that was dropped, at any moment. */
export interface SampleFlow {
  readonly accepted: number;
  /** On disk. */
  readonly logged: number;
  /** In memory, on the way to the disk. */
  readonly waiting: number;
  /** Not worth keeping: within the deadband of what was kept before. */
  readonly filtered: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
}

export interface HistorianStatus {
  readonly loggedSamples: number;
  readonly droppedSamples: number;
  readonly logBytes: number;
  readonly historyBytes: number;
  readonly cursors: readonly CursorState[];
  readonly flow: SampleFlow;
  /** What is missing, by kind and sink, since the log began. */
  readonly losses: readonly LossTotal[];
  /** Records of the log that could not be read and were set aside. */
  readonly damagedRecords: number;
  readonly healthy: boolean;
  readonly problem: string | null;
}

/** A page of raw samples of one point, in order of time. A bad sample has the value NaN. */
export interface HistorySamples {
  readonly tag: string;
  readonly time: Float64Array;
  readonly value: Float64Array;
  readonly quality: Uint8Array;
  /** Where the next page begins; null when the range is done. */
  readonly nextMs: number | null;
}

/** What became of the samples of one backfill; together they are its length. */
export interface BackfillResult {
  /** New ones, durable. */
  readonly written: number;
  /** The historian had another value at that very moment; now it has this one. */
  readonly replaced: number;
  /** The historian had the same already. */
  readonly present: number;
  /** Older than raw samples are kept: they could not be joined to what is left of their day. */
  readonly tooOld: number;
  /** Of no known point, or with a time that is none or lies in the future. */
  readonly invalid: number;
}

/** Questions about the past. Each rejects with HISTORY_UNAVAILABLE when the store cannot answer. */
export interface HistoryReader {
  query(tag: string, fromMs: number, toMs: number, width: number): Promise<HistoryColumns>;
  /** Increments of counter points for consecutive buckets; `edgesMs` are the n+1 edges of n buckets. */
  increments(tags: readonly string[], edgesMs: readonly number[]): Promise<readonly CounterIncrement[]>;
  /** Where these counters did not plainly count, oldest first. Rejects with POINT_NOT_FOUND for what is no counter. */
  corrections(tags: readonly string[], fromMs: number, toMs: number): Promise<readonly CounterCorrection[]>;
  /** Declared exchanges of one meter or the newest 1000 of all, newest first; also those that were taken back. */
  meterReplacements(tag?: string): Promise<readonly MeterReplacement[]>;
  /** Losses whose source times touch the range, the newest 1000 of them, latest first. */
  losses(fromMs: number, toMs: number): Promise<readonly HistoryLoss[]>;
  /** Raw samples with from ≤ time < to, at most `most` of them (and never more than 20 000 at once). */
  samples(tag: string, fromMs: number, toMs: number, most: number): Promise<HistorySamples>;
  /** The newest sample of each point not after `atMs`, as a batch of their indexes; points without one are left out. */
  newest(points: readonly number[], atMs: number): Promise<SampleBatch>;
}

/** A value one server refused, kept until a person decides. */
export interface QuarantineEntry {
  readonly id: number;
  readonly sink: string;
  readonly tag: string;
  readonly sourceTime: number;
  readonly value: number;
  /** Of the server, in its words. */
  readonly reason: string;
  readonly foundAt: number;
  /** A person asked for it to be sent once more; it goes away when it is proven stored. */
  readonly isRetrying: boolean;
}

/** A page of the quarantine: at most `limit` entries with ids above `after`, oldest first; of one sink, or of all. */
export interface QuarantinePage {
  readonly sink?: string | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Entries of one sink; all of them without `ids`. */
export interface QuarantineChoice {
  readonly sink: string;
  readonly ids?: readonly number[] | undefined;
}

/** What a deliberate re-send will cover: everything with a source time from `from` on. */
export interface ReplayStart {
  readonly sink: string;
  /** Not earlier than asked for; later when the log does not reach that far back. */
  readonly from: number;
  /** Samples that the sink gets once more. */
  readonly samples: number;
}

/** A meter was exchanged; `tag` is the counter of its position, `by` the person who says so. */
export interface MeterExchange {
  readonly tag: string;
  readonly atMs: number;
  readonly finalReading: number;
  readonly startReading: number;
  readonly serialBefore: string | null;
  readonly serialAfter: string | null;
  readonly note: string;
  readonly by: string;
}

/** Whether the energy of a jump was used; `atMs` is the time of the first reading after it. */
export interface JumpDecision {
  readonly tag: string;
  readonly atMs: number;
  readonly isAccepted: boolean;
  readonly note: string;
  readonly by: string;
}

/** Deeds on the stored past, asked for by a person. Each rejects with HISTORY_UNAVAILABLE when the store cannot do it. */
export interface HistorianUpkeep {
  quarantine(page: QuarantinePage): Promise<readonly QuarantineEntry[]>;
  /** Sends them again at the sink's next turn; resolves with how many. Rejects with SINK_NOT_FOUND. */
  retryQuarantined(choice: QuarantineChoice): Promise<number>;
  /** Forgets them for good; resolves with how many. Rejects with SINK_NOT_FOUND. */
  dropQuarantined(choice: QuarantineChoice): Promise<number>;
  /**
   * Declares an exchange; its time moves to where the register broke off, if it did so within half a day. The same again
   * changes nothing. Rejects with POINT_NOT_FOUND, METER_TIME_REFUSED, METER_FINAL_REFUSED or METER_START_REFUSED.
   */
  replaceMeter(exchange: MeterExchange): Promise<MeterReplacement>;
  /** Takes an exchange back; twice is as good as once. Rejects with METER_REPLACEMENT_NOT_FOUND. */
  undoReplacement(id: number, by: string): Promise<MeterReplacement>;
  /** The last word on a jump counts. Rejects with POINT_NOT_FOUND or COUNTER_JUMP_NOT_FOUND. */
  decideJump(decision: JumpDecision): Promise<CounterCorrection>;
  /** Sends a sink everything since `fromMs` once more, beside live data. Rejects with SINK_NOT_FOUND or SINK_CANNOT_REPEAT. */
  replay(sink: string, fromMs: number): Promise<ReplayStart>;
}

/** The long-term store. All disk work happens in a worker thread; no call blocks the caller. */
export interface Historian {
  readonly reader: HistoryReader;
  readonly upkeep: HistorianUpkeep;
  /** Takes a copy. Never throws and never waits; when its bounded queue is full the samples are dropped and counted. */
  append(batch: SampleBatch): void;
  /**
   * Takes samples of the past, 20 000 at most, and resolves when they are durable in the log, from where every sink gets
   * them. Nothing is thinned out, no alarm sees them. Sending the same again changes nothing; with `isTrial` nothing changes
   * at all. Waits its turn; rejects with REQUEST_TOO_MANY when too many wait, with HISTORY_UNAVAILABLE when it is not certain.
   */
  backfill(batch: SampleBatch, isTrial?: boolean): Promise<BackfillResult>;
  /** Told after each backfill which points it was about. Returns the unsubscription. */
  onBackfill(listener: (points: ReadonlySet<number>) => void): () => void;
  /** Everything appended before this call is durable when it resolves. */
  flush(): Promise<void>;
  status(): Promise<HistorianStatus>;
  close(): Promise<void>;
}
