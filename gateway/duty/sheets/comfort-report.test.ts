import { expect, test } from 'vitest';
import type { ComfortZone } from '../../domain/duty/sheets/sheets-plan.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { HistoryColumns } from '../../ports/historian.ts';
import { comfortReport } from './comfort-report.ts';

const COLUMN_MS = 300_000;
const HOUR_MS = 3_600_000;

const zone: ComfortZone = {
  ...{ id: 'lobby', title: { en: 'Lobby', zh: '大堂' }, equipment: 'R07', humidity: null, hours: [], tellAfterMs: 0 },
  temperature: { tag: 'R07.temperature', low: 20, high: 28 },
};

/** A history whose first good column begins there; undefined: none. */
const since = (first: number | undefined) => ({
  query: async (_tag: string, from: number, to: number): Promise<HistoryColumns> => {
    const starts = Array.from({ length: (to - from) / COLUMN_MS }, (_, i) => from + i * COLUMN_MS);
    const known = starts.filter((at) => first !== undefined && at >= first);
    const values = Float64Array.from(known, () => 24);
    return {
      ...{ tag: 'R07.temperature', fromMs: from, toMs: to, columnMs: COLUMN_MS, time: Float64Array.from(known) },
      ...{ min: values, max: values, mean: values, last: values, good: Float32Array.from(known, () => 1) },
    };
  },
});

test.each([
  ['the whole time', 0, 0, 0],
  ['half an hour', HOUR_MS / 2, HOUR_MS / 2, HOUR_MS / 2],
  ['no time at all', undefined, null, HOUR_MS],
])('says since when there are readings: %s', async (_name, first, knownSince, unknownMs) => {
  const [state] = await comfortReport([zone], since(first), new ZoneOffsets('Asia/Shanghai'), 0, HOUR_MS);
  expect(state?.temperature).toMatchObject({ knownSince, unknownMs, watchedMs: HOUR_MS });
});
