import type { WeekHours } from '../../domain/condition.ts';
import type { SuppressionReason } from '../../domain/condition-state.ts';
import { isInHours } from '../../domain/week-hours.ts';
import type { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Slot } from '../condition-table.ts';
import type { DeadlineLane, DeadlineQueue } from '../deadline-queue.ts';
import { configuredReasons } from './reasons.ts';
import { type Apply, hasReason, release, suppress } from './sources.ts';

/** Hours begin and end with full minutes. */
const MINUTE_MS = 60_000;

export interface SchedulesOptions {
  readonly slots: readonly Slot[];
  readonly apply: Apply;
  readonly deadlines: DeadlineQueue;
  readonly clock: Clock;
  /** The zone the hours are meant in. */
  readonly zone: ZoneOffsets;
}

interface Member {
  readonly slot: Slot;
  readonly hours: readonly WeekHours[];
  readonly reason: SuppressionReason;
}

/** Keeps conditions quiet outside of their hours of the site's week. Looks at each full minute of the wall clock. */
export class Schedules {
  private readonly options: SchedulesOptions;
  /** By hours, so that each kind of hours is looked at once. */
  private readonly groups: readonly (readonly Member[])[];
  private readonly lane: DeadlineLane;

  constructor(options: SchedulesOptions) {
    this.options = options;
    const members = options.slots.flatMap((slot) => membersOf(slot));
    this.groups = [...Map.groupBy(members, ({ reason }) => reason.key).values()];
    this.lane = options.deadlines.lane(1, () => this.look());
  }

  /** Looks now and goes on looking; also after the clock was set. */
  look(): void {
    if (this.groups.length === 0) return;
    const { clock, zone } = this.options;
    const nowMs = clock.nowMs();
    const localMs = nowMs + zone.at(nowMs);
    for (const members of this.groups) this.judge(members, !isInHours(members[0]!.hours, localMs));
    this.lane.set(0, clock.monotonicMs() + MINUTE_MS - (nowMs % MINUTE_MS));
  }

  private judge(members: readonly Member[], isQuiet: boolean): void {
    const { apply } = this.options;
    for (const { slot, reason } of members)
      if (hasReason(slot, reason) !== isQuiet) (isQuiet ? suppress : release)(apply, slot, reason);
  }
}

const membersOf = (slot: Slot): Member[] =>
  configuredReasons(slot.condition).flatMap(({ suppressor, reason }) =>
    suppressor.kind === 'schedule' ? [{ slot, hours: suppressor.hours, reason }] : [],
  );
