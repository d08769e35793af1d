import type { LeasedNotice, Settlement } from '../../ports/outbox.ts';
import type { ChannelWatch } from './channel-watch.ts';
import { givenUp, isTooOld } from './retry-policy.ts';
import { isStillDue } from './still-due.ts';
import type { ToldLately } from './told-lately.ts';

/** What becomes of a notice that need not be sent; undefined for one that has to be. */
export function withoutSending(
  notice: LeasedNotice,
  told: Pick<ToldLately, 'inPlaceOf'>,
  channel: Pick<ChannelWatch, 'isUp' | 'lastFailure'>,
  at: number,
): Settlement | undefined {
  if (!isStillDue(notice)) return { state: 'superseded', at };
  const before = told.inPlaceOf(notice);
  if (before === notice.id) return { state: 'sent', at, receipt: null };
  if (before !== undefined) return { state: 'bundled', at, into: before };
  // After a long time without power it is late, but it has not been tried.
  const isUntried = channel.isUp && notice.attempts === 0 && notice.kind !== 'test';
  return !isUntried && isTooOld(notice, at) ? givenUp(at, channel.lastFailure ?? 'not tried in time') : undefined;
}
