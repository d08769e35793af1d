import { PLAYBOOK } from '../../domain/duty/playbooks/playbook.ts';
import { SHIFT, type Shift, type ShiftPerson } from '../../domain/duty/shifts/shift.ts';
import type { ShiftSlot } from '../../domain/duty/shifts/shift-slots.ts';
import type { ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import type { ShiftsPlan, ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import type { LocalText } from '../../domain/text.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OnCallService } from '../../ports/on-call-service.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { LOOKED_BACK_MS, type ShiftRules } from './plan-shifts.ts';
import type { SiteParts } from './report-values.ts';
import { shiftPeople } from './shift-people.ts';

export interface ShiftOptions {
  readonly plan: ShiftsPlan;
  readonly site: SiteParts;
  readonly book: RecordBook;
  readonly onCall: Pick<OnCallService, 'plan' | 'turns'>;
  readonly alarms: Pick<AlarmService, 'open' | 'quiet' | 'desk' | 'journal'>;
  readonly orders: Pick<WorkOrderService, 'list'>;
  readonly latest: LatestValues;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Shifts of some days: what is done about a shift concerns it and its neighbours. */
const LATEST_RECORDS = 12;
const MOST_RECORDS = 400;

/** What the engine and the service of shifts have in common: the book, the calendar and who comes. */
export class ShiftParts {
  readonly options: ShiftOptions;
  readonly records: Records<Shift>;
  readonly offsets: ZoneOffsets;

  constructor(options: ShiftOptions) {
    this.options = options;
    this.records = options.book.of(SHIFT);
    this.offsets = new ZoneOffsets(options.site.timeZone);
  }

  now(): number {
    return this.options.clock.nowMs();
  }

  rulesOf(trade: ShiftTrade): ShiftRules {
    const { opensBeforeMs, lateAfterMs } = this.options.plan;
    return { trade, offsets: this.offsets, opensBeforeMs, lateAfterMs };
  }

  /** Playbooks that run for an event; a drill stops nobody from going home. */
  async runningPlaybooks(): Promise<number> {
    const running = await this.options.book.of(PLAYBOOK).list({ states: ['open'], limit: MOST_RECORDS });
    return running.filter(({ body }) => !body.isDrill && body.endedAt === null).length;
  }

  /** The latest few of a trade and every one that is still open, newest first. */
  async recordsOf(trade: string): Promise<readonly ShiftRecord[]> {
    const latest = await this.records.list({ subject: trade, limit: LATEST_RECORDS });
    const open = await this.records.list({ subject: trade, states: ['open'], limit: MOST_RECORDS });
    const older = open.filter(({ id }) => latest.every((one) => one.id !== id));
    return [...latest, ...older].sort((a, b) => b.at - a.at);
  }

  /** Newest first, for as long as shifts are looked back at. */
  historyOf(trade: string): Promise<readonly ShiftRecord[]> {
    return this.records.list({ subject: trade, from: this.now() - LOOKED_BACK_MS, limit: MOST_RECORDS });
  }

  tradeOf(id: string): ShiftTrade | undefined {
    return this.options.plan.trades.find((trade) => trade.id === id);
  }

  /** Who comes for a stretch of time by the duty plan, overrides and deputies included. */
  async peopleFor(
    { rotation }: ShiftTrade,
    stretch: { readonly startsAt: number; readonly endsAt: number },
  ): Promise<readonly ShiftPerson[]> {
    return shiftPeople(await this.options.onCall.turns(stretch.startsAt, stretch.endsAt), rotation, stretch);
  }

  holidayOf({ date }: Pick<ShiftSlot, 'date'>): LocalText | null {
    return this.options.plan.holidays.find((holiday) => holiday.date === date)?.title ?? null;
  }

  nameOf(person: string): string | undefined {
    return this.options.onCall.plan.people.find(({ id }) => id === person)?.name;
  }
}
