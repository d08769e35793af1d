import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BatchBuilder } from '../../../gateway/domain/sample.ts';
import type { HistorianPoint } from '../../../gateway/historian/settings.ts';
import { REPOSITORY } from '../../harness/child.ts';

const FILE = join(REPOSITORY, 'tests/fixtures/cambridge/electricity-hourly-2018-2020.csv.gz');
const HOUR_MS = 3_600_000;

/** The meters of the Cambridge fixture as registers: hourly consumption added up, in whole tenths of a kWh. */
export class CambridgeMeters {
  readonly points: readonly HistorianPoint[];
  readonly startMs: number;
  readonly hours: number;
  private readonly rows: readonly (readonly number[])[];
  private readonly tenths: number[];
  private hour = 0;

  constructor() {
    const [head, ...lines] = gunzipSync(readFileSync(FILE)).toString().trim().split('\n');
    const names = head!.split(',').slice(1);
    this.rows = lines.map((line) => line.split(',').slice(1).map(Number));
    this.hours = lines.length;
    this.startMs = Date.parse(`${lines[0]!.split(',')[0]!.replace(' ', 'T')}Z`);
    this.tenths = names.map(() => 0);
    this.points = names.map((name, index) => ({
      ...{ index, tag: `${name}.energy`, kind: 'counter', unit: 'kWh', equipment: name, name: 'energy' },
      ...{ equipmentClass: 'meter', area: 'estate', deadband: 0, periodMs: HOUR_MS },
    }));
  }

  /** The registers at the end of each of the next hours. */
  run(hours: number, batch: BatchBuilder): void {
    for (const row of this.rows.slice(this.hour, this.hour + hours)) {
      this.hour++;
      for (const [index, kwh] of row.entries()) {
        this.tenths[index] = this.tenths[index]! + Math.round(10 * kwh);
        batch.add(index, this.tenths[index]! / 10, 0, this.startMs + this.hour * HOUR_MS);
      }
    }
  }
}
