import type { Clock } from '../../../ports/clock.ts';
import { OPEN_SAMPLES } from '../../limits.ts';
import { HoleMarks } from '../../log/hole-marks.ts';
import type { LogPosition, LogRecord } from '../../log/sample-log.ts';
import { lastOf, mergeSeries } from '../../series.ts';
import type { HistoryStore, LogCursor } from './history-store.ts';
import { LogProgress } from './log-progress.ts';
import { OpenData } from './open-data.ts';

/** What has come out of the log and is not in blocks yet, and how far the log has been read. */
export class FollowedLog {
  readonly progress: LogProgress;
  open = new OpenData();
  /** Newest sample time seen, ms since the epoch; 0 before the first. */
  newestTime: number;
  private readonly store: HistoryStore;
  private readonly clock: Clock;

  constructor(store: HistoryStore, clock: Clock, cursor: LogCursor) {
    this.store = store;
    this.clock = clock;
    this.progress = new LogProgress(cursor);
    // Days close by the newest sample there is, also when nothing new arrives after a start.
    this.newestTime = 0;
    for (const time of store.blocks.lastTimes().values()) this.newestTime = Math.max(this.newestTime, time);
  }

  /** Takes what was just committed; when memory is full it stays in the log for later. */
  take(record: LogRecord): void {
    if (record.position.id === this.progress.id + 1 && this.open.count < OPEN_SAMPLES) this.add(record);
  }

  /** The next record of the log. One that is damaged leaves a hole. */
  add(record: LogRecord): void {
    this.progress.take(record, this.clock.nowMs());
    if (!record.samples) {
      this.markHole(record.firstTime);
      return;
    }
    this.open.add(record.samples);
    const { length, sourceTime } = record.samples;
    for (let i = 0; i < length; i++) if (sourceTime[i]! > this.newestTime) this.newestTime = sourceTime[i]!;
  }

  /** Everything up to the head is missing from the log. */
  addMissing(head: LogPosition): void {
    this.markHole(this.newestTime);
    this.progress.skip(head);
  }

  /** Hands over what is open; what comes from now on is kept apart. */
  takeOpen(): OpenData {
    const { open } = this;
    this.open = new OpenData();
    return open;
  }

  /** What was handed over could not be written. */
  putBack(open: OpenData): void {
    open.addAll(this.open);
    this.open = open;
  }

  /** Newest sample time of every point, by id. */
  lastTimes(): Map<number, number> {
    const times = this.store.blocks.lastTimes();
    for (const point of this.open.points()) {
      const { time, length } = this.open.series(point);
      times.set(point, Math.max(times.get(point) ?? 0, time[length - 1]!));
    }
    return times;
  }

  /** The newest recorded sample of a point by its id, whatever its quality; undefined when there is none. */
  newest(point: number): { time: number; value: number; quality: number } | undefined {
    // What is open may be older than what is packed: the past is imported, and late samples come.
    const known = mergeSeries([this.store.blocks.newest(point), lastOf(this.open.series(point))]);
    const { length, time, value, quality } = lastOf(known);
    return length === 0 ? undefined : { time: time[0]!, value: value[0]!, quality: quality[0]! };
  }

  /** A record is missing and nobody knows of which points: none of them holds its value beyond `fromMs`. */
  private markHole(fromMs: number): void {
    const marks = new HoleMarks();
    marks.addUnknown(this.lastTimes(), fromMs);
    this.open.add(marks.toBatch());
  }
}
