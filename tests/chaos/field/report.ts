import { median, percent, table } from '../shared/figures.ts';
import type { HandleFigures, MemoryFigures } from '../shared/vital-signs.ts';
import { SCAN_PERIOD_MS } from '../shared/watched-field.ts';
import type { Beside } from './oracle.ts';
import { GRAIN_MS, PROMISE_MS, type RoundResult } from './play.ts';

export interface KindFigures {
  readonly kind: string;
  readonly rounds: number;
  readonly medianMs: number;
  readonly worstMs: number;
  readonly failures: number;
}

export interface FieldFigures {
  readonly rounds: number;
  readonly seconds: number;
  readonly points: number;
  readonly samples: number;
  /** The greatest age of a value that was shown as good. */
  readonly oldestShownMs: number;
  readonly kinds: readonly KindFigures[];
  /** Lost cycles of the units beside a harmed one, by target, and of the witnesses. */
  readonly neighbours: Readonly<Record<string, Beside>>;
  readonly memory: MemoryFigures;
  readonly descriptors: HandleFigures;
}

export function kindFigures(results: readonly RoundResult[], failuresOf: (kind: string) => number): KindFigures[] {
  const byKind = Map.groupBy(results, (result) => result.kind);
  const figures = [...byKind].map(([kind, rounds]) => {
    const times = rounds.map((round) => round.recoveryMs).filter((ms) => !Number.isNaN(ms));
    const worstMs = times.length === 0 ? Number.NaN : Math.max(...times);
    return { kind, rounds: rounds.length, medianMs: median(times), worstMs, failures: failuresOf(kind) };
  });
  return figures.sort((a, b) => a.kind.localeCompare(b.kind));
}

/** The figures as people read them. */
export function fieldLines(figures: FieldFigures): string[] {
  const { rounds, seconds, points, samples, oldestShownMs, kinds, neighbours, memory, descriptors } = figures;
  const ms = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(0));
  const rows = kinds.map((one) => [
    one.kind,
    String(one.rounds),
    ms(one.medianMs),
    ms(one.worstMs),
    String(one.failures),
  ]);
  const seen = Object.entries(neighbours).filter(([, { cycles }]) => cycles > 0);
  const beside = seen.map(([id, { lost, cycles }]) => [
    id,
    cycles.toFixed(0),
    String(lost),
    (100 - percent(lost, cycles)).toFixed(2),
  ]);
  return [
    `${rounds} rounds in ${seconds.toFixed(0)} s, ${points} points, ${samples} samples compared with what they must be`,
    `the oldest value shown as good: ${oldestShownMs.toFixed(0)} ms`,
    `recovery: from the device's return to the last point good again; promised are two scan periods of ${SCAN_PERIOD_MS} ms,`,
    `allowed ${PROMISE_MS} ms (${GRAIN_MS} ms for looking and for a busy machine)`,
    '',
    ...table(['fault', 'rounds', 'median ms', 'worst ms', 'failures'], rows),
    '',
    ...table(['beside a harmed unit; witnesses', 'cycles', 'lost', 'rate %'], beside),
    '',
    `heap after collection: ${memory.firstThirdMb.toFixed(1)} MB in the first third, ${memory.lastThirdMb.toFixed(1)} MB in the last (${memory.growthPercent.toFixed(1)} %, ${memory.looks} looks)`,
    `open descriptors: ${descriptors.before} before, ${descriptors.after} after`,
  ];
}
