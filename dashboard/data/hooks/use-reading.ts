import { useCallback, useSyncExternalStore } from 'react';
import type { Reading } from '../point-store.ts';
import { useServices } from './services-context.ts';
import { useCell } from './use-cell.ts';

/** What is to be shown of one point: one subscription per tag. Undefined when the site has no such tag. */
export function useReading(tag: string): Reading | undefined {
  const site = useCell(useServices().site);
  const points = site?.points;
  const subscribe = useCallback(
    (listener: () => void) => points?.subscribe(tag, listener) ?? (() => undefined),
    [points, tag],
  );
  const read = useCallback(() => points?.read(tag), [points, tag]);
  return useSyncExternalStore(subscribe, read, read);
}

/** The number of one point where it may be trusted as present (good or uncertain), otherwise null. */
export function usePresentValue(tag: string): number | null {
  const reading = useReading(tag);
  return reading && (reading.standing === 'good' || reading.standing === 'uncertain') ? reading.value : null;
}
