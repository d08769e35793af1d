import type { Round } from './plan-round.ts';

const MOST_PER_ROUND = 3;
const MOST_KEPT = 300;

/** What failed, each with what plays it again. Of one round only the first few are kept, the others counted. */
export class Failures {
  readonly texts: string[] = [];
  private readonly seed: number;
  private readonly tell: (text: string) => void;
  private readonly beganAt = performance.now();
  private readonly rounds = new Map<string, number>();
  private readonly kinds = new Map<string, number>();

  constructor(seed: number, tell: (text: string) => void) {
    this.seed = seed;
    this.tell = tell;
  }

  get count(): number {
    return this.texts.length;
  }

  /** How many rounds with this fault have failed. */
  of(kind: string): number {
    return this.kinds.get(kind) ?? 0;
  }

  /** Without a round: about the program as a whole. */
  add(text: string, target?: string, round?: Round): void {
    if (!target || !round) {
      this.keep(target ? `${target}: ${text}` : text);
      return;
    }
    const { fault, number, unit, holdMs } = round;
    const key = `${target} ${number}`;
    const before = this.rounds.get(key) ?? 0;
    this.rounds.set(key, before + 1);
    if (before === 0) this.kinds.set(fault.kind, this.of(fault.kind) + 1);
    if (before >= MOST_PER_ROUND) return;
    const where = `${target} round ${number}, ${fault.kind}, unit ${unit}, held ${Math.round(holdMs)} ms`;
    this.keep(`${where}: ${text}  [--seed ${this.seed} --only ${target} --round ${number}]`);
  }

  private keep(text: string): void {
    if (this.texts.length >= MOST_KEPT) return;
    const timed = `${((performance.now() - this.beganAt) / 1000).toFixed(1)} s ${text}`;
    this.texts.push(timed);
    this.tell(timed);
  }
}
