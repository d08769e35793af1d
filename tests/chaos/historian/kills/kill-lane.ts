import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CursorState } from '../../../../gateway/ports/historian.ts';
import type { TimeSeriesServer } from '../../../harness/influxdb.ts';
import type { ScenarioOptions } from '../scenario.ts';
import { Account, readLife } from './account.ts';
import { checkFiles, damagedFiles } from './files-check.ts';
import { describeKill, type KillPlan, planKill } from './plan-kill.ts';
import { compareSink } from './sink-rows.ts';
import { countTicks, sameSpans } from './ticks.ts';
import { Writer } from './writer.ts';
import type { FromWriter, WriterSettings } from './writer-protocol.ts';

export interface LaneSettings {
  readonly kind: 'influxdb' | 'victoriametrics';
  readonly server: TimeSeriesServer;
  readonly kills: number;
}

export interface LaneReport {
  readonly failures: readonly string[];
  readonly lives: number;
  readonly account: Account;
  readonly openMs: readonly number[];
  readonly aimed: number;
  readonly hits: number;
  readonly whileOpening: number;
  readonly sinkKills: number;
  readonly sinkRows: number;
  readonly repairs: number;
}

const POINTS = 25;
const OPEN_LIMIT_MS = 2_000;
const SINK_KILLED_EVERY = 60;
const SINK_AWAY_KILLS = 3;
const SINK_LIMIT_MS = 300_000;
const TOLD_EVERY = 50;
const DAY_MS = 86_400_000;

/** One data folder whose writers are killed again and again, with one database behind it. */
export class KillLane {
  private readonly options: ScenarioOptions;
  private readonly lane: LaneSettings;
  private readonly settings: Omit<WriterSettings, 'journal'>;
  private readonly account = new Account(POINTS);
  private readonly failures: string[] = [];
  private readonly openMs: number[] = [];
  private readonly writers = new Set<Writer>();
  private hits = 0;
  private aimed = 0;
  private whileOpening = 0;
  private sinkKills = 0;
  private isSinkAway = false;

  constructor(options: ScenarioOptions, lane: LaneSettings) {
    this.options = options;
    this.lane = lane;
    this.settings = {
      folder: join(options.folder, lane.kind, 'data'),
      points: POINTS,
      startMs: Math.floor(Date.now() / DAY_MS - 80) * DAY_MS,
      ticksPerStep: 4,
      // What the embedded history holds is to be told by itself.
      sinks: [{ id: 'remote', kind: lane.kind, url: lane.server.url, database: 'plantroom', read: false }],
      logBytes: 2e9,
      freeDiskBytes: 0,
    };
  }

  async play(): Promise<LaneReport> {
    try {
      await this.lane.server.start();
      await this.warmUp();
      const { kills } = this.lane;
      let standby = this.boot(planKill(this.options.seed, this.lane.kind, 1));
      for (let number = 1; number <= kills; number++) {
        const plan = planKill(this.options.seed, this.lane.kind, number);
        const writer = standby;
        if (number < kills) standby = this.boot(planKill(this.options.seed, this.lane.kind, number + 1));
        await this.disturbSink(number);
        await this.live(writer, plan);
        if (number % TOLD_EVERY === 0) this.tell(number);
      }
      const end = await this.finish();
      const { failures, account, openMs, aimed, hits, whileOpening, sinkKills } = this;
      return { failures, lives: kills, account, openMs, aimed, hits, whileOpening, sinkKills, ...end };
    } finally {
      await Promise.all([...this.writers].map((writer) => writer.remove()));
    }
  }

  /** One life in order, which leaves its compiled sources behind and creates the database of the sink. */
  private async warmUp(): Promise<void> {
    const writer = this.boot();
    await writer.answer('booted');
    const opened = await this.open(writer, 'first start');
    if (opened) await writer.ask({ kind: 'close' }, 'closed');
    await this.bury(writer, 0);
  }

  private boot(plan?: KillPlan, ticksPerStep = this.settings.ticksPerStep): Writer {
    const journal = this.journal(plan?.number ?? 0);
    const injection = plan?.aim && { calls: [plan.aim.call], tampering: `signal=SIGKILL:when=${plan.aim.nth}` };
    const cache = join(this.options.folder, 'compiled');
    const writer = new Writer({ ...this.settings, ticksPerStep, journal }, injection, cache);
    this.writers.add(writer);
    return writer;
  }

  private journal(number: number): string {
    return join(this.options.folder, `${this.lane.kind}-${number}.journal`);
  }

  private async live(writer: Writer, plan: KillPlan): Promise<void> {
    await writer.answer('booted');
    if (plan.since === 'go') this.killLater(writer, plan.afterMs);
    const opened = await this.open(writer, describeKill(plan));
    if (!opened) this.whileOpening++;
    const isOnTime = opened && plan.since === 'opened' ? this.killLater(writer, plan.afterMs) : () => true;
    if (opened && plan.closeAfterMs !== undefined) this.closeLater(writer, plan.closeAfterMs);
    const ended = await writer.exited;
    if (plan.aim) this.aimed++;
    if (plan.aim && ended === 'SIGKILL' && isOnTime()) this.hits++;
    if (ended !== 'SIGKILL' && plan.closeAfterMs === undefined)
      this.fail(`${describeKill(plan)}: it ended by itself with ${ended}: ${writer.complaints}`);
    await this.bury(writer, plan.number);
  }

