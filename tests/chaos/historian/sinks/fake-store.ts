import type { Field } from '../devices/block.ts';
import type { RowSource, StoredRow } from '../oracle/rows.ts';
import type { Line } from './lines.ts';

type Row = { timeMs: number } & { [F in Field]?: number };

/** What a fake database holds: as InfluxDB, one row per series and time, fields merged, the newest value wins. */
export class FakeStore implements RowSource {
  /** Values stored for the first time, and stored again with the same value. */
  fresh = 0;
  repeated = 0;
  /** Values stored again with another value; must never be. */
  changed = 0;
  /** By device: the times of rows in the order in which they were first stored. */
  readonly arrivals = new Map<number, number[]>();
  private readonly devices = new Map<number, Map<number, Row>>();

  store({ device, timeMs, fields }: Line): void {
    const rows = this.devices.get(device) ?? new Map<number, Row>();
    this.devices.set(device, rows);
    const row = rows.get(timeMs) ?? this.arrive(device, timeMs, rows);
    for (const [field, value] of fields) {
      if (row[field] === undefined) this.fresh++;
      else if (row[field] === value) this.repeated++;
      else this.changed++;
      row[field] = value;
    }
  }

  async rows(device: number): Promise<readonly StoredRow[]> {
    return [...(this.devices.get(device)?.values() ?? [])].sort((a, b) => a.timeMs - b.timeMs);
  }

  async newestMs(): Promise<number> {
    return Math.max(0, ...[...this.arrivals.values()].map((times) => times.reduce((a, b) => Math.max(a, b), 0)));
  }

  private arrive(device: number, timeMs: number, rows: Map<number, Row>): Row {
    const row = { timeMs };
    rows.set(timeMs, row);
    const arrivals = this.arrivals.get(device) ?? [];
    this.arrivals.set(device, arrivals);
    arrivals.push(timeMs);
    return row;
  }
}

/**
 * Rows out of order beyond what two lanes explain: live data and what an outage left behind each arrive in order, so that
 * what arrives is two rising sequences. Counts the arrivals that fit neither.
 */
export function strayArrivals(times: readonly number[]): number {
  let [ahead, behind] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let strays = 0;
  for (const time of times) {
    if (time > ahead) ahead = time;
    else if (time > behind) behind = time;
    else strays++;
  }
  return strays;
}
