import { setTimeout as pause } from 'node:timers/promises';
import { type Database, startDatabases } from './databases.ts';
import { MemoryWatch } from './memory-watch.ts';
import type { Scenario, ScenarioReport } from './scenario.ts';
import { SinkProxy } from './sinks/sink-proxy.ts';
import { Stage, verdictLine } from './stage.ts';

interface Plan {
  readonly latencyMs: number;
  readonly slowMs: number;
  /** Longer than a request may take, in the full form. */
  readonly stillMs: number;
}

const FULL: Plan = { latencyMs: 5_000, slowMs: 25_000, stillMs: 30_000 };
const SHORT: Plan = { latencyMs: 2_000, slowMs: 5_000, stillMs: 4_000 };

const DEVICES = 20;
const POLL_EVERY_MS = 250;
/** The longest pause between two attempts, and a machine that does other things. */
const BACK_WITHIN_MS = 40_000;
const CURRENT_MS = 3_000;
const CAUGHT_UP_WITHIN_MS = 60_000;
const MOST_GROWTH_MB = 20;

/** A database behind its relay. */
interface Line {
  readonly database: Database;
  readonly proxy: SinkProxy;
}

export const slowSink: Scenario = {
  name: 'slow-sink',
  about: 'databases answer after 5 s, then not at all, then as before',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const lines: Line[] = [];
    for (const database of await startDatabases(cleanUp)) {
      const proxy = await SinkProxy.start(database.server.url);
      cleanUp.defer(() => proxy.stop());
      lines.push({ database, proxy });
    }
    const sinks = lines.map(({ database, proxy }) => database.sink(proxy.url));
    const stage = await Stage.set(options, { devices: DEVICES, sinks }, cleanUp);
    return await new SlowSink(stage, lines, options.short ? SHORT : FULL).play();
  },
};

class SlowSink {
  private readonly stage: Stage;
  private readonly lines: readonly Line[];
  private readonly plan: Plan;

  constructor(stage: Stage, lines: readonly Line[], plan: Plan) {
    this.stage = stage;
    this.lines = lines;
    this.plan = plan;
  }

  async play(): Promise<ScenarioReport> {
    const { stage, lines } = this;
    const ids = lines.map(({ database }) => database.id);
    const memory = new MemoryWatch(stage);
    await stage.gateway.ask('live', { everyMs: POLL_EVERY_MS });
    await stage.reached('all databases show the present', BACK_WITHIN_MS, () => this.isCurrent());
    const figures = await memory.during(async () => ({ oldestShownMs: await this.slow(), ...(await this.still()) }));
    await stage.gateway.ask('halt', {});
    const drainMs = await stage.caughtUp(ids, CAUGHT_UP_WITHIN_MS);
    const verdicts: string[] = [];
    for (const { database, proxy } of lines) {
      verdicts.push(verdictLine(database.id, await stage.judge(database.id, database.rows)));
      const { mostUnderWay } = proxy;
      stage.check(mostUnderWay <= 1, `${database.id}: ${mostUnderWay} requests under way at the same time`);
    }
    const growth = memory.process.lastThirdMb - memory.process.secondThirdMb;
    stage.check(!(growth > MOST_GROWTH_MB), `the gateway grew by ${growth.toFixed(0)} MB while nobody took its data`);
    return {
      failures: stage.failures,
      lines: [
        `answers late by ${this.plan.latencyMs / 1000} s: the newest value in a database was ${seconds(figures.oldestShownMs)} s old at most`,
        `held still ${this.plan.stillMs / 1000} s: ${figures.waiting} values waited on disk; present values ${seconds(figures.currentMs)} s after`,
        `process ${memory.process.secondThirdMb} -> ${memory.process.lastThirdMb} MB, one request under way per database`,
        ...verdicts,
      ],
      figures: { ...figures, drainMs, process: memory.process },
    };
  }

  /** Every answer is late. Returns how old the newest value of any database was at most, ms. */
  private async slow(): Promise<number> {
    const { latencyMs, slowMs } = this.plan;
    for (const { proxy } of this.lines) proxy.latencyMs = latencyMs;
    let oldest = 0;
    for (const until = performance.now() + slowMs; performance.now() < until; await pause(500)) {
      oldest = Math.max(oldest, ...(await this.ages()));
    }
    for (const { proxy } of this.lines) proxy.latencyMs = 0;
    // A request of each lane may be under way before a value is sent, and it waits for the next poll.
    const limit = 2 * latencyMs + CURRENT_MS;
    this.stage.check(oldest <= limit, `with slow answers the newest value was ${oldest} ms old`);
    return oldest;
  }

  private async still(): Promise<{ readonly waiting: number; readonly currentMs: number }> {
    const { stage, lines, plan } = this;
    for (const { database } of lines) database.server.signal('SIGSTOP');
    await pause(plan.stillMs);
    const { cursors } = await stage.status();
    const waiting = Math.min(
      ...lines.map(({ database }) => cursors.find(({ sink }) => sink === database.id)?.behindSamples ?? 0),
    );
    for (const { database } of lines) database.server.signal('SIGCONT');
    stage.check(waiting > 0, 'nothing waited on disk while the databases were held still');
    const currentMs = await stage.reached('present values again', BACK_WITHIN_MS, () => this.isCurrent());
    return { waiting, currentMs };
  }

  private async isCurrent(): Promise<boolean> {
    return (await this.ages()).every((age) => age < CURRENT_MS);
  }

  /** Age of the newest value in each database, ms. */
  private ages(): Promise<number[]> {
    return Promise.all(this.lines.map(async ({ database }) => Date.now() - (await database.rows.newestMs())));
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);