  /** Answers whether the writer was dead before the clock killed it. */
  private killLater(writer: Writer, afterMs: number): () => boolean {
    let isHit = true;
    const timer = setTimeout(() => {
      isHit = false;
      writer.kill();
    }, afterMs);
    void writer.exited.then(() => clearTimeout(timer));
    return () => isHit;
  }

  private closeLater(writer: Writer, afterMs: number): void {
    const timer = setTimeout(() => writer.tell({ kind: 'close' }), afterMs);
    void writer.exited.then(() => clearTimeout(timer));
  }

  /** Opens the historian in this writer and settles what its predecessors left. Undefined when it is killed before. */
  private async open(writer: Writer, name: string): Promise<Extract<FromWriter, { kind: 'opened' }> | undefined> {
    const { verifyFrom, next } = this.account;
    writer.tell({ kind: 'go', verifyFrom, first: next });
    try {
      const opened = await writer.answer('opened');
      if (!opened) return undefined;
      this.openMs.push(opened.openMs);
      const wrong = this.account.settle(opened.holdings, opened.status);
      if (opened.openMs > OPEN_LIMIT_MS) wrong.push(`opening took ${opened.openMs.toFixed(0)} ms`);
      for (const text of wrong) this.fail(`found at ${name}: ${text}`);
      return opened;
    } catch (error) {
      this.fail(`${name}: ${error instanceof Error ? error.message : error}`);
      writer.kill();
      return undefined;
    }
  }

  private async bury(writer: Writer, number: number): Promise<void> {
    await writer.exited;
    this.writers.delete(writer);
    const journal = this.journal(number);
    this.account.add(readLife(journal, this.account.next));
    rmSync(journal, { force: true });
  }

  /** The database dies too, now and then, and stays away for a few kills. */
  private async disturbSink(number: number): Promise<void> {
    const { server } = this.lane;
    const turn = number % SINK_KILLED_EVERY;
    if (turn === SINK_KILLED_EVERY / 2) {
      this.sinkKills++;
      this.isSinkAway = true;
      await server.kill();
    }
    if (turn === SINK_KILLED_EVERY / 2 + SINK_AWAY_KILLS) await this.bringSinkBack();
  }

  private async bringSinkBack(): Promise<void> {
    if (!this.isSinkAway) return;
    this.isSinkAway = false;
    await this.lane.server.start();
  }

  /** A last life that appends nothing and gives the sink everything; then rows, files and the whole history are looked at. */
  private async finish(): Promise<Pick<LaneReport, 'sinkRows' | 'repairs'>> {
    await this.bringSinkBack();
    const writer = this.boot(undefined, 0);
    await writer.answer('booted');
    if (!(await this.open(writer, 'the end'))) return { sinkRows: 0, repairs: 0 };
    const cursor = await this.untilSent(writer);
    if (cursor.behindSamples > 0)
      this.fail(`the sink stays ${cursor.behindSamples} samples behind: ${cursor.lastError}`);
    await this.verifyAll(writer);
    await writer.ask({ kind: 'close' }, 'closed');
    await this.bury(writer, 0);
    const { kind, server } = this.lane;
    const rows = await compareSink(kind, { ...this.settings, url: server.url, recorded: this.account.recorded });
    const findings = checkFiles(this.settings.folder);
    for (const text of [...rows.faults, ...findings]) this.fail(text);
    if (rows.missing > 0) this.fail(`${rows.missing} recorded samples are not in the sink`);
    return { sinkRows: rows.found, repairs: damagedFiles(this.settings.folder).length };
  }

  private async verifyAll(writer: Writer): Promise<void> {
    const { recorded, next } = this.account;
    const { holdings } = await writer.ask({ kind: 'verify', from: 0, to: next }, 'verified');
    for (const text of [...holdings.faults, ...holdings.differing]) this.fail(text);
    if (!sameSpans(holdings.spans, recorded))
      this.fail(`in the end ${countTicks(holdings.spans)} of ${countTicks(recorded)} ticks are there`);
  }

  private async untilSent(writer: Writer): Promise<CursorState> {
    const deadline = performance.now() + SINK_LIMIT_MS;
    for (;;) {
      const { status } = await writer.ask({ kind: 'status' }, 'status');
      const cursor = status.cursors.find(({ sink }) => sink === 'remote')!;
      if (cursor.behindSamples === 0 || performance.now() > deadline) return cursor;
      await pause(200);
    }
  }

  private fail(text: string): void {
    this.failures.push(`${this.lane.kind}: ${text}`);
    this.options.progress(`FAILED ${this.failures.at(-1)}`);
  }

  private tell(number: number): void {
    const { account, lane, failures } = this;
    const newest = this.openMs.slice(-TOLD_EVERY);
    this.options.progress(
      `${lane.kind}: ${number} kills, ${this.hits} of ${this.aimed} aimed ones hit, ${account.lostTicks} ticks lost of ` +
        `${account.inFlightTicks} in flight, opening at most ${Math.max(...newest).toFixed(0)} ms, ${failures.length} failures`,
    );
  }
}
