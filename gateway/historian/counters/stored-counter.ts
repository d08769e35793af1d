import type { DayReader } from '../sinks/embedded/day-reader.ts';
import type { HistoryStore } from '../sinks/embedded/history-store.ts';
import type { CounterDay } from './counter-day.ts';
import type { CounterSource } from './counter-source.ts';

/** Days are numbered from the epoch; none is beyond this. */
const LAST_DAY = 3_000_000;
/** Condensed days kept while one question is answered. */
const KEPT_DAYS = 64;

/** What the embedded historian has of one counter. Made for one question. */
export function storedCounter(store: HistoryStore, reader: DayReader, point: number): CounterSource {
  const overview = reader.overview(0, LAST_DAY);
  const days = [...overview.keys()];
  const condensed = new Map<number, CounterDay | undefined>();
  return {
    neighbour: (day, direction) => {
      const raw = direction < 0 ? days.findLast((one) => one < day) : days.find((one) => one > day);
      const counted = store.rollups.neighbourCounterDay(point, day, direction);
      if (raw === undefined || counted === undefined) return raw ?? counted;
      return direction < 0 ? Math.max(raw, counted) : Math.min(raw, counted);
    },
    openDays: (beforeDay) => days.filter((day) => day < beforeDay && overview.get(day)?.isOpen),
    isOpen: (day) => overview.get(day)?.isOpen ?? false,
    hasSamples: (day) => overview.has(day),
    samples: (day) => reader.day(day),
    condensed: (day) => {
      if (condensed.has(day)) return condensed.get(day);
      if (condensed.size >= KEPT_DAYS) condensed.clear();
      const found = store.rollups.counterDay(point, day);
      condensed.set(day, found);
      return found;
    },
  };
}
