import type { LeasedNotice } from '../../ports/outbox.ts';
import { noticeId } from '../escalation/notice-id.ts';

/**
 * Id of the message these notices go out in: that of a single one; of several the same for the same ones only, because a receiver that
 * drops repeats must not drop one that was not in it before. What may have been sent before keeps the id it had then.
 */
export function messageIdOf(notices: readonly LeasedNotice[]): string {
  const [first, ...others] = notices;
  if (first?.begunAs) return first.begunAs;
  if (first && others.length === 0) return first.id;
  return noticeId(['bundle', ...notices.map(({ id }) => id)]);
}
