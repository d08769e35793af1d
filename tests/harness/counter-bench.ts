import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { CounterDesk } from '../../gateway/historian/counters/counter-desk.ts';
import type { Told } from '../../gateway/historian/counters/counters.fixtures.ts';
import { DAY_MS } from '../../gateway/historian/limits.ts';
import { SampleLog } from '../../gateway/historian/log/sample-log.ts';
import { PointRegister } from '../../gateway/historian/point-register.ts';
import type { HistorianPoint } from '../../gateway/historian/settings.ts';
import { EmbeddedHistorian } from '../../gateway/historian/sinks/embedded/embedded-historian.ts';
import { HistoryStore } from '../../gateway/historian/sinks/embedded/history-store.ts';
import type { CounterIncrement } from '../../gateway/ports/historian.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';

const power: HistorianPoint = {
  ...{ index: 1, tag: 'F01.p_total', kind: 'number', unit: 'kW', equipment: 'F01', equipmentClass: 'meter' },
  ...{ area: 'b2', name: 'p_total', deadband: 0 },
};

/** One meter in an embedded historian on a folder of its own, whose clock stands after everything that is written. */
export class CounterBench {
  readonly clock: ManualClock;
  readonly point: HistorianPoint;
  private readonly folder = mkdtempSync(join(tmpdir(), 'plantroom-counter-'));
  private seq = 0;
  private register!: PointRegister;
  private log!: SampleLog;
  private store!: HistoryStore;
  private historian!: EmbeddedHistorian;
  desk!: CounterDesk;

  constructor(startMs: number, change: Partial<HistorianPoint> = {}) {
    this.clock = new ManualClock(startMs);
    this.point = { ...power, index: 0, tag: 'F01.e_import', kind: 'counter', unit: 'kWh', name: 'e_import', ...change };
    this.open();
  }

  /** Readings of the counter, or of the power beside it, in the order they arrive. */
  write(readings: readonly Told[], index = 0): void {
    for (const [time] of readings) this.clock.stepWall(Math.max(0, time + 1 - this.clock.nowMs()));
    const samples = {
      length: readings.length,
      point: Uint32Array.from(readings, () => index + 1),
      value: Float64Array.from(readings, ([, value]) => value),
      quality: Uint8Array.from(readings, ([, value]) => (Number.isNaN(value) ? QUALITY['bad-timeout'] : QUALITY.good)),
      sourceTime: Float64Array.from(readings, ([time]) => time),
    };
    for (const record of this.log.commit('s', [{ seq: ++this.seq, samples }])) this.historian.take(record);
  }

  writePower(readings: readonly Told[]): void {
    this.write(readings, 1);
  }

  async do(what: 'pack' | 'settle' | 'reopen' | 'none'): Promise<void> {
    if (what === 'pack') await this.historian.pack();
    if (what === 'reopen') await this.reopen();
    if (what === 'settle') await this.settle();
  }

  increments(edges: readonly number[]): Promise<readonly CounterIncrement[]> {
    return this.historian.increments([this.point.tag], edges);
  }

  close(): void {
    this.closeFiles();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Packs and condenses every day before today. */
  private async settle(): Promise<void> {
    await this.historian.pack();
    do await this.historian.tick();
    while (this.historian.hasWork);
  }

  private async reopen(): Promise<void> {
    this.closeFiles();
    this.open();
    await this.historian.catchUp();
  }

  private open(): void {
    const file = { folder: this.folder, clock: this.clock, logger: silentLogger };
    this.register = new PointRegister(file);
    this.register.register([this.point, power]);
    this.log = new SampleLog(file);
    this.store = new HistoryStore(file);
    const { log, store, register, clock } = this;
    const retention = { rawMs: 30 * DAY_MS };
    this.historian = new EmbeddedHistorian({ log, store, register, clock, logger: silentLogger, retention });
    this.desk = new CounterDesk({ embedded: this.historian, clock });
  }

  private closeFiles(): void {
    this.log.close();
    this.store.close();
    this.register.close();
  }
}
