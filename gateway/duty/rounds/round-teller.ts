import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { ROUND, type Round } from '../../domain/duty/rounds/round.ts';
import { roundStanding } from '../../domain/duty/rounds/round-standing.ts';
import type { RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import { roundLate, roundMissed } from './round-texts.ts';

/** What was missed longer ago stands in the handover and in the reports; after a standstill nobody is called for last week. */
const TOLD_FOR_MS = 86_400_000;
const MOST_ROUNDS = 400;

export interface RoundTellerParts {
  readonly plan: RoundsPlan;
  readonly timeZone: string;
  readonly book: RecordBook;
  readonly notices: DutyNotices;
}

/** Tells who leads the shift of rounds that are late and rounds that were missed, each once; after a restart the outbox knows what it has. */
export class RoundTeller {
  private readonly parts: RoundTellerParts;
  private readonly calendar: SiteCalendar;
  private readonly records: Records<Round>;
  private readonly longestMs: number;
  /** Of rounds that are still looked at. */
  private told = new Set<string>();

  constructor(parts: RoundTellerParts) {
    this.parts = parts;
    this.calendar = new SiteCalendar(parts.timeZone);
    this.records = parts.book.of(ROUND);
    this.longestMs = Math.max(0, ...parts.plan.plans.map(({ window }) => window.closeMs));
  }

  /** Rejects with STORE_UNAVAILABLE. */
  async turn(now: number): Promise<void> {
    const { plan, notices } = this.parts;
    const telling = { textOf: (at: number) => this.calendar.text(at), to: plan.tell, at: now };
    const from = now - TOLD_FOR_MS - this.longestMs;
    const rounds = await this.records.list({ states: ['open', 'missed'], from, limit: MOST_ROUNDS });
    const told = new Set<string>();
    for (const record of rounds) {
      const standing = roundStanding(record, now);
      if (standing === 'in-order' || record.body.closesAt <= now - TOLD_FOR_MS) continue;
      const name = `${standing} ${record.id}`;
      told.add(name);
      if (!this.told.has(name))
        notices.tell(standing === 'late' ? roundLate(record, telling) : roundMissed(record, telling));
    }
    this.told = told;
  }
}
