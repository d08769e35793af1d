import type { Clock } from '../ports/clock.ts';

/** Settles when the work has, or when the time is over, whichever comes first. Work that may fail must be caught before. */
export function waitAtMost(clock: Clock, limitMs: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = clock.after(limitMs, resolve);
  const ended = work.finally(() => timer.cancel());
  return Promise.race([ended, promise]);
}
