import type { CorrectionKind, IncrementQuality } from '../../domain/counter-correction.ts';

/** One place where an increment is not plainly the difference of two readings, as counting found it. */
export interface Correction {
  readonly kind: CorrectionKind;
  /** Time of the last reading before it. */
  readonly fromMs: number;
  /** Time of the first reading after it. */
  readonly toMs: number;
  readonly before: number;
  readonly after: number;
  /** What was counted for it. */
  readonly increment: number;
  readonly quality: IncrementQuality;
  /** How many of a kind in a row this stands for. */
  readonly count: number;
  /** Number of the declaration that decided it; 0 when none did. */
  readonly declaration: number;
}

/** Ignored readings may come by the hundred; more corrections of one day than this are joined to the last of their kind. */
const KEPT_PER_DAY = 200;

/** Tells small things that follow each other as one, so that a flickering register does not fill the list. */
export function joinCorrections(list: readonly Correction[]): Correction[] {
  const out: Correction[] = [];
  for (const one of list) {
    const at = findJoinable(out, one);
    if (at < 0) out.push(one);
    else out[at] = joined(out[at]!, one);
  }
  return out;
}

function findJoinable(list: readonly Correction[], { kind }: Correction): number {
  const isRepeated = kind === 'step-back' || kind === 'wrong-reading' || kind === 'too-fast';
  if (isRepeated && list.at(-1)?.kind === kind) return list.length - 1;
  return list.length < KEPT_PER_DAY ? -1 : list.findLastIndex((one) => one.kind === kind);
}

const joined = (a: Correction, b: Correction): Correction => ({
  ...a,
  toMs: b.toMs,
  after: b.after,
  increment: a.increment + b.increment,
  count: a.count + b.count,
});
