import { describe, expect, it } from 'vitest';
import { QUALITY } from '../../domain/quality.ts';
import type { HistoryColumns } from '../../ports/historian.ts';
import { type PastColumn, PastWindow } from './past-window.ts';
import { recallPasts } from './recall-pasts.ts';

const NOW = 1_700_000_000_000;
const DAY = 86_400_000;

function history(values: readonly number[], spanMs: number, good = 1): HistoryColumns {
  const columnMs = spanMs / values.length;
  const numbers = Float64Array.from(values);
  return {
    ...{ tag: 'P.kw', fromMs: NOW - spanMs, toMs: NOW, columnMs },
    time: Float64Array.from(values, (_, i) => NOW - spanMs + i * columnMs),
    ...{ min: numbers, max: numbers, mean: numbers, last: numbers, good: new Float32Array(values.length).fill(good) },
  };
}

const past = (windowMs: number) => new PastWindow({ windowMs, holdMs: 60_000, rollover: undefined, isCounter: false });

async function recalled(window: PastWindow, windowMs: number, told: HistoryColumns): Promise<void> {
  const windows = [{ point: 0, windowMs }];
  const recall = (_: unknown, columns: readonly PastColumn[]) => window.recall(columns);
  await recallPasts({ windows, points: [{ tag: 'P.kw' }], history: { query: async () => told }, nowMs: NOW, recall });
}

describe('a past that is recalled', () => {
  it('need not be waited for', async () => {
    const window = past(28 * DAY);
    await recalled(
      window,
      28 * DAY,
      history(
        Array.from({ length: 120 }, (_, i) => 20 + (i % 5)),
        28 * DAY,
      ),
    );
    window.add(50, QUALITY.good, NOW);
    expect(window.figure('median')).toBe(22);
    expect(window.figure('max')).toBe(50);
  });

  it('says as little as is known of it', async () => {
    const window = past(28 * DAY);
    await recalled(window, 28 * DAY, history(Array(120).fill(3), 28 * DAY, 0.3));
    window.add(3, QUALITY.good, NOW);
    expect(window.figure('avg')).toBeUndefined();
  });

  it('does not replace what was seen live meanwhile', async () => {
    const window = past(DAY);
    for (let ms = 0; ms <= 3_600_000; ms += 60_000) window.add(9, QUALITY.good, NOW + ms);
    await recalled(window, DAY, history(Array(120).fill(1), DAY));
    expect(window.figure('max')).toBe(9);
    expect(window.figure('min')).toBe(1);
  });

  it('knows that something began', async () => {
    const window = past(DAY);
    await recalled(window, DAY, history([...Array(60).fill(0), ...Array(3).fill(1), ...Array(57).fill(0)], DAY));
    window.add(0, QUALITY.good, NOW);
    expect(window.figure('count')).toBe(1);
  });

  it('asks for each long past once, and for none that is short', async () => {
    const asked: number[] = [];
    const query = async (_tag: string, fromMs: number, toMs: number) => {
      asked.push(toMs - fromMs);
      return history([1], DAY);
    };
    const windows = [60_000, DAY, 7 * DAY, DAY].map((windowMs) => ({ point: 0, windowMs }));
    await recallPasts({ windows, points: [{ tag: 'P.kw' }], history: { query }, nowMs: NOW, recall: () => {} });
    expect(asked).toEqual([7 * DAY, DAY]);
  });
});
