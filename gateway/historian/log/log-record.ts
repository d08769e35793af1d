import { isBad } from '../../domain/quality.ts';
import type { SampleBatch } from '../../domain/sample.ts';
import type { NewLoss } from './loss.ts';

/** A place in the log: everything up to and including batch `id`, and how many samples that is since the log began. */
export interface LogPosition {
  readonly id: number;
  /** Samples of any quality. */
  readonly all: number;
  /** Samples with a value (quality not bad). */
  readonly usable: number;
}

export const LOG_START: LogPosition = { id: 0, all: 0, usable: 0 };

/** What is known of a batch without its samples. Times are source timestamps. */
export interface BatchInfo {
  readonly position: LogPosition;
  readonly count: number;
  readonly usable: number;
  /** Samples among them that only mark where a hole begins. */
  readonly marks: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** Compressed, bytes. */
  readonly size: number;
  readonly writtenAt: number;
  /** Known to be damaged; told as a loss already. */
  readonly isDamaged: boolean;
}

export interface LogRecord extends BatchInfo {
  /** Undefined when the record is damaged; it has been set aside. `point` holds registered ids. */
  readonly samples: SampleBatch | undefined;
}

/** One post of the main thread, with registered point ids. */
export interface LogEntry {
  readonly seq: number;
  readonly samples: SampleBatch;
  /** Samples among them that only mark where a hole begins. */
  readonly marks?: number;
  /** What did not reach the log before this post. */
  readonly losses?: readonly NewLoss[];
}

type Row = Record<string, unknown>;

const COLUMNS = [
  ...['id', 'first_time', 'last_time', 'count', 'usable', 'end_all', 'end_usable'],
  ...['written_at', 'size', 'marks', 'damaged'],
];

/** The columns that are not the samples themselves, for writing. */
export const INFO_COLUMNS = COLUMNS.join(', ');

/** The same for reading: a damaged file may hold numbers that are none here, which must not end the reading. */
export const INFO_SELECT = COLUMNS.map(
  (name) => `max(min(${name}, ${Number.MAX_SAFE_INTEGER}), ${Number.MIN_SAFE_INTEGER}) AS ${name}`,
).join(', ');

export function infoOf(row: Row): BatchInfo {
  return {
    position: { id: Number(row.id), all: Number(row.end_all), usable: Number(row.end_usable) },
    count: Number(row.count),
    usable: Number(row.usable),
    marks: Number(row.marks),
    firstTime: Number(row.first_time),
    lastTime: Number(row.last_time),
    size: Number(row.size),
    writtenAt: Number(row.written_at),
    isDamaged: row.damaged !== 0,
  };
}

/** What is noted beside the samples; times are 0 when there are none. */
export function summariseBatch({ length, quality, sourceTime }: SampleBatch) {
  let usable = 0;
  let firstTime = Number.MAX_SAFE_INTEGER;
  let lastTime = 0;
  for (let i = 0; i < length; i++) {
    if (!isBad(quality[i]!)) usable++;
    firstTime = Math.min(firstTime, sourceTime[i]!);
    lastTime = Math.max(lastTime, sourceTime[i]!);
  }
  return { usable, firstTime: length > 0 ? firstTime : 0, lastTime };
}
