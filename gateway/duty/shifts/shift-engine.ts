import { bySystem } from '../../domain/duty/deed.ts';
import { missHandover, openHandover, takeOver, tellLate } from '../../domain/duty/shifts/handover-steps.ts';
import { shiftDraft } from '../../domain/duty/shifts/shift-draft.ts';
import { momentIn, type ShiftSlot } from '../../domain/duty/shifts/shift-slots.ts';
import { missCheck, replan, type ShiftRecord } from '../../domain/duty/shifts/shift-steps.ts';
import type { ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import { TickTask } from '../tick-task.ts';
import { lateAt, planShifts } from './plan-shifts.ts';
import { reportOf } from './shift-deeds.ts';
import type { ShiftParts } from './shift-parts.ts';
import { arePeopleSame } from './shift-people.ts';
import { checkMissed, reliefLate, shiftUnmanned } from './shift-texts.ts';

const MINUTE_MS = 60_000;

/** Opens the shifts, makes their handovers, and says what did not happen. All its memory is the record book. */
export class ShiftEngine {
  private readonly parts: ShiftParts;
  private readonly turns: TickTask;

  constructor(parts: ShiftParts) {
    this.parts = parts;
    const { clock, logger } = parts.options;
    const task = (): Promise<void> => this.tick();
    this.turns = new TickTask({ clock, logger, periodMs: MINUTE_MS, name: 'shifts', task });
  }

  /** Resolves after the first look. Never rejects. */
  start(): Promise<void> {
    return this.turns.start();
  }

  stop(): Promise<void> {
    return this.turns.stop();
  }

  /** What is to be done now; doing it again changes nothing. Rejects with STORE_UNAVAILABLE. */
  async tick(): Promise<void> {
    for (const trade of this.parts.options.plan.trades) await this.tickTrade(trade);
  }

  private async tickTrade(trade: ShiftTrade): Promise<void> {
    const { parts } = this;
    const records = await parts.recordsOf(trade.id);
    const now = parts.now();
    const work = planShifts(parts.rulesOf(trade), records, now);
    for (const { slot, isPast } of work.toOpen) await this.open(trade, slot, isPast);
    for (const record of records) await this.follow(trade, record);
    for (const record of work.uncheckedLate) await this.tellUnchecked(record);
    for (const record of work.toHandOver) await this.openHandover(trade, record);
    for (const { from, to } of work.toTakeOver)
      await parts.records.change(to.id, (next) => takeOver(next, from.body, bySystem(now)));
    for (const record of work.late) await this.tellLate(record);
    for (const record of work.missed)
      await parts.records.change(record.id, (present) => missHandover(present, bySystem(now)));
  }

  private async open(trade: ShiftTrade, slot: ShiftSlot, isPast: boolean): Promise<void> {
    const { parts } = this;
    const now = parts.now();
    const people = await parts.peopleFor(trade, slot);
    const checkDueAt = trade.checkBy === undefined ? null : (momentIn(slot, trade.checkBy, parts.offsets) ?? null);
    const { title, minimum } = trade;
    const start = { slot, title, minimum, people, checkDueAt, isPast, holiday: parts.holidayOf(slot) };
    const dueAt = lateAt(parts.rulesOf(trade), slot.endsAt);
    const { record, isNew } = await parts.records.open(shiftDraft({ ...start, dueAt }, now));
    const isShort = people.length < minimum;
    if (isNew && isShort && !isPast) parts.options.notices.tell(shiftUnmanned(record, now));
  }

  /** Somebody swapped, fell ill or stepped in: the shift says who is to come now. */
  private async follow(trade: ShiftTrade, { id, state, body }: ShiftRecord): Promise<void> {
    const { parts } = this;
    const now = parts.now();
    if (state !== 'open' || body.endsAt <= now) return;
    const people = await parts.peopleFor(trade, body);
    if (arePeopleSame(people, body.people)) return;
    await parts.records.change(id, (present) => replan(present, people, bySystem(now)));
  }

  private async openHandover(trade: ShiftTrade, record: ShiftRecord): Promise<void> {
    const { parts } = this;
    const report = await reportOf(parts, trade, record);
    await parts.records.change(record.id, (present) => openHandover(present, report, bySystem(parts.now())));
  }

  private async tellLate({ id }: ShiftRecord): Promise<void> {
    const now = this.parts.now();
    const told = await this.parts.records.change(id, (present) => tellLate(present, bySystem(now)));
    if (told.ok) this.parts.options.notices.tell(reliefLate(told.value, now));
  }

  private async tellUnchecked({ id }: ShiftRecord): Promise<void> {
    const now = this.parts.now();
    const told = await this.parts.records.change(id, (present) => missCheck(present, bySystem(now)));
    if (told.ok) this.parts.options.notices.tell(checkMissed(told.value, now));
  }
}
