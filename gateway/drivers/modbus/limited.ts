import type { Clock } from '../../ports/clock.ts';

/** Settles with the work, or without it after the limit; never rejects. */
export async function atMost(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(limitMs, resolve);
  try {
    await Promise.race([work.catch(() => undefined), promise]);
  } finally {
    timer.cancel();
  }
}

/** Settles when so much time has passed. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
