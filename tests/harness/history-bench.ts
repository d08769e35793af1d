import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SampleBatch } from '../../gateway/domain/sample.ts';
import { DAY_MS } from '../../gateway/historian/limits.ts';
import { SampleLog } from '../../gateway/historian/log/sample-log.ts';
import { PointRegister } from '../../gateway/historian/point-register.ts';
import type { HistorianPoint, HistoryRetention } from '../../gateway/historian/settings.ts';
import { EmbeddedHistorian } from '../../gateway/historian/sinks/embedded/embedded-historian.ts';
import { HistoryStore } from '../../gateway/historian/sinks/embedded/history-store.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';

export const START = Date.UTC(2026, 0, 5);
export const START_DAY = START / DAY_MS;
export const MINUTE = 60_000;
export const BAD = 129;

/** Has id 1. */
export const POWER: HistorianPoint = {
  ...{ index: 0, tag: 'CH-1.power', kind: 'number', unit: 'kW', equipment: 'CH-1' },
  ...{ equipmentClass: 'chiller', area: 'plant', name: 'power', deadband: 0 },
};
/** Has id 2. */
export const ENERGY: HistorianPoint = {
  ...POWER,
  ...{ index: 1, tag: 'CH-1.energy', kind: 'counter', unit: 'kWh', name: 'energy' },
};

/** A value of NaN is a bad sample. */
export type Sample = readonly [point: number, time: number, value: number];

function batchOf(samples: readonly Sample[]): SampleBatch {
  return {
    length: samples.length,
    point: Uint32Array.from(samples, ([point]) => point),
    value: Float64Array.from(samples, ([, , value]) => value),
    quality: Uint8Array.from(samples, ([, , value]) => (Number.isNaN(value) ? BAD : 0)),
    sourceTime: Float64Array.from(samples, ([, time]) => time),
  };
}

/** A historian on a folder of its own, whose clock stands after everything that is written. */
export class HistoryBench {
  readonly clock = new ManualClock(START);
  readonly folder = mkdtempSync(join(tmpdir(), 'plantroom-history-'));
  private readonly retention: HistoryRetention;
  private seq = 0;
  register!: PointRegister;
  log!: SampleLog;
  store!: HistoryStore;
  historian!: EmbeddedHistorian;

  constructor(retention: Partial<HistoryRetention> = {}) {
    this.retention = { rawMs: 30 * DAY_MS, ...retention };
    this.open();
  }

  open(): void {
    const file = { folder: this.folder, clock: this.clock, logger: silentLogger };
    this.register = new PointRegister(file);
    this.register.register([POWER, ENERGY]);
    this.log = new SampleLog(file);
    this.store = new HistoryStore(file);
    const { log, store, register, clock, retention } = this;
    this.historian = new EmbeddedHistorian({ log, store, register, clock, logger: silentLogger, retention });
  }

  /** As after a crash: nothing is packed, nothing is said goodbye. */
  async reopen(): Promise<void> {
    this.close();
    this.open();
    await this.historian.catchUp();
  }

  write(samples: readonly Sample[]): void {
    for (const [, time] of samples) this.clock.stepWall(Math.max(0, time + 1 - this.clock.nowMs()));
    for (const record of this.log.commit('s', [{ seq: ++this.seq, samples: batchOf(samples) }]))
      this.historian.take(record);
  }

  /** Packs, and tidies until there is nothing left to do. */
  async settle(): Promise<void> {
    await this.historian.pack();
    do await this.historian.tick();
    while (this.historian.hasWork);
  }

  /** Lets the wall clock and the newest sample move on to a day after START, and everything be done that is due then. */
  async passTo(day: number): Promise<void> {
    this.write([[1, START + day * DAY_MS, 1]]);
    this.clock.advance(3_600_000);
    await this.settle();
  }

  close(): void {
    this.log.close();
    this.store.close();
    this.register.close();
  }

  remove(): void {
    this.close();
    rmSync(this.folder, { recursive: true });
  }
}
