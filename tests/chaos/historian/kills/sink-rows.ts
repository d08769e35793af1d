import { countTicks, type Span, TICK_MS, valueAt } from './ticks.ts';

/** Ticks of one question to the sink. */
const TICKS_PER_QUESTION = 20_000;
const MOST_FAULTS = 5;

export interface SinkRows {
  /** Values of a tick and point found in the sink and expected there. */
  readonly found: number;
  /** Expected and not found. */
  readonly missing: number;
  readonly faults: readonly string[];
}

export interface SinkQuestion {
  readonly url: string;
  readonly points: number;
  readonly startMs: number;
  readonly divisor?: number;
  /** What the log holds: the sink must hold exactly this. */
  readonly recorded: readonly Span[];
}

type ReadRange = (
  question: SinkQuestion,
  from: number,
  to: number,
) => Promise<Iterable<readonly [tick: number, point: number, value: number]>>;

/** Reads every row of the sink and compares it with what the log recorded: nothing twice, altered or made up. */
export async function compareSink(kind: 'influxdb' | 'victoriametrics', question: SinkQuestion): Promise<SinkRows> {
  const read = kind === 'influxdb' ? readInfluxdb : readVictoria;
  const { recorded, points, divisor } = question;
  const end = (recorded.at(-1)?.[1] ?? 0) + 1;
  const expected = new Uint8Array(end);
  for (const [first, last] of recorded) expected.fill(1, first, last + 1);
  const seen = new Uint8Array(end * points);
  const faults: string[] = [];
  // One question more than there are ticks, for what nobody gave.
  for (let from = 0; from <= end; from += TICKS_PER_QUESTION) {
    for (const [tick, point, value] of await read(question, from, from + TICKS_PER_QUESTION)) {
      const place = tick * points + point;
      if (value !== valueAt(point, tick, divisor)) faults.push(`tick ${tick} of point ${point} has the value ${value}`);
      else if (expected[tick] !== 1) faults.push(`tick ${tick} of point ${point} is not in the log`);
      else if (seen[place] === 1) faults.push(`tick ${tick} of point ${point} is there twice`);
      else seen[place] = 1;
    }
  }
  const found = seen.reduce((sum, one) => sum + one, 0);
  return { found, missing: points * countTicks(recorded) - found, faults: faults.slice(0, MOST_FAULTS) };
}

interface InfluxAnswer {
  readonly results: readonly {
    readonly series?: readonly { readonly columns: string[]; readonly values: (number | null)[][] }[];
  }[];
}

const readInfluxdb: ReadRange = async ({ url, startMs, points }, from, to) => {
  const fields = Array.from({ length: points }, (_, p) => `"p${p}"`).join();
  const [begin, end] = [startMs + from * TICK_MS, startMs + to * TICK_MS];
  const text = `SELECT ${fields} FROM "pump" WHERE time >= ${begin}ms AND time < ${end}ms`;
  const answer = await fetch(`${url}/query?db=plantroom&epoch=ms&q=${encodeURIComponent(text)}`);
  const { results } = (await answer.json()) as InfluxAnswer;
  const rows = results[0]?.series?.[0]?.values ?? [];
  return rows.flatMap(([time, ...values]) => {
    const tick = (Number(time) - startMs) / TICK_MS;
    return values.flatMap((value, p): [number, number, number][] => (value === null ? [] : [[tick, p, value]]));
  });
};

/** Its export shows what is stored; repeats are one sample by the server's setting, once by this reader. */
const readVictoria: ReadRange = async ({ url, startMs }, from, to) => {
  await fetch(`${url}/internal/force_flush`);
  const [begin, end] = [startMs + from * TICK_MS, startMs + to * TICK_MS - 1];
  const selector = encodeURIComponent(`{__name__=~"pump_p.*"}`);
  const answer = await fetch(
    `${url}/api/v1/export?match[]=${selector}&start=${begin / 1_000}&end=${end / 1_000}&reduce_mem_usage=0`,
  );
  const rows = new Map<string, [number, number, number]>();
  for (const line of (await answer.text()).split('\n').filter(Boolean)) {
    const { metric, values, timestamps } = JSON.parse(line) as {
      metric: { __name__: string };
      values: number[];
      timestamps: number[];
    };
    const point = Number(metric.__name__.slice('pump_p'.length));
    timestamps.forEach((time, i) => {
      rows.set(`${point} ${time} ${values[i]}`, [(time - startMs) / TICK_MS, point, values[i]!]);
    });
  }
  return rows.values();
};
