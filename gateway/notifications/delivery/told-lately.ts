import type { LeasedNotice } from '../../ports/outbox.ts';

/** The ones told longest ago are forgotten first. */
const MOST_KEPT = 5_000;

/**
 * What went out to whom. While a channel is down the steps of an escalation queue up; a notice that was queued before the same
 * person was told of the same occurrence says nothing new.
 */
export class ToldLately {
  private readonly told = new Map<string, { readonly id: string; readonly at: number }>();

  /** Id of the notice that said the same after this one was queued, its own when it could not be settled; undefined when there is none. */
  inPlaceOf(notice: LeasedNotice): string | undefined {
    const before = this.told.get(keyOf(notice));
    if (!before || before.at < notice.queuedAt) return undefined;
    return before.id === notice.id || notice.kind === 'alarm' ? before.id : undefined;
  }

  add(notice: LeasedNotice, at: number): void {
    const key = keyOf(notice);
    this.told.delete(key);
    this.told.set(key, { id: notice.id, at });
    if (this.told.size <= MOST_KEPT) return;
    const oldest = this.told.keys().next();
    if (!oldest.done) this.told.delete(oldest.value);
  }
}

/** By the occurrence as it was told: the message shows the alarm as it is when it is sent. */
const keyOf = ({ kind, alarmId, alarm, occurrence, recipient, address, priority }: LeasedNotice): string =>
  JSON.stringify([kind, alarmId, alarm?.occurrence ?? occurrence, alarm?.priority ?? priority, recipient, address]);
