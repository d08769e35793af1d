import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Reading } from '../point-store.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

/** What a summary of several readings yields; compared by value, so that only a change of the summary redraws. */
type Summary = string | number | boolean | null;

/** A figure over many points: `summarise` gets their readings in order, undefined for a tag the site does not have. */
export function useReadingSummary<T extends Summary>(
  tags: readonly string[],
  summarise: (readings: readonly (Reading | undefined)[]) => T,
): T {
  const points = useCell(useServices().site)?.points;
  const key = tags.join('\n');
  const list = useMemo(() => (key === '' ? [] : key.split('\n')), [key]);
  const latest = useRef(summarise);
  latest.current = summarise;
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = list.map((tag) => points?.subscribe(tag, listener));
      return () => {
        for (const stop of stops) stop?.();
      };
    },
    [points, list],
  );
  const read = useCallback(() => latest.current(list.map((tag) => points?.read(tag))), [points, list]);
  return useSyncExternalStore(subscribe, read, read);
}

/** The number of a reading that may be taken as present, otherwise null. */
export const presentValue = (reading: Reading | undefined): number | null =>
  reading && (reading.standing === 'good' || reading.standing === 'uncertain') ? reading.value : null;
