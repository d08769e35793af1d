import { FIELDS, nameOf } from '../devices/block.ts';
import type { RowSource, StoredRow } from './rows.ts';

interface ExportedSeries {
  readonly metric: { readonly __name__: string };
  readonly values: readonly number[];
  readonly timestamps: readonly number[];
}

/** The rows of a VictoriaMetrics: what four series hold for the same moments. */
export function victoriaRows(url: string): RowSource {
  return {
    rows: async (device) => {
      await fetch(`${url}/internal/force_flush`);
      const selector = encodeURIComponent(`{__name__=~"device_.*",equipment="${nameOf(device)}"}`);
      const answer = await fetch(`${url}/api/v1/export?reduce_mem_usage=0&match[]=${selector}`);
      if (!answer.ok) throw new Error(`VictoriaMetrics: ${answer.status} ${await answer.text()}`);
      const lines = (await answer.text()).split('\n').filter(Boolean);
      return joined(lines.map((line) => JSON.parse(line) as ExportedSeries));
    },
    newestMs: async () => {
      const question = encodeURIComponent('max(last_over_time(device_clock[3d]))');
      const answer = await fetch(`${url}/api/v1/query?nocache=1&query=${question}`);
      const { data } = (await answer.json()) as { data: { result: readonly { value: [number, string] }[] } };
      return Number(data.result[0]?.value[1] ?? 0);
    },
  };
}

type Growing = { -readonly [K in keyof StoredRow]: StoredRow[K] };

/** A moment that a series holds twice begins another row. */
function joined(all: readonly ExportedSeries[]): StoredRow[] {
  const byTime = new Map<number, Growing[]>();
  for (const { metric, values, timestamps } of all) {
    const field = FIELDS.find((name) => metric.__name__ === `device_${name}`);
    if (!field) throw new Error(`VictoriaMetrics holds ${metric.__name__}, which nobody sent`);
    timestamps.forEach((timeMs, i) => {
      const rows = byTime.get(timeMs) ?? [];
      const row = rows.find((one) => one[field] === undefined) ?? rows[rows.push({ timeMs }) - 1]!;
      row[field] = values[i]!;
      byTime.set(timeMs, rows);
    });
  }
  return [...byTime.values()].flat().sort((a, b) => a.timeMs - b.timeMs);
}
