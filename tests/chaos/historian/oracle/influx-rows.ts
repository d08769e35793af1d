import { FIELDS, nameOf } from '../devices/block.ts';
import type { RowSource, StoredRow } from './rows.ts';

interface InfluxAnswer {
  readonly results: readonly {
    readonly error?: string;
    readonly series?: readonly { readonly values: readonly (readonly (number | null)[])[] }[];
  }[];
}

/** The rows of an InfluxDB 1.x, series for series. `login` is what a server with accounts wants in front of the question. */
export function influxRows(url: string, database: string, login = ''): RowSource {
  const ask = async (question: string): Promise<InfluxAnswer['results']> => {
    const answer = await fetch(`${url}/query?epoch=ms&db=${database}${login}&q=${encodeURIComponent(question)}`);
    const { results } = (await answer.json()) as InfluxAnswer;
    if (results?.[0]?.error?.startsWith('database not found')) return [];
    if (!results || results[0]?.error) throw new Error(`InfluxDB: ${results?.[0]?.error ?? answer.status}`);
    return results;
  };
  return {
    rows: async (device) => {
      const fields = FIELDS.map((field) => `"${field}"`).join(', ');
      const results = await ask(`SELECT ${fields} FROM "device" WHERE equipment = '${nameOf(device)}' GROUP BY *`);
      const values = (results[0]?.series ?? []).flatMap((series) => series.values);
      return values.map(rowOf).sort((a, b) => a.timeMs - b.timeMs);
    },
    newestMs: async () => {
      const results = await ask('SELECT last("seq") FROM "device"');
      return results[0]?.series?.[0]?.values[0]?.[0] ?? 0;
    },
  };
}

function rowOf([timeMs, ...values]: readonly (number | null)[]): StoredRow {
  return { timeMs: timeMs!, ...Object.fromEntries(FIELDS.map((field, i) => [field, values[i] ?? undefined])) };
}
