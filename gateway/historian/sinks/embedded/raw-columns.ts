import type { HistoryColumns } from '../../../ports/historian.ts';
import { isUsable, type Series } from '../../series.ts';
import type { ColumnQuestion } from './column-question.ts';

/**
 * The samples themselves. The first may lie before the range: it is the value that held when the range began.
 * Where a value stopped holding without a successor, a column with good = 0 marks the beginning of the gap.
 */
export function rawColumns(
  { tag, fromMs, toMs, knownUntilMs, holdMs }: Omit<ColumnQuestion, 'point' | 'width'>,
  series: Series,
): HistoryColumns {
  const time: number[] = [];
  const value: number[] = [];
  for (let i = 0; i < series.length; i++) {
    time.push(series.time[i]!);
    value.push(isUsable(series, i) ? series.value[i]! : Number.NaN);
    const heldUntil = series.time[i]! + holdMs;
    const next = i + 1 < series.length ? series.time[i + 1]! : Math.min(toMs, knownUntilMs);
    if (!isUsable(series, i) || next <= heldUntil) continue;
    time.push(heldUntil);
    value.push(Number.NaN);
  }
  const values = Float64Array.from(value);
  const good = Float32Array.from(value, (v) => (Number.isNaN(v) ? 0 : 1));
  const same = (): Float64Array => values.slice();
  return {
    ...{ tag, fromMs, toMs, columnMs: 0, time: Float64Array.from(time) },
    ...{ min: same(), max: same(), mean: same(), last: same(), good },
  };
}
