import { useEffect, useRef } from 'react';
import { useServices } from '../../data/hooks/services-context.ts';
import { useDuty } from '../../data/hooks/use-duty.ts';
import { isReloadDue } from './reload-time.ts';

const LOOK_MS = 30_000;
const MOST_CHANGES = 50;

/** Loads the page again after a change of shift, so that a wall that nobody touches runs the version the gateway serves. */
export function useShiftReload(): void {
  const { clock, time, link } = useServices();
  const rotations = useDuty().data?.rotations;
  const changes = useRef<number[]>([]);
  useEffect(() => {
    const ends = (rotations ?? []).flatMap(({ people }) => people.map(({ endsAt }) => Date.parse(endsAt)));
    changes.current = [...new Set([...changes.current, ...ends])].slice(-MOST_CHANGES);
  }, [rotations]);
  useEffect(() => {
    const loadedAt = time.nowMs();
    const timer = clock.every(LOOK_MS, () => {
      const isHealthy = link.get().state === 'live';
      if (isReloadDue({ now: time.nowMs(), loadedAt, changes: changes.current, isHealthy })) void reloadIfServed();
    });
    return () => timer.cancel();
  }, [clock, time, link]);
}

/** A picture that stands is better than a browser's error page: it is left only for a page that is there. */
async function reloadIfServed(): Promise<void> {
  const isServed = await fetch('/', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isServed) window.location.reload();
}
