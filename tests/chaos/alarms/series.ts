import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeKill, type KillPlan, planKill } from '../historian/kills/plan-kill.ts';
import type { ChaosOptions } from '../program.ts';
import { Life } from './life.ts';
import { LifeJudge } from './life-judge.ts';
import type { LifeSettings } from './life-protocol.ts';
import { readRecord } from './life-record.ts';
import { Provider, type ProviderFigures } from './provider.ts';
import { orderFaults } from './stored.ts';
import { Storm } from './storm-plan.ts';
import { tamperWith } from './tampering.ts';

export interface SeriesOptions extends Pick<ChaosOptions, 'seed' | 'progress'> {
  /** For everything; removed by whoever made it. */
  readonly folder: string;
  /** Where compiled sources are kept. */
  readonly cacheFolder: string;
  /** Numbers of its kills. */
  readonly first: number;
  readonly last: number;
  /** Whether kills may be aimed at system calls. */
  readonly isTraced: boolean;
}

export interface SeriesReport extends ProviderFigures {
  readonly failures: readonly string[];
  readonly kills: number;
  readonly aimed: number;
  readonly hits: number;
  readonly whileOpening: number;
  readonly rows: number;
  readonly promised: number;
  readonly inFlight: number;
  readonly openMs: readonly number[];
}

/** Until leases of the last one killed have run out, and a little more. */
const REST_LIMIT_MS = 60_000;
/** Nothing but the clock can bring anything more after so long. */
const REST_MS = 2_000;

/** One data folder whose gateway is killed again and again, and looked at each time. */
export class Series {
  private readonly options: SeriesOptions;
  private readonly storm: Storm;
  private readonly judge: LifeJudge;
  private readonly failures: string[] = [];
  private readonly openMs: number[] = [];
  private readonly lives = new Set<Life>();
  private provider: Provider | undefined;
  private settings: Omit<LifeSettings, 'journal'>;
  private step = -1;
  private aimed = 0;
  private hits = 0;
  private whileOpening = 0;

  constructor(options: SeriesOptions) {
    this.options = options;
    const seed = options.seed * 1_000 + options.first;
    const folder = join(options.folder, 'data');
    this.storm = new Storm(seed);
    this.judge = new LifeJudge(folder);
    this.settings = { folder, url: '', seed, baseMs: Date.now() };
  }

  async play(): Promise<SeriesReport> {
    const { first, last, seed } = this.options;
    const provider = await Provider.start(this.settings.seed);
    this.provider = provider;
    this.settings = { ...this.settings, url: provider.url };
    try {
      let standby = this.boot(this.plan(first));
      for (let number = first; number <= last; number++) {
        const life = standby;
        standby = this.boot(number < last ? this.plan(number + 1) : undefined);
        await this.live(life, this.plan(number), number);
      }
      await this.finish(standby);
      const { faults, figures } = provider.judge(this.settings.folder);
      for (const fault of [...faults, ...(await tamperWith(this.settings.folder, seed))]) this.fail(fault);
      return { ...figures, ...this.figures() };
    } finally {
      await Promise.all([...this.lives].map((life) => life.remove()));
      await provider.stop();
    }
  }

  private figures(): Omit<SeriesReport, keyof ProviderFigures> {
    const { failures, aimed, hits, whileOpening, openMs, options, judge } = this;
    const { rows, promised, inFlight } = judge;
    const kills = options.last - options.first + 1;
    return { failures, kills, aimed, hits, whileOpening, openMs, rows, promised, inFlight };
  }

  private plan(number: number): KillPlan {
    const plan = planKill(this.options.seed, 'alarms', number);
    return this.options.isTraced ? plan : { ...plan, aim: undefined };
  }

  private boot(plan: KillPlan | undefined): Life {
    const injection = plan?.aim && { calls: [plan.aim.call], tampering: `signal=SIGKILL:when=${plan.aim.nth}` };
    const settings = { ...this.settings, journal: this.record(plan?.number ?? 0) };
    const life = new Life(settings, injection, this.options.cacheFolder);
    this.lives.add(life);
    return life;
  }

  private record(number: number): string {
    return join(this.options.folder, `life-${number}.txt`);
  }

  private async live(life: Life, plan: KillPlan, number: number): Promise<void> {
    await life.answer('booted');
    if (plan.since === 'go') this.later(life, plan.afterMs, () => life.kill());
    const isOpen = await this.open(life, number, describeKill(plan));
    if (!isOpen) this.whileOpening++;
    let isLate = false;
    if (isOpen && plan.since === 'opened') {
      this.later(life, plan.afterMs, () => {
        isLate = true;
        life.kill();
      });
    }
    if (isOpen && plan.closeAfterMs !== undefined)
      this.later(life, plan.closeAfterMs, () => life.tell({ kind: 'close' }));
    const ended = await life.exited;
    if (plan.aim) this.aimed++;
    if (plan.aim && ended === 'SIGKILL' && !isLate) this.hits++;
    if (ended !== 'SIGKILL' && plan.closeAfterMs === undefined)
      this.fail(`${describeKill(plan)}: it ended by itself with ${ended}: ${life.complaints}`);
    this.bury(life, number);
  }

  private later(life: Life, afterMs: number, task: () => void): void {
    const timer = setTimeout(task, afterMs);
    void life.exited.then(() => clearTimeout(timer));
  }

  /** Starts it where the plant is and looks at what those before it have left. False when it is killed before. */
  private async open(life: Life, number: number, name: string): Promise<boolean> {
    if (this.provider) this.provider.life = number;
    life.tell({ kind: 'go', step: this.step });
    try {
      const opened = await life.answer('opened');
      if (!opened) return false;
      this.openMs.push(opened.openMs);
      const startedAt = readRecord(this.record(number), this.storm).startedAt ?? 0;
      for (const fault of this.judge.settle(startedAt)) this.fail(`found at ${name}: ${fault}`);
      return true;
    } catch (error) {
      this.fail(`${name}: ${error instanceof Error ? error.message : error}`);
      life.kill();
      return false;
    }
  }

  /** Settles its own record; the next one that opens shows what became of it. */
  private bury(life: Life, number: number): void {
    this.lives.delete(life);
    const record = readRecord(this.record(number), this.storm);
    this.judge.add(record);
    this.step = record.lastStep ?? this.step;
    rmSync(this.record(number), { force: true });
  }

  /** A last life in which the plant comes to rest and everything is sent; then everything is looked at once more. */
  private async finish(life: Life): Promise<void> {
    await life.answer('booted');
    if (!(await this.open(life, 0, 'the end'))) return;
    life.tell({ kind: 'finish' });
    await this.untilAtRest(life);
    await life.ask({ kind: 'close' }, 'closed');
    await life.exited;
    this.bury(life, 0);
    const { folder } = this.settings;
    for (const fault of [...this.judge.finish(), ...orderFaults(folder)]) this.fail(`in the end: ${fault}`);
  }

  private async untilAtRest(life: Life): Promise<void> {
    const deadline = performance.now() + REST_LIMIT_MS;
    for (let since = performance.now(); performance.now() - since < REST_MS; await pause(100)) {
      const { isOver, transitions, notices } = await life.ask({ kind: 'status' }, 'status');
      if (!isOver || transitions > 0 || notices > 0) since = performance.now();
      if (performance.now() < deadline) continue;
      this.fail(`it does not come to rest: ${transitions} transitions and ${notices} messages wait`);
      return;
    }
  }

  private fail(text: string): void {
    this.failures.push(text);
    this.options.progress(`FAILED: ${text}`);
  }
}
