import { BatchBuilder } from '../../../gateway/domain/sample.ts';
import type { LineSinkSettings } from '../../../gateway/historian/settings.ts';
import type { Historian } from '../../../gateway/ports/historian.ts';
import { createInfluxdb, type TimeSeriesServer } from '../../harness/influxdb.ts';
import { createVictoriametrics } from '../../harness/victoriametrics.ts';
import type { Benchmark } from '../benchmark.ts';
import { withFolder } from './folder.ts';
import { cursorOf, openWorker, sleep } from './open-worker.ts';
import { plainPoints } from './site-points.ts';

const POINTS = 5_000;
const SECOND = 1_000;
/** No limit of ours: what the sink and the server manage. */
const UNLIMITED_PER_SECOND = 1_000_000;
const GIVE_UP_MS = 180_000;

const SERVERS = [
  { kind: 'influxdb', create: createInfluxdb },
  { kind: 'victoriametrics', create: createVictoriametrics },
] as const satisfies readonly { kind: LineSinkSettings['kind']; create: () => Promise<TimeSeriesServer | undefined> }[];

interface Replay {
  readonly server: string;
  readonly values: number;
  readonly seconds: number;
  readonly perSecond: number;
  /** Live values that came meanwhile. */
  readonly live: number;
  /** Processor time of this process per value, µs; says what a machine with nothing else to do would manage. */
  readonly cpuMicros: number;
}

/** What an outage left in the log, sent to a real server while live data goes on. */
export const replay: Benchmark = {
  name: 'replay',
  about: `values per second out of the log into a real server, beside ${POINTS} live values per second`,
  async run({ short }) {
    const results: (Replay | string)[] = [];
    for (const { kind, create } of SERVERS) results.push(await replayInto(kind, await create(), short ? 120 : 900));
    const lines = results.map((result) =>
      typeof result === 'string'
        ? result
        : `${result.server.padEnd(16)} ${result.values.toLocaleString('en')} values in ${result.seconds.toFixed(1)} s: ${result.perSecond.toLocaleString('en')} values/s, with ${result.live.toLocaleString('en')} live values beside them; ${result.cpuMicros.toFixed(1)} µs of processor per value`,
    );
    return { lines, figures: { servers: results } };
  },
};

async function replayInto(
  kind: LineSinkSettings['kind'],
  server: TimeSeriesServer | undefined,
  outageSeconds: number,
): Promise<Replay | string> {
  if (!server) return `${kind}: not installed on this machine`;
  const sink = { id: 'remote', kind, url: server.url, database: 'bench', replayPerSecond: UNLIMITED_PER_SECOND };
  try {
    return await withFolder(1_000_000_000, async (folder) => {
      const source = new Source(outageSeconds);
      const historian = await openWorker(folder, plainPoints(POINTS), [sink]);
      try {
        for (let second = 0; second < outageSeconds; second++) {
          source.append(historian);
          if (second % 20 === 19) await historian.flush();
        }
        await historian.flush();
        const { behindSamples } = await cursorOf(historian, sink.id);
        await server.start();
        return await drain(historian, source, sink.id, { server: kind, values: behindSamples });
      } finally {
        await historian.close();
      }
    });
  } finally {
    await server.remove();
  }
}

/** Until nothing is behind but what came in the last moment. The clock starts with the first value that is stored. */
async function drain(
  historian: Historian,
  source: Source,
  sink: string,
  { server, values }: { readonly server: string; readonly values: number },
): Promise<Replay> {
  const openedAt = performance.now();
  let startedAt = 0;
  let storedBefore = 0;
  let cpuBefore = process.cpuUsage();
  let nextLive = openedAt;
  for (let live = 0; performance.now() - openedAt < GIVE_UP_MS; ) {
    if (performance.now() >= nextLive) {
      source.append(historian);
      live += POINTS;
      nextLive += SECOND;
    }
    const { behindSamples, storedSamples } = await cursorOf(historian, sink);
    if (startedAt === 0 && storedSamples > 0) {
      [startedAt, storedBefore] = [performance.now(), storedSamples];
      cpuBefore = process.cpuUsage();
    }
    if (startedAt > 0 && behindSamples <= 2 * POINTS) {
      const seconds = (performance.now() - startedAt) / SECOND;
      const stored = storedSamples - storedBefore;
      const { user, system } = process.cpuUsage(cpuBefore);
      const cpuMicros = Math.round((10 * (user + system)) / stored) / 10;
      return { server, values, seconds, perSecond: Math.round(stored / seconds), live, cpuMicros };
    }
    await sleep(100);
  }
  const { lastError } = await cursorOf(historian, sink);
  throw new Error(`${server} did not take the backlog in time: ${lastError ?? 'no error'}`);
}

/** One sample of every point a second, the devices' answers at one moment each. */
class Source {
  private readonly batch = new BatchBuilder(POINTS);
  private at: number;
  private n = 0;

  constructor(outageSeconds: number) {
    this.at = Math.floor(Date.now() / SECOND) * SECOND - (outageSeconds + 5) * SECOND;
  }

  append(historian: Historian): void {
    this.batch.clear();
    for (let p = 0; p < POINTS; p++) this.batch.add(p, ((this.n * 31 + p * 7) % 1_000) / 10, 0, this.at);
    historian.append(this.batch);
    this.at += SECOND;
    this.n++;
  }
}
