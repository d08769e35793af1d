import type { SampleBatch } from '../../../gateway/domain/sample.ts';
import { DAY_MS } from '../../../gateway/historian/limits.ts';
import { SampleLog } from '../../../gateway/historian/log/sample-log.ts';
import { PointRegister } from '../../../gateway/historian/point-register.ts';
import type { HistorianPoint } from '../../../gateway/historian/settings.ts';
import { EmbeddedHistorian } from '../../../gateway/historian/sinks/embedded/embedded-historian.ts';
import { HistoryStore } from '../../../gateway/historian/sinks/embedded/history-store.ts';
import { ManualClock } from '../../harness/manual-clock.ts';
import { silentLogger } from '../../harness/silent-logger.ts';

/** The embedded historian without its thread, on a clock that moves with the data: a year passes in seconds. */
export class VirtualHistory {
  readonly clock: ManualClock;
  readonly store: HistoryStore;
  readonly historian: EmbeddedHistorian;
  private readonly register: PointRegister;
  private readonly log: SampleLog;
  private readonly ids: Uint32Array;
  private seq = 0;
  samples = 0;

  constructor(folder: string, points: readonly HistorianPoint[], startMs: number) {
    this.clock = new ManualClock(startMs);
    const file = { folder, clock: this.clock, logger: silentLogger };
    this.register = new PointRegister(file);
    this.ids = this.register.register(points);
    this.log = new SampleLog(file);
    this.store = new HistoryStore(file);
    const { clock, store, register, log } = this;
    const retention = { rawMs: 4_000 * DAY_MS, minutesMs: 4_000 * DAY_MS };
    this.historian = new EmbeddedHistorian({ log, store, register, clock, logger: silentLogger, retention });
  }

  /** Takes samples by point index; `batch` is not kept. */
  take({ length, ...batch }: SampleBatch): void {
    if (length === 0) return;
    const samples = {
      length,
      point: batch.point.slice(0, length).map((index) => this.ids[index]!),
      value: batch.value.slice(0, length),
      quality: batch.quality.slice(0, length),
      sourceTime: batch.sourceTime.slice(0, length),
    };
    this.samples += length;
    this.clock.stepWall(Math.max(0, samples.sourceTime[length - 1]! + 1 - this.clock.nowMs()));
    for (const record of this.log.commit('bench', [{ seq: ++this.seq, samples }])) this.historian.take(record);
  }

  async pack(): Promise<void> {
    await this.historian.pack();
  }

  /** Closes every day before the present one. */
  async settle(): Promise<void> {
    await this.historian.pack();
    do await this.historian.tick();
    while (this.historian.hasWork);
  }

  /** What the file holds, by what it is for, in bytes per sample. */
  bytesPerSample(): { total: number; blocks: number; rollups: number } {
    const sum = (table: string): number =>
      Number(this.store.database.prepare(`SELECT coalesce(sum(length(bytes)), 0) AS n FROM ${table}`).get()?.n);
    const per = (bytes: number): number => Math.round((1_000 * bytes) / this.samples) / 1_000;
    return { total: per(this.store.bytes()), blocks: per(sum('blocks')), rollups: per(sum('rollups')) };
  }

  /** What is not in blocks yet is in the log. */
  async close(): Promise<void> {
    await this.historian.pack();
    this.log.close();
    this.store.close();
    this.register.close();
  }
}
