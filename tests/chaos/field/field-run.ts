import { setTimeout as pause } from 'node:timers/promises';
import type { ChaosOptions, ChaosReport } from '../program.ts';
import { percent } from '../shared/figures.ts';
import { VitalSigns } from '../shared/vital-signs.ts';
import { SCAN_PERIOD_MS, startWatchedField, type WatchedField } from '../shared/watched-field.ts';
import type { Failures } from './failures.ts';
import type { Target } from './fault.ts';
import type { Beside, WatchedPoint } from './oracle.ts';
import { planRound, type Round } from './plan-round.ts';
import { playRound, type RoundResult, spoiltText } from './play.ts';
import { type FieldFigures, fieldLines, kindFigures } from './report.ts';

const DEFAULT_ROUNDS = 60;
const PROGRESS_EVERY_MS = 10_000;
const LEAST_RATE_PERCENT = 95;
/** One lost cycle is much of a short time: lines that were harmed less than this are judged together, or not at all. */
const LEAST_SECONDS = 15;
/** What a heap may grow before it counts as a leak: both of it. */
const MOST_GROWTH_PERCENT = 10;
const MOST_GROWTH_MB = 6;
const MOST_NEW_DESCRIPTORS = 4;
/** Until the last connection that was forgotten is cleared away. */
const CALM_MS = 4_000;

/** One run of the field program: all targets are harmed at the same time, each in rounds of its own. */
export class FieldRun {
  private readonly options: ChaosOptions;
  private readonly targets: readonly Target[];
  private readonly failures: Failures;
  private readonly signs: VitalSigns;
  private readonly current = new Map<string, Round>();
  private readonly results: RoundResult[] = [];

  constructor(options: ChaosOptions, targets: readonly Target[], failures: Failures) {
    this.options = options;
    this.targets = targets;
    this.failures = failures;
    this.signs = new VitalSigns((text) => failures.add(text));
  }

  async play(): Promise<ChaosReport> {
    const fail = (point: WatchedPoint, text: string): void =>
      this.failures.add(text, point.target, this.current.get(point.target));
    const field = await startWatchedField({
      lines: this.targets,
      seed: this.options.seed,
      onError: (text) => this.failures.add(`the gateway logged an error: ${text}`),
      wrong: (point, text) => fail(point, `WRONG VALUE: ${point.tag} ${text}`),
      spoilt: (point, quality) => fail(point, spoiltText(point, quality)),
    });
    try {
      return await this.playOn(field);
    } finally {
      await field.stop();
    }
  }

  private async playOn(field: WatchedField): Promise<ChaosReport> {
    const { oracle, points } = field;
    const indexesOf = (id: string): number[] => points.filter(({ target }) => target === id).map(({ index }) => index);
    const lostBefore = new Map(this.targets.map(({ id }) => [id, oracle.lostSoFar(indexesOf(id))]));
    oracle.guard([...points.keys()], true);
    this.signs.start();
    const beganAt = performance.now();
    const timer = setInterval(() => this.tellProgress(field), PROGRESS_EVERY_MS);
    try {
      await Promise.all(this.players().map((target, position) => this.playTarget(target, position, field)));
      await pause(CALM_MS);
    } finally {
      clearInterval(timer);
    }
    const elapsedMs = performance.now() - beganAt;
    const witness = (id: string): Beside => {
      const indexes = indexesOf(id);
      const lost = oracle.lostSoFar(indexes) - lostBefore.get(id)!;
      return { lost, cycles: (indexes.length * elapsedMs) / SCAN_PERIOD_MS, seconds: elapsedMs / 1000 };
    };
    return this.report(field, elapsedMs, witness);
  }

  private players(): Target[] {
    return this.targets.filter(({ faults }) => faults.length > 0);
  }

  private async playTarget(target: Target, position: number, { oracle, points }: WatchedField): Promise<void> {
    const own = points.filter((point) => point.target === target.id);
    for (const number of this.roundsOf(position)) {
      const round = planRound(this.options.seed, target, number);
      this.current.set(target.id, round);
      const fail = (failed: Round, text: string): void => this.failures.add(text, target.id, failed);
      const stallSince = (at: number): number => this.signs.longestStallSince(at);
      const result = await playRound({ target, points: own, oracle, fail, stallSince }, round);
      this.results.push(result);
      // Whatever came after would only show the same again.
      if (Number.isNaN(result.recoveryMs)) return;
    }
  }

  /** The rounds are dealt to the targets in turn. */
  private roundsOf(position: number): number[] {
    const { round, rounds = DEFAULT_ROUNDS } = this.options;
    if (round !== undefined) return [round];
    const players = this.players().length;
    const count = Math.floor(rounds / players) + (position < rounds % players ? 1 : 0);
    return Array.from({ length: count }, (_, i) => i + 1);
  }

  private tellProgress({ oracle }: WatchedField): void {
    const { count } = this.failures;
    this.options.progress(`${this.results.length} rounds, ${oracle.samples} samples, ${count} failures`);
  }

  private report({ oracle, points }: WatchedField, elapsedMs: number, witness: (id: string) => Beside): ChaosReport {
    const { memory, descriptors } = this.signs.stop();
    const beside = this.targets.map(({ id, faults }) => [id, faults.length === 0 ? witness(id) : this.besideOf(id)]);
    const figures: FieldFigures = {
      rounds: this.results.length,
      seconds: elapsedMs / 1000,
      points: points.length,
      samples: oracle.samples,
      oldestShownMs: oracle.oldestShownMs,
      kinds: kindFigures(this.results, (kind) => this.failures.of(kind)),
      neighbours: Object.fromEntries(beside),
      memory,
      descriptors,
    };
    this.judge(figures);
    return { failures: this.failures.texts, lines: fieldLines(figures), figures };
  }

  private besideOf(target: string): Beside {
    const results = this.results.filter((result) => result.target === target);
    return addUp(results.map(({ neighbours }) => neighbours).filter(({ cycles }) => cycles > 0));
  }

  private judge({ neighbours, memory, descriptors }: FieldFigures): void {
    const isLong = ({ seconds }: Beside): boolean => seconds >= LEAST_SECONDS;
    const all = Object.entries(neighbours);
    const rest = addUp(all.map(([, beside]) => beside).filter((beside) => !isLong(beside)));
    for (const [id, beside] of [...all, ['lines harmed little', rest] as const]) {
      const rate = 100 - percent(beside.lost, beside.cycles);
      if (!isLong(beside) || rate >= LEAST_RATE_PERCENT) continue;
      this.failures.add(`units beside a harmed one kept ${rate.toFixed(2)} % of their cycles`, id);
    }
    const grownMb = memory.lastThirdMb - memory.firstThirdMb;
    if (memory.growthPercent > MOST_GROWTH_PERCENT && grownMb > MOST_GROWTH_MB) {
      this.failures.add(`the heap has grown by ${grownMb.toFixed(1)} MB`);
    }
    const more = descriptors.after - descriptors.before;
    if (more > MOST_NEW_DESCRIPTORS) this.failures.add(`${more} descriptors more than at the beginning`);
    for (const target of this.targets) for (const text of target.complaints?.() ?? []) this.failures.add(text);
  }
}

function addUp(parts: readonly Beside[]): Beside {
  const sum = (part: (beside: Beside) => number): number => parts.reduce((total, one) => total + part(one), 0);
  return { lost: sum(({ lost }) => lost), cycles: sum(({ cycles }) => cycles), seconds: sum(({ seconds }) => seconds) };
}
