import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { HistoryLoss, LossTotal } from '../../domain/history-loss.ts';
import { LATEST_TIME } from '../limits.ts';
import { countBehind } from '../sinks/progress/lanes.ts';
import { INFO_SELECT, infoOf, type LogPosition } from './log-record.ts';
import { LOG_FILE } from './log-schema.ts';
import { LogView } from './log-view.ts';

/** What is told of the newest losses; the rest is told by their sums. */
const NEWEST_LOSSES = 20;

/** How far a follower has come, as it saved it: up to a second ago, the embedded historian at its last packing. */
export interface CursorSummary {
  readonly sink: string;
  /** Everything up to this batch is stored there. */
  readonly batch: number;
  readonly behindSamples: number;
  /** Samples it never got, because they were deleted first. */
  readonly evictedSamples: number | null;
  readonly lastStoredAt: number | null;
}

export interface LogSummary {
  readonly folder: string;
  /** The oldest and the newest batch; null when there is none. */
  readonly oldest: { readonly position: number; readonly writtenAt: number; readonly sourceTime: number } | null;
  readonly newest: LogPosition;
  /** Samples in the log now. */
  readonly samples: number;
  /** Of the file and its write-ahead file. */
  readonly bytes: number;
  readonly cursors: readonly CursorSummary[];
  readonly damagedRecords: number;
  readonly losses: readonly LossTotal[];
  readonly newestLosses: readonly HistoryLoss[];
}

const place = z.object({ id: z.number(), samples: z.number() });
const savedCursor = z.object({
  counts: z.enum(['usable', 'all']).default('usable'),
  lanes: z.object({ tail: place, liveFrom: place, live: place }),
  evicted: z.number().default(0),
  lastStoredAt: z.number().nullable().default(null),
});

/** What the log of a data folder looks like at this moment; changes nothing. See `openReadOnly` for refusals. */
export function summariseLog(folder: string): LogSummary {
  const view = new LogView(folder);
  try {
    const { head: newest } = view;
    const row = view.database.prepare(`SELECT ${INFO_SELECT} FROM batches ORDER BY batches.id LIMIT 1`).get();
    const first = row && infoOf(row);
    const before = first ? first.position.all - first.count : newest.all;
    const damaged = view.database.prepare('SELECT count(*) AS n FROM damaged').get();
    return {
      folder,
      oldest: first ? { position: first.position.id, writtenAt: first.writtenAt, sourceTime: first.firstTime } : null,
      newest,
      samples: newest.all - before,
      bytes: sizeOf(join(folder, LOG_FILE.name)) + sizeOf(join(folder, `${LOG_FILE.name}-wal`)),
      cursors: [...embeddedCursor(folder, view), ...sinkCursors(view, newest)],
      damagedRecords: Number(damaged?.n),
      losses: view.losses.totals(),
      newestLosses: view.losses.list(0, LATEST_TIME).slice(0, NEWEST_LOSSES),
    };
  } finally {
    view.close();
  }
}

function sinkCursors({ database }: LogView, head: LogPosition): CursorSummary[] {
  const hasCursors = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'cursors'").get();
  if (!hasCursors) return [];
  return database
    .prepare('SELECT sink, state FROM cursors ORDER BY sink')
    .all()
    .flatMap(({ sink, state }) => {
      const saved = savedCursor.safeParse(JSON.parse(String(state)));
      if (!saved.success) return [];
      const { counts, lanes, evicted, lastStoredAt } = saved.data;
      const behindSamples = countBehind(lanes, { id: head.id, samples: head[counts] });
      return [{ sink: String(sink), batch: lanes.tail.id, behindSamples, evictedSamples: evicted, lastStoredAt }];
    });
}

const packedUpTo = z.object({ log: z.string(), id: z.number(), all: z.number() });

/** The embedded history's file says how much of the log is in it; what is not is read from the log at the next start. */
function embeddedCursor(folder: string, view: LogView): CursorSummary[] {
  const path = join(folder, 'history.sqlite');
  if (!existsSync(path)) return [];
  const history = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    const row = history.prepare("SELECT value FROM meta WHERE key = 'cursor'").get();
    const cursor = packedUpTo.safeParse(JSON.parse(String(row?.value ?? 'null')));
    const uuid = view.database.prepare("SELECT value FROM meta WHERE key = 'uuid'").get()?.value;
    const { id, all } = cursor.success && cursor.data.log === uuid ? cursor.data : { id: 0, all: 0 };
    const behindSamples = Math.max(0, view.head.all - all);
    return [{ sink: 'embedded', batch: id, behindSamples, evictedSamples: null, lastStoredAt: null }];
  } finally {
    history.close();
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
