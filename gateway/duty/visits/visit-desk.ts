import type { Deed } from '../../domain/duty/deed.ts';
import { bySystem } from '../../domain/duty/deed.ts';
import type { RecordStep } from '../../domain/duty/record.ts';
import { VISIT, type Visit } from '../../domain/duty/visits/visit.ts';
import {
  cancelVisit,
  decideVisit,
  enterRoom,
  isOverstayed,
  leaveRoom,
  missVisit,
  type VisitRecord,
  visitDraft,
} from '../../domain/duty/visits/visit-steps.ts';
import type { VisitsPlan } from '../../domain/duty/visits/visits-plan.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { Site } from '../../domain/site.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { VisitCaller, VisitDeed, VisitService } from '../../ports/visit-service.ts';
import { TickTask } from '../tick-task.ts';
import { overstayed } from './visit-texts.ts';

export interface VisitDeskOptions {
  readonly plan: VisitsPlan;
  readonly site: Pick<Site, 'areas'>;
  readonly book: RecordBook;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells visits of one moment apart. */
  readonly newId: () => string;
}

export interface VisitDesk {
  readonly service: VisitService;
  /** Resolves after the first look. Never rejects. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Closes what never came and asks for who stays too long. Rejects with STORE_UNAVAILABLE. */
  tick(): Promise<void>;
}

const MINUTE_MS = 60_000;
const MOST_OPEN = 1000;

/** The register of outsiders in plant rooms. */
export function createVisitDesk(options: VisitDeskOptions): VisitDesk {
  const { plan, site, book, clock, logger, newId } = options;
  const records = book.of(VISIT);
  const tick = (): Promise<void> => lookAfter(options);
  const turns = new TickTask({ clock, logger, periodMs: MINUTE_MS, name: 'visits', task: tick });
  const deedOf = ({ username, via }: VisitCaller): Deed => {
    return { actor: username, at: clock.nowMs(), via, deviceAt: null };
  };
  const service: VisitService = {
    plan,
    list: (query) => records.list(query),
    async get(id) {
      const record = await records.get(id);
      return record && { record, events: await records.events(id) };
    },
    async ask(wish, caller) {
      if (!site.areas.some(({ id }) => id === wish.area)) return refused('RESOURCE_NOT_FOUND', `area ${wish.area}`);
      if (wish.to <= clock.nowMs()) return refused('REQUEST_INVALID', 'the visit would be over already');
      const isClosed = plan.closedAreas.includes(wish.area);
      const { record } = await records.open(visitDraft(`visit:${newId()}`, wish, isClosed, deedOf(caller)));
      return done(record);
    },
    act: (id, deed, caller, expectedVersion) =>
      records.change(id, (record) => step(record, deed, deedOf(caller)), expectedVersion),
  };
  return { service, start: () => turns.start(), stop: () => turns.stop(), tick };
}

function step(record: VisitRecord, deed: VisitDeed, said: Deed): Outcome<RecordStep<Visit>> {
  switch (deed.kind) {
    case 'approve':
      return decideVisit(record, { isApproved: true, note: deed.note }, said);
    case 'refuse':
      return decideVisit(record, { isApproved: false, note: deed.note }, said);
    case 'enter':
      return enterRoom(record, said);
    case 'leave':
      return leaveRoom(record, deed.note, said);
    case 'cancel':
      return cancelVisit(record, deed.note, said);
  }
}

async function lookAfter({ plan, book, notices, clock }: VisitDeskOptions): Promise<void> {
  const records = book.of(VISIT);
  const now = clock.nowMs();
  for (const record of await records.list({ states: ['open'], limit: MOST_OPEN })) {
    if (isOverstayed(record, now, plan.overstayMs)) notices.tell(overstayed(record, now));
    const hasNotCome = record.body.enteredAt === null && now > record.body.endsAt;
    if (hasNotCome) await records.change(record.id, (present) => missVisit(present, bySystem(now)));
  }
}
