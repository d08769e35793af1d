import { onTestFinished } from 'vitest';
import { CursorStore } from '../../gateway/historian/log/cursor-store.ts';
import { SampleLog } from '../../gateway/historian/log/sample-log.ts';
import type { RegisteredPoint } from '../../gateway/historian/point-register.ts';
import { EMPTY_SERIES } from '../../gateway/historian/series.ts';
import type { LineSinkSettings } from '../../gateway/historian/settings.ts';
import { createLineSink } from '../../gateway/historian/sinks/influxdb/create-line-sink.ts';
import type { LineSink } from '../../gateway/historian/sinks/influxdb/line-sink.ts';
import type { PastBlocks } from '../../gateway/historian/sinks/progress/past-samples.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import { silentLogger } from './silent-logger.ts';
import { tempFolder } from './temp-folder.ts';

const NO_PAST: PastBlocks = { lastTimes: () => new Map(), days: () => [], read: () => EMPTY_SERIES };

/** Point `n` is field `f<n>` of equipment E, measurement m. */
const pointOf = (id: number): RegisteredPoint => ({
  ...{
    id,
    index: 0,
    tag: `E.f${id}`,
    kind: 'number',
    unit: '',
    equipment: 'E',
    equipmentClass: 'm',
    area: 'plant room',
  },
  ...{ name: `f${id}`, deadband: 0 },
});

export interface LineRigOptions {
  readonly settings: LineSinkSettings;
  readonly clock: Clock;
  readonly past?: PastBlocks;
}

/** A sample log with one sink for a line-protocol server, without the thread around it. */
export class LineRig {
  readonly log: SampleLog;
  readonly cursors: CursorStore;
  readonly sink: LineSink;
  private seq = 0;

  private constructor(log: SampleLog, { settings, clock, past = NO_PAST }: LineRigOptions) {
    this.log = log;
    this.cursors = new CursorStore(log.database);
    this.sink = createLineSink(settings, 's', {
      ...{ log, cursors: this.cursors, register: { get: pointOf }, past },
      ...{ clock, random: () => 0.5, logger: silentLogger },
    });
  }

  /** Started; stopped at the end of the test. */
  static async start(options: LineRigOptions, folder?: string): Promise<LineRig> {
    const place = folder ?? (await tempFolder());
    const rig = new LineRig(new SampleLog({ folder: place, clock: options.clock, logger: silentLogger }), options);
    rig.sink.start();
    onTestFinished(() => rig.stop());
    return rig;
  }

  /** Samples of points 1 and 2 in turn, one a second from `fromMs` on. */
  commit(fromMs: number, samples: number): void {
    const n = Array.from({ length: samples }, (_, i) => i);
    const batch = {
      length: samples,
      point: Uint32Array.from(n, (i) => 1 + (i % 2)),
      value: Float64Array.from(n, (i) => i / 4),
      quality: new Uint8Array(samples),
      sourceTime: Float64Array.from(n, (i) => fromMs + i * 1_000),
    };
    this.log.commit('rig', [{ seq: ++this.seq, samples: batch }]);
    this.sink.wake();
  }

  private isStopped = false;

  async stop(): Promise<void> {
    if (this.isStopped) return;
    this.isStopped = true;
    await this.sink.stop();
    this.log.close();
  }
}
