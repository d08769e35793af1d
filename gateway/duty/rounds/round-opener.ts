import { ROUND, type Round } from '../../domain/duty/rounds/round.ts';
import { closeRound } from '../../domain/duty/rounds/round-close.ts';
import { roundDraft } from '../../domain/duty/rounds/round-draft.ts';
import { roundMoments } from '../../domain/duty/rounds/round-schedule.ts';
import type { RoundPlan, RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';

const DAY_MS = 86_400_000;
/** After a longer standstill the rounds before are not made up for: nobody looks for them any more. */
const LONGEST_ABSENCE_MS = 31 * DAY_MS;
/** Rounds of one plan opened or closed in one turn; the rest follow in the next. */
const MOST_IN_A_TURN = 400;

/** Opens the rounds that are due and ends those whose time is over; after a standstill also those nobody could walk. */
export class RoundOpener {
  private readonly rules: RoundsPlan;
  private readonly offsets: ZoneOffsets;
  private readonly records: Records<Round>;
  /** By plan: the moment from which rounds have still to be opened. */
  private readonly nextFrom = new Map<string, number>();

  constructor(rules: RoundsPlan, timeZone: string, book: RecordBook) {
    this.rules = rules;
    this.offsets = new ZoneOffsets(timeZone);
    this.records = book.of(ROUND);
  }

  /** Rejects with STORE_UNAVAILABLE; what was done until then is kept, and asking again does the rest. */
  async turn(now: number): Promise<void> {
    for (const plan of this.rules.plans) await this.open(plan, now);
    await this.close(now);
  }

  private async open(plan: RoundPlan, now: number): Promise<void> {
    const from = this.nextFrom.get(plan.id) ?? (await this.firstMoment(plan, now));
    const due = roundMoments(plan.schedule, this.offsets, from, now + plan.window.beforeMs + 1);
    for (const at of due.slice(0, MOST_IN_A_TURN)) {
      await this.records.open(roundDraft(plan, this.rules, at, now));
      this.nextFrom.set(plan.id, at + 1);
    }
    if (due.length === 0) this.nextFrom.set(plan.id, from);
  }

  /** After the newest round there is; of a plan without any only what can still be walked. */
  private async firstMoment(plan: RoundPlan, now: number): Promise<number> {
    const [newest] = await this.records.list({ subject: plan.id, limit: 1 });
    if (!newest) return now - plan.window.closeMs + 1;
    return Math.max(newest.at + 1, now - LONGEST_ABSENCE_MS);
  }

  private async close(now: number): Promise<void> {
    const open = await this.records.list({ states: ['open'], limit: MOST_IN_A_TURN });
    for (const record of open.filter(({ body }) => body.closesAt <= now)) {
      await this.records.change(record.id, (present) => closeRound(present, now));
    }
  }
}
