import { bandFigures } from '../../domain/duty/complaints/comfort.ts';
import type { ComfortZone } from '../../domain/duty/sheets/sheets-plan.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { ComfortState, QuantityState } from '../../ports/sheet-service.ts';

const COLUMN_MS = 300_000;

/** How the zones kept within their bands between two moments. Rejects with HISTORY_UNAVAILABLE. */
export async function comfortReport(
  zones: readonly ComfortZone[],
  history: Pick<HistoryReader, 'query'>,
  site: ZoneOffsets,
  fromMs: number,
  toMs: number,
): Promise<readonly ComfortState[]> {
  const states: ComfortState[] = [];
  for (const zone of zones) {
    const { id, title, equipment, temperature, humidity } = zone;
    const figures = async (band: ComfortZone['temperature']): Promise<QuantityState | null> => {
      if (!band) return null;
      const course = await courseOf(history, band.tag, fromMs, toMs);
      const knownSince = course.time[course.mean.findIndex((value) => value !== null)] ?? null;
      return { low: band.low, high: band.high, knownSince, ...bandFigures(course, band, zone, site) };
    };
    states.push({ id, title, equipment, temperature: await figures(temperature), humidity: await figures(humidity) });
  }
  return states;
}

/** Means of five minutes; where the history is asked for more than it gives in one answer the columns are wider. */
async function courseOf(history: Pick<HistoryReader, 'query'>, tag: string, fromMs: number, toMs: number) {
  const width = Math.min(4_000, Math.max(1, Math.ceil((toMs - fromMs) / COLUMN_MS)));
  const columnMs = (toMs - fromMs) / width;
  const { time, mean, good } = await history.query(tag, fromMs, toMs, width);
  const known = new Map(
    Array.from(time, (at, i) => [Math.floor((at - fromMs) / columnMs), good[i]! > 0 ? mean[i]! : Number.NaN]),
  );
  const columns = Array.from({ length: width }, (_, i) => known.get(i) ?? Number.NaN);
  return {
    time: columns.map((_, i) => fromMs + i * columnMs),
    mean: columns.map((value) => (Number.isFinite(value) ? value : null)),
    columnMs,
  };
}
