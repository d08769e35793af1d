import { openedRecord } from '../../gateway/domain/duty/record-change.ts';
import type { HandoverReport } from '../../gateway/domain/duty/shifts/handover-report.ts';
import type { Handover } from '../../gateway/domain/duty/shifts/shift.ts';
import { EMPTY_HAND, shiftDraft } from '../../gateway/domain/duty/shifts/shift-draft.ts';
import type { ShiftRecord } from '../../gateway/domain/duty/shifts/shift-steps.ts';
import type { VisitWish } from '../../gateway/domain/duty/visits/visit.ts';
import { type VisitRecord, visitDraft } from '../../gateway/domain/duty/visits/visit-steps.ts';
import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type {
  DutyConsole,
  PlannedShift,
  ShiftDeed,
  ShiftNews,
  ShiftService,
} from '../../gateway/ports/shift-service.ts';
import type { VisitDeed, VisitService } from '../../gateway/ports/visit-service.ts';

const text = (en: string) => ({ en, zh: `${en} 中文` });
const AT = Date.UTC(2026, 0, 5, 0);
const HOUR = 3_600_000;
const LIST = { total: 0, items: [] };

/** How things stand where nothing is wrong but one alarm. */
export const exampleReport = (change: Partial<HandoverReport> = {}): HandoverReport => ({
  ...{ madeAt: AT + 11 * HOUR, supply: [], running: LIST, repair: LIST, unacknowledged: 1, quiet: LIST },
  ...{ orders: LIST, slots: LIST, rounds: LIST, tasks: LIST, unknown: [] },
  alarms: {
    total: 1,
    items: [
      {
        ...{ kind: 'alarm', id: 'PUMP-1.high~1', title: text('Pressure high'), equipment: 'PUMP-1', priority: 'P2' },
        ...{ state: 'active-unacknowledged', who: null, at: AT, until: null, note: null },
      },
    ],
  },
  values: [
    {
      ...{ tag: 'PUMP-1.p0', equipment: 'PUMP-1', title: text('Power'), value: 12.3, state: null, unit: 'kW' },
      ...{ decimals: 1, quality: 'good', at: AT },
    },
  ],
  ...change,
});

const HANDOVER: Handover = {
  ...{
    openedAt: AT + 11 * HOUR,
    report: exampleReport(),
    hand: EMPTY_HAND,
    former: [],
    outgoing: null,
    incoming: null,
  },
  ...{ walked: false, found: '', override: null, isLate: false },
};

/** The day shift of ann, its handover open, as it would lie in the book with number 1. */
export function exampleShift(change: Partial<ShiftRecord['body']> = {}): ShiftRecord {
  const slot = {
    ...{ key: 'shift:duty:2026-01-05T08:00', trade: 'duty', hours: '08:00-20:00', date: '2026-01-05' },
    ...{ startsAt: AT, endsAt: AT + 12 * HOUR },
  };
  const people = [{ person: 'ann', name: 'ANN', because: 'turn' as const, startsAt: AT, endsAt: AT + 12 * HOUR }];
  const start = { slot, title: text('Duty'), minimum: 1, holiday: null, people, checkDueAt: null };
  const record = openedRecord('shift', shiftDraft({ ...start, dueAt: AT + 12.25 * HOUR, isPast: false }, AT));
  return { ...record, id: 1, body: { ...record.body, handover: HANDOVER, ...change } };
}

/** One shift in memory, which takes every deed and stays as it is; keeps what it was asked. */
export class FakeShifts implements ShiftService {
  readonly plan = { trades: [], holidays: [], opensBeforeMs: 600_000, lateAfterMs: 900_000, values: [] };
  record = exampleShift();
  readonly deeds: ShiftDeed[] = [];

  async console(): Promise<DutyConsole> {
    const { trade, title } = this.record.body;
    const current = this.record;
    const now = {
      trade,
      title,
      current,
      responsible: current,
      opensAt: AT + 11 * HOUR,
      next: planned(),
      notHandedOver: [],
    };
    return { at: AT + HOUR, trades: [now], busy: [] };
  }
  async roster(): Promise<readonly PlannedShift[]> {
    return [planned()];
  }
  async list(): Promise<readonly ShiftRecord[]> {
    return [this.record];
  }
  async get(id: number) {
    return id === 1 ? { record: this.record, events: [] } : undefined;
  }
  async standing(id: number) {
    if (id !== 1) return refused('RECORD_NOT_FOUND');
    return done({ record: this.record, report: exampleReport(), blocks: ['p1' as const] });
  }
  async news(): Promise<ShiftNews> {
    const counts = { alarms: 9, urgentAlarms: 1, orders: 3, ordersDone: 2, shelved: 1, missed: 1 };
    return { lastShiftEndedAt: AT - 12 * HOUR, since: AT - 12 * HOUR, ...counts };
  }
  async act(id: number, deed: ShiftDeed): Promise<Outcome<ShiftRecord>> {
    this.deeds.push(deed);
    return id === 1 ? done(this.record) : refused('RECORD_NOT_FOUND');
  }
}

const planned = (): PlannedShift => ({
  ...{ trade: 'duty', title: text('Duty'), hours: '20:00-08:00', startsAt: AT + 12 * HOUR, endsAt: AT + 24 * HOUR },
  ...{ holiday: null, minimum: 1, people: [], isGap: true },
});

export const exampleVisit = (change: Partial<VisitWish> = {}): VisitRecord => {
  const wish: VisitWish = {
    ...{ area: 'B1', visitor: 'Lift company', company: 'Acme', phone: '', people: 2, purpose: 'Inspection' },
    ...{ host: 'ann', from: AT, to: AT + HOUR, ...change },
  };
  const deed = { actor: 'technician', at: AT, via: 'screen', deviceAt: null } as const;
  return { ...openedRecord('visit', visitDraft('visit:1', wish, true, deed)), id: 1 };
};

/** One visit in memory, which takes every deed and stays as it is. */
export class FakeVisits implements VisitService {
  readonly plan = { closedAreas: ['B1'], overstayMs: 1_800_000 };
  readonly deeds: VisitDeed[] = [];

  async list(): Promise<readonly VisitRecord[]> {
    return [exampleVisit()];
  }
  async get(id: number) {
    return id === 1 ? { record: exampleVisit(), events: [] } : undefined;
  }
  async ask(wish: VisitWish): Promise<Outcome<VisitRecord>> {
    return wish.area === 'B1' ? done(exampleVisit(wish)) : refused('RESOURCE_NOT_FOUND');
  }
  async act(id: number, deed: VisitDeed): Promise<Outcome<VisitRecord>> {
    this.deeds.push(deed);
    return id === 1 ? done(exampleVisit()) : refused('RECORD_NOT_FOUND');
  }
}
