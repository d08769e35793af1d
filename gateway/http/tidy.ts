import type { AccountStore } from '../ports/account-store.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Repeats } from './idempotency.ts';

interface TidyOptions {
  readonly accounts: AccountStore;
  readonly repeats: Repeats;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Once an hour removes sessions that have ended and remembered replies older than a day. Cancel to stop. */
export function tidyHourly({ accounts, repeats, clock, logger }: TidyOptions): Timer {
  const tidy = async (): Promise<void> => {
    await accounts.removeExpiredSessions(clock.nowMs());
    await repeats.tidy();
  };
  return clock.every(3_600_000, () => {
    tidy().catch((err: unknown) => logger.warn({ err }, 'old sessions and replies could not be removed'));
  });
}
