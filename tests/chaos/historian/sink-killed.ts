import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, startDatabases } from './databases.ts';
import type { RowSource } from './oracle/rows.ts';
import type { Scenario, ScenarioOptions, ScenarioReport } from './scenario.ts';
import { Stage, verdictLine } from './stage.ts';

const DEVICES = 20;
const POLL_EVERY_MS = 250;
/** While answers keep coming, and while there is nothing to send. */
const KILLS = { full: { live: 5, idle: 2 }, short: { live: 1, idle: 0 } };
const BETWEEN_KILLS_MS = 3_000;
/** What a server forgets when an older copy of its folder is put back: within the time for which acknowledgements are doubted. */
const SHORT_MEMORY_MS = { full: 20_000, short: 5_000 };
/** Beyond it: then a person must ask for what is missing. */
const LONG_MEMORY_MS = 80_000;
/** The copy of a server that was killed lacks what it had in memory, old values that were just sent again among it. */
const MARGIN_MS = 5 * 60_000;
const ACKNOWLEDGED_WITHIN_MS = 60_000;
/**
 * VictoriaMetrics is asked back for what it acknowledged half a minute ago; what is missing is sent again. Of doubts that
 * come often, one more connection that it closed among them, the fourth waits until three minutes after the first.
 */
const HEALED_WITHIN_MS = 240_000;
const COMPARE_EVERY_MS = 2_000;

export const sinkKilled: Scenario = {
  name: 'sink-killed',
  about: 'databases are killed right after an acknowledgement, and come back without what they acknowledged',
  run: async (options) => {
    await using cleanUp = new AsyncDisposableStack();
    const databases = await startDatabases(cleanUp);
    const stage = await Stage.set(options, { devices: DEVICES, sinks: databases.map((one) => one.sink()) }, cleanUp);
    return await new SinkKilled(options, stage, databases).play();
  },
};

class SinkKilled {
  private readonly options: ScenarioOptions;
  private readonly stage: Stage;
  private readonly databases: readonly Database[];

  constructor(options: ScenarioOptions, stage: Stage, databases: readonly Database[]) {
    this.options = options;
    this.stage = stage;
    this.databases = databases;
  }

  async play(): Promise<ScenarioReport> {
    const { options } = this;
    const kills = options.short ? KILLS.short : KILLS.full;
    await this.killWhileLive(kills.live);
    await this.killWhileIdle(kills.idle);
    const lines = await this.judge(`${kills.live + kills.idle} times killed after an acknowledgement`);
    await this.forget(options.short ? SHORT_MEMORY_MS.short : SHORT_MEMORY_MS.full);
    lines.push(...(await this.judge('an older copy put back')));
    const holes = options.short ? [] : await this.fillHoles(lines);
    return { failures: this.stage.failures, lines, figures: { kills, holes } };
  }

  /** The moment everything read so far is acknowledged, while more is being read. */
  private async killWhileLive(kills: number): Promise<void> {
    const { stage } = this;
    await stage.gateway.ask('live', { everyMs: POLL_EVERY_MS });
    for (let kill = 0; kill < kills; kill++) {
      await pause(BETWEEN_KILLS_MS);
      for (const { id, server } of this.databases) {
        await stage.reached(`${id} has acknowledged everything`, ACKNOWLEDGED_WITHIN_MS, async () => {
          const { behindSamples, lastError } = await stage.cursor(id);
          return behindSamples === 0 && lastError === null;
        });
        await server.kill();
        await server.start();
      }
    }
    await this.halt();
  }

  private async killWhileIdle(kills: number): Promise<void> {
    for (let kill = 0; kill < kills; kill++) {
      await this.replaced(async () => undefined);
      await this.live(BETWEEN_KILLS_MS);
    }
  }

  /** What was lost longer ago than anybody doubts must be asked for; tells how much that was. */
  private async fillHoles(lines: string[]): Promise<number[]> {
    const fromMs = await this.forget(LONG_MEMORY_MS);
    const verdicts = await Promise.all(this.databases.map(({ rows }) => this.stage.compare(rows)));
    const holes = verdicts.map(({ lost }) => lost);
    await this.replay(fromMs - MARGIN_MS);
    lines.push(
      `a copy ${LONG_MEMORY_MS / 1000} s older put back: ${holes.join(', ')} values missing before they were asked for`,
    );
    lines.push(...(await this.judge('after the deliberate re-send')));
    return holes;
  }

  /** Reads on for so long; resolves when everything read is acknowledged, so that nothing but the server's word is at stake. */
  private async live(forMs: number): Promise<void> {
    const { stage } = this;
    await stage.gateway.ask('live', { everyMs: POLL_EVERY_MS });
    await pause(forMs);
    await this.halt();
  }

  private async halt(): Promise<void> {
    await this.stage.gateway.ask('halt', {});
    await this.stage.caughtUp(this.ids, ACKNOWLEDGED_WITHIN_MS);
  }

  /** SIGKILL, something done to the files, and up again. */
  private async replaced(harm: (database: Database) => Promise<void>): Promise<void> {
    await Promise.all(
      this.databases.map(async (database) => {
        await database.server.kill();
        await harm(database);
        await database.server.start();
      }),
    );
  }

  /** The servers lose what they have acknowledged within the last so many ms. Returns since when, by the devices' time. */
  private async forget(forMs: number): Promise<number> {
    const copyOf = ({ id }: Database): string => join(this.options.folder, `copy of ${id} ${forMs}`);
    await this.replaced(async (database) => database.server.backUp(copyOf(database)));
    const fromMs = this.stage.devices.clock;
    this.options.progress(`everything acknowledged in the next ${forMs / 1000} s will be lost by the servers`);
    await this.live(forMs);
    await this.replaced(async (database) => database.server.restore(copyOf(database)));
    // Something must happen for a gateway to notice that a server is another one.
    await this.live(BETWEEN_KILLS_MS);
    return fromMs;
  }

  private async replay(fromMs: number): Promise<void> {
    const { stage, databases, options } = this;
    for (const { id } of databases) {
      const { samples } = await stage.gateway.ask('replay', { sink: id, fromMs });
      options.progress(`${id}: ${samples} samples sent once more`);
    }
    await stage.reached('the deliberate re-send', ACKNOWLEDGED_WITHIN_MS, async () => {
      const cursors = await Promise.all(databases.map(({ id }) => stage.cursor(id)));
      return cursors.every(({ repeatingSamples = 0 }) => repeatingSamples === 0);
    });
  }

  private async judge(what: string): Promise<string[]> {
    const lines: string[] = [];
    for (const { id, rows } of this.databases) {
      const healedMs = await this.healed(rows);
      const verdict = await this.stage.judge(id, rows);
      lines.push(`${what}: ${verdictLine(id, verdict)} (after ${(healedMs / 1000).toFixed(0)} s)`);
    }
    return lines;
  }

  /** How long it took until nothing was missing, ms. */
  private async healed(rows: RowSource): Promise<number> {
    const beganAt = performance.now();
    const passedMs = (): number => performance.now() - beganAt;
    while ((await this.stage.compare(rows)).lost > 0 && passedMs() < HEALED_WITHIN_MS) await pause(COMPARE_EVERY_MS);
    return passedMs();
  }

  private get ids(): string[] {
    return this.databases.map(({ id }) => id);
  }
}
