import { join } from 'node:path';
import { EQUIPMENT_FOLDER, loadSiteFile } from '../../../gateway/cli/site.ts';
import type { BatchBuilder } from '../../../gateway/domain/sample.ts';
import { Precision } from '../../../gateway/historian/precision.ts';
import { ReportFilter } from '../../../gateway/historian/report-filter.ts';
import type { HistorianPoint } from '../../../gateway/historian/settings.ts';
import { REPOSITORY } from '../../harness/child.ts';
import { createBuilding, readBuilding, showSensors, stepBuilding } from '../../simulators/model/building.ts';
import { healthy } from '../../simulators/model/inputs.ts';
import type { Readings } from '../../simulators/model/readings.ts';
import { TruthLog } from '../../simulators/truth.ts';

/** Answers do not come at the same moment of every second; ms. */
const JITTER_MS = 4;

interface Signal {
  readonly index: number;
  readonly periodMs: number;
  /** When in its period the device is asked, ms. */
  readonly phaseMs: number;
  readonly read: (readings: Readings) => number;
}

/** The points of the demo site as the historian is told about them, and what the simulated building shows for each. */
export class SimulatedBuilding {
  readonly points: readonly HistorianPoint[];
  /** Values read so far, recorded or not. */
  measured = 0;
  private readonly model;
  private readonly signals: readonly Signal[];
  private readonly filter: ReportFilter;
  private readonly precision: Precision;
  private readonly startMs: number;
  private second = 0;

  constructor(startMs: number) {
    const loaded = loadSiteFile(join(REPOSITORY, 'config/demo.site.yaml'), {});
    if (!loaded.ok) throw new Error(`the demo site cannot be read; templates are in ${EQUIPMENT_FOLDER}`);
    const { site } = loaded.value;
    const shown = new Map(new TruthLog().points.map((point) => [point.tag, point]));
    const known = site.points.filter(({ tag }) => shown.has(tag));
    const devices = [...new Set(known.map(({ device }) => device))];
    this.startMs = startMs;
    this.model = createBuilding(1, startMs);
    this.points = known.map(({ tag, kind, unit, equipment, name, deadband, rollover, periodMs }, index) => ({
      ...{ index, tag, kind, unit, equipment, name, deadband, rollover, periodMs, equipmentClass: '', area: '' },
    }));
    this.signals = known.map(({ tag, device, periodMs }, index) => {
      const { equipment, point, shown: round } = shown.get(tag)!;
      const phaseMs = (devices.indexOf(device) * 137) % Math.min(1_000, periodMs);
      return { index, periodMs, phaseMs, read: (readings) => round(readings[equipment]?.[point] ?? 0) };
    });
    const deadbands = Float64Array.from(known, ({ deadband }) => deadband);
    this.filter = new ReportFilter(deadbands);
    this.precision = new Precision(deadbands);
  }

  /** Runs the plant on by so many seconds; what is worth recording is added to the batch. */
  run(seconds: number, batch: BatchBuilder): void {
    for (let n = 0; n < seconds; n++) {
      stepBuilding(this.model, 1, healthy);
      const leaks = this.second % 2 === 0;
      const others = this.second % 5 === 0;
      if (leaks || others) showSensors(this.model, healthy, { leaks, others });
      this.collect(readBuilding(this.model), batch);
      this.second++;
    }
  }

  private collect(readings: Readings, batch: BatchBuilder): void {
    const atMs = this.startMs + this.second * 1_000;
    for (const { index, periodMs, phaseMs, read } of this.signals) {
      if ((this.second * 1_000) % Math.max(1_000, periodMs) !== 0) continue;
      const value = this.precision.round(index, read(readings));
      const time = atMs + phaseMs + ((this.second * 7 + phaseMs) % JITTER_MS);
      this.measured++;
      if (!this.filter.wants(index, value, 0, time)) continue;
      this.filter.keep(index, value, 0, time);
      batch.add(index, value, 0, time);
    }
  }
}
