import { useEffect } from 'react';
import type { Clock } from '../data/clock.ts';

const HALF_PERIOD_MS = 500;

/** One 1 Hz clock for every blinking frame, half and half. Still where a person or the system wants less motion. */
export function useBlinkClock(clock: Clock, wanted: boolean): void {
  useEffect(() => {
    const root = document.documentElement;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    root.dataset.blink = 'on';
    if (!wanted || still) return;
    const timer = clock.every(HALF_PERIOD_MS, () => {
      // Silencing makes frames steady.
      const isOff = root.dataset.blink === 'on' && root.dataset.silenced !== 'true';
      root.dataset.blink = isOff ? 'off' : 'on';
    });
    return () => timer.cancel();
  }, [clock, wanted]);
}
