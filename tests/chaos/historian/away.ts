import { setTimeout as pause } from 'node:timers/promises';
import { between, createRandom } from '../../simulators/model/random.ts';
import { type Database, startDatabases } from './databases.ts';
import { type MemoryGrowth, MemoryWatch } from './memory-watch.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from './scenario.ts';
import { Stage, verdictLine } from './stage.ts';

const HOUR_MS = 3_600_000;
const AWAY_MS = 24 * HOUR_MS;
const KILLS = 2;
/** A day has to be through in 72 minutes at the latest, live data beside it. */
const LEAST_REPLAY_FACTOR = 20;
const MOST_GROWTH_MB = 20;
const LIVE_EVERY_MS = 500;
/** The longest pause between two attempts, and a machine that does other things. */
const BACK_WITHIN_MS = 40_000;
/** A value is present when it is not older than this: the rhythm of polls, of the live lane and of the looking. */
const CURRENT_MS = 3_000;
/** Live data on its way. */
const LIVE_LEFT = 2_000;
const REPLAY_LIMIT_MS = 300_000;
const FLUSH_EVERY = 50;

interface Size {
  readonly devices: number;
  readonly periodMs: number;
}

const FULL: Size = { devices: 40, periodMs: 3_000 };
const SHORT: Size = { devices: 10, periodMs: 30_000 };

interface Return {
  readonly backlog: number;
  /** From the start of the databases until they show present values, and how much they lacked of the day then. */
  readonly currentSeconds: number;
  readonly stillBehind: number;
  readonly replaySeconds: number;
}

export const away: Scenario = {
  name: 'away-24h',
  about: '24 simulated hours without any database, two kills of the gateway in between',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const databases = await startDatabases(cleanUp);
    const size = options.short ? SHORT : FULL;
    const stage = await Stage.set(options, { ...size, sinks: databases.map((one) => one.sink()) }, cleanUp);
    return await new Away(options, stage, databases, size).play();
  },
};

class Away {
  private readonly options: ScenarioOptions;
  private readonly stage: Stage;
  private readonly databases: readonly Database[];
  private readonly size: Size;
  /** While the backlog grows, and while it is sent: sending takes buffers of its own, whatever the backlog. */
  private readonly growing: MemoryWatch;
  private readonly sending: MemoryWatch;

  constructor(options: ScenarioOptions, stage: Stage, databases: readonly Database[], size: Size) {
    this.options = options;
    this.stage = stage;
    this.databases = databases;
    this.size = size;
    this.growing = new MemoryWatch(stage);
    this.sending = new MemoryWatch(stage);
  }

  async play(): Promise<ScenarioReport> {
    const { stage, databases, size, growing, sending } = this;
    const ids = databases.map(({ id }) => id);
    stage.devices.runVirtual(Date.now() - AWAY_MS - HOUR_MS, size.periodMs);
    await stage.gateway.ask('poll', { cycles: 20, flushEvery: FLUSH_EVERY });
    await stage.caughtUp(ids, BACK_WITHIN_MS);
    await Promise.all(databases.map(({ server }) => server.kill()));
    const daySeconds = await this.pollThroughTheDay();
    stage.devices.runLive();
    await stage.gateway.ask('live', { everyMs: LIVE_EVERY_MS });
    const back = await this.comeBack(ids);
    await stage.gateway.ask('halt', {});
    await stage.caughtUp(ids, BACK_WITHIN_MS);
    const lines: string[] = [];
    for (const { id, rows } of databases) lines.push(verdictLine(id, await stage.judge(id, rows)));
    const memory = { growing: growing.process, sending: sending.process };
    const figures = { ...back, daySeconds, memory, kills: stage.kills };
    const factor = Math.round(AWAY_MS / 1000 / back.replaySeconds);
    stage.check(factor >= LEAST_REPLAY_FACTOR, `the day was replayed at ${factor} times its speed`);
    for (const [phase, { secondThirdMb, lastThirdMb }] of Object.entries(memory))
      stage.check(
        this.options.short || lastThirdMb - secondThirdMb <= MOST_GROWTH_MB,
        `the gateway grew from ${secondThirdMb} to ${lastThirdMb} MB while its backlog was ${phase}`,
      );
    return {
      failures: stage.failures,
      lines: [...linesOf(back, factor), ...Object.entries(memory).map(memoryLine), ...lines],
      figures: { ...figures, factor },
    };
  }

  /** Returns how long the day took on the wall clock, s. */
  private async pollThroughTheDay(): Promise<number> {
    const { stage, size, options } = this;
    const random = createRandom(options.seed, 'away');
    const beganAt = performance.now();
    const cyclesLeft = (): number => Math.ceil((until - stage.devices.clock) / size.periodMs);
    const until = stage.devices.clock + AWAY_MS;
    for (let part = 1; part <= KILLS; part++) {
      const cycles = Math.ceil(cyclesLeft() / (KILLS + 2 - part));
      await stage.gateway.ask('poll', { cycles, flushEvery: FLUSH_EVERY });
      // Still polling when it dies.
      const interrupted = stage.gateway.ask('poll', { cycles, flushEvery: FLUSH_EVERY }).catch(() => null);
      await pause(between(random, 100, 400));
      await stage.killGateway();
      await interrupted;
      options.progress(`killed at ${new Date(stage.devices.clock).toISOString()} of the devices`);
    }
    await this.growing.during(() => stage.gateway.ask('poll', { cycles: cyclesLeft(), flushEvery: FLUSH_EVERY }));
    return (performance.now() - beganAt) / 1000;
  }

  /** Everything is sent while new answers keep coming; the newest value must not wait behind a day of old ones. */
  private async comeBack(ids: readonly string[]): Promise<Return> {
    const { stage, databases } = this;
    const before = await Promise.all(ids.map((id) => stage.cursor(id)));
    const beganAt = performance.now();
    await Promise.all(databases.map(({ server }) => server.start()));
    const current = databases.map(({ id, rows }) =>
      stage.reached(
        `${id} shows the present`,
        BACK_WITHIN_MS,
        async () => Date.now() - (await rows.newestMs()) < CURRENT_MS,
      ),
    );
    const currentSeconds = Math.max(...(await Promise.all(current))) / 1000;
    const stillBehind = Math.max(...(await this.behind(ids)));
    await this.sending.during(() =>
      stage.reached(
        'the day is replayed',
        REPLAY_LIMIT_MS,
        async () => Math.max(...(await this.behind(ids))) < LIVE_LEFT,
      ),
    );
    const seconds = (performance.now() - beganAt) / 1000;
    return { backlog: before[0]!.behindSamples, currentSeconds, stillBehind, replaySeconds: seconds };
  }

  private async behind(ids: readonly string[]): Promise<number[]> {
    const { cursors } = await this.stage.status();
    return cursors.filter(({ sink }) => ids.includes(sink)).map(({ behindSamples }) => behindSamples);
  }
}

function linesOf({ backlog, currentSeconds, stillBehind, replaySeconds }: Return, factor: number): string[] {
  return [
    `backlog ${backlog} values; present values after ${currentSeconds.toFixed(1)} s, when ${stillBehind} were still to come`,
    `all there after ${replaySeconds.toFixed(1)} s: ${factor} times as fast as it was read, ${Math.round(backlog / replaySeconds)} values/s per database`,
  ];
}

const memoryLine = ([phase, { secondThirdMb, lastThirdMb, mostMb }]: [string, MemoryGrowth]): string =>
  `memory while the backlog was ${phase}: ${secondThirdMb} -> ${lastThirdMb} MB (most ${mostMb})`;
