import { createInfluxdb, type TimeSeriesServer } from '../../../harness/influxdb.ts';
import { createVictoriametrics } from '../../../harness/victoriametrics.ts';
import { median } from '../../shared/figures.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from '../scenario.ts';
import { KillLane, type LaneReport } from './kill-lane.ts';
import { straceProblem } from './strace.ts';

const KILLS = 1_000;
const SHORT_KILLS = 16;
const POINTS = 25;
/** Ticks per millisecond of a writer: 4 every 5 ms. */
const TICKS_PER_MS = 0.8;

/** A round is one kill. Two data folders side by side, one per kind of database. */
export const kills: Scenario = {
  name: 'kills',
  about:
    'kill -9 of the gateway at random moments and at chosen writes: nothing committed is lost, nothing is repaired by hand',
  run: async (options) => {
    const problem = straceProblem();
    if (problem) throw new Error(problem);
    const servers = await createServers();
    try {
      return report(await playLanes(options, servers));
    } finally {
      await Promise.all(servers.map(({ server }) => server.remove()));
    }
  },
};

interface Database {
  readonly kind: 'influxdb' | 'victoriametrics';
  readonly server: TimeSeriesServer;
}

async function createServers(): Promise<Database[]> {
  const [influxdb, victoriametrics] = [await createInfluxdb(), await createVictoriametrics()];
  if (!influxdb || !victoriametrics) throw new Error('influxdb and victoria-metrics must be installed');
  return [
    { kind: 'influxdb', server: influxdb },
    { kind: 'victoriametrics', server: victoriametrics },
  ];
}

async function playLanes(options: ScenarioOptions, servers: readonly Database[]): Promise<LaneReport[]> {
  const kills = options.rounds ?? (options.short ? SHORT_KILLS : KILLS);
  const share = Math.ceil(kills / servers.length);
  const lanes = servers.map((database) => new KillLane(options, { ...database, kills: share }).play());
  // One that fails must not leave the other alone with a database that is gone.
  await Promise.allSettled(lanes);
  return Promise.all(lanes);
}

function report(lanes: readonly LaneReport[]): ScenarioReport {
  const sum = (of: (lane: LaneReport) => number): number => lanes.reduce((total, lane) => total + of(lane), 0);
  const most = (of: (lane: LaneReport) => number): number => Math.max(...lanes.map(of));
  const openMs = lanes.flatMap((lane) => lane.openMs);
  const figures = {
    kills: sum((lane) => lane.lives),
    aimed: sum((lane) => lane.aimed),
    aimedHits: sum((lane) => lane.hits),
    killedWhileOpening: sum((lane) => lane.whileOpening),
    databaseKills: sum((lane) => lane.sinkKills),
    recordedSamples: POINTS * sum((lane) => lane.account.recordedTicks),
    inFlightSamples: POINTS * sum((lane) => lane.account.inFlightTicks),
    lostSamples: POINTS * sum((lane) => lane.account.lostTicks),
    largestLossMs: most((lane) => lane.account.largestLoss) / TICKS_PER_MS,
    largestInFlightMs: most((lane) => lane.account.largestInFlight) / TICKS_PER_MS,
    openMedianMs: Math.round(median(openMs)),
    openLargestMs: Math.round(Math.max(...openMs)),
    sinkValues: sum((lane) => lane.sinkRows),
    repairs: sum((lane) => lane.repairs),
  };
  return { failures: lanes.flatMap(({ failures }) => failures), lines: describe(figures), figures };
}

function describe(figures: Readonly<Record<string, number>>): string[] {
  const { kills, aimed, aimedHits, killedWhileOpening, databaseKills, inFlightSamples, lostSamples } = figures;
  return [
    `${kills} kills, ${aimed} aimed (${aimedHits} hit their call), ${killedWhileOpening} while opening; the databases were killed ${databaseKills} times`,
    `${figures.recordedSamples} samples recorded, ${inFlightSamples} were in flight when killed, ${lostSamples} of them lost`,
    `largest loss ${figures.largestLossMs} ms of samples, largest amount in flight ${figures.largestInFlightMs} ms`,
    `opening ${figures.openMedianMs} ms (median), ${figures.openLargestMs} ms (largest); ${figures.repairs} files set aside`,
    `${figures.sinkValues} values in the databases, each once and as given`,
  ];
}
