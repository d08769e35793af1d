import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import { affectedBy } from '../../domain/duty/outages/affected.ts';
import { OUTAGE, type Outage, type OutageDraft } from '../../domain/duty/outages/outage.ts';
import { isDead, outageNeeds } from '../../domain/duty/outages/outage-moment.ts';
import type { OutagePlan } from '../../domain/duty/outages/outage-plan.ts';
import {
  announceOutage,
  cancelOutage,
  changeOutage,
  extendOutage,
  missOutage,
  notedOutage,
  outageBack,
  outageBegan,
  planOutage,
  restoreOutage,
} from '../../domain/duty/outages/outage-steps.ts';
import type { DutyRecord, RecordStep } from '../../domain/duty/record.ts';
import { type Deed, systemDeed } from '../../domain/duty/record-deed.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import { isGood } from '../../domain/quality.ts';
import type { Site } from '../../domain/site.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OutageService } from '../../ports/outage-service.ts';
import type { RecordBook, RecordQuery, Records } from '../../ports/record-book.ts';
import { TickTask } from '../tick-task.ts';
import { endMarks, keepMarked } from './outage-marks.ts';
import { overdueNotice, plannedNotice, restoredNotice } from './outage-texts.ts';

const LOOK_MS = 15_000;
/** More than these are not open at a time. */
const MOST_OPEN = 200;

export interface OutageOptions {
  readonly plan: OutagePlan;
  readonly site: Pick<Site, 'equipment' | 'areas' | 'timeZone'>;
  readonly book: RecordBook;
  readonly alarms: Pick<AlarmService, 'desk' | 'maintain'>;
  readonly latest: Pick<LatestValues, 'value' | 'quality'>;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
}

/** Planned outages: told ahead, their alarms marked as planned, their end told. */
export interface Outages {
  readonly service: OutageService;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One look at every outage that is not over. Never rejects. */
  tick(): Promise<void>;
}

/** Watches the planned outages of a site. */
export function createOutages(options: OutageOptions): Outages {
  const { clock, logger, book } = options;
  const records = book.of(OUTAGE);
  const days = new SiteCalendar(options.site.timeZone);
  const look = async (): Promise<void> => {
    const now = clock.nowMs();
    for (const record of await records.list({ states: ['open'], limit: MOST_OPEN })) {
      await lookAt({ ...options, records, days }, record, now);
    }
  };
  const task = new TickTask({ clock, logger, periodMs: LOOK_MS, name: 'planned outages', task: look });
  return {
    service: new Service(options, records, days),
    start: () => task.start(),
    stop: () => task.stop(),
    tick: () => task.run(),
  };
}

interface LookParts extends OutageOptions {
  readonly records: Records<Outage>;
  readonly days: SiteCalendar;
}

async function lookAt(parts: LookParts, record: DutyRecord<Outage>, now: number): Promise<void> {
  const { plan, records, notices, days, alarms } = parts;
  const { id } = record;
  const needs = outageNeeds(record.body, plan, now);
  if (needs.miss) {
    await endMarks(alarms, record, now);
    await records.change(id, (one) => missOutage(one, now));
    return;
  }
  if (needs.remind) {
    notices.tell(plannedNotice(record, 'reminder', days, now));
    await records.change(id, (one) => notedOutage(one, 'reminded', { remindedAt: now }, now));
  }
  if (needs.tellOverdue) {
    notices.tell(overdueNotice(record, days, now));
    await records.change(id, (one) => notedOutage(one, 'overdue-told', { overdueToldAt: now }, now));
  }
  await mark(parts, record, needs.isMarked, now);
  await watchSupply(parts, record, now);
}

async function mark(
  { alarms, records }: LookParts,
  record: DutyRecord<Outage>,
  isOn: boolean,
  now: number,
): Promise<void> {
  if (!isOn && record.body.marked.length > 0) await endMarks(alarms, record, now);
  const marked = isOn ? await keepMarked(alarms, record, now) : [];
  if (marked.join() === record.body.marked.join()) return;
  await records.change(record.id, (one) => notedOutage(one, 'marked', { marked: [...marked] }, now));
}

/** Off and back as telemetry shows them, of the machines that are switched off themselves. */
async function watchSupply(
  { plan, latest, records }: LookParts,
  record: DutyRecord<Outage>,
  now: number,
): Promise<void> {
  const { equipment, startAt, offAt, backAt } = record.body;
  if (now < startAt || backAt !== null) return;
  const own = plan.supply.filter((point) => equipment.includes(point.equipment));
  const values = own.map(({ index }) => (isGood(latest.quality[index]!) ? latest.value[index]! : undefined));
  const dead = isDead(
    values,
    own.map(({ deadBelow }) => deadBelow),
  );
  if (dead === undefined) return;
  const deed = systemDeed(now);
  if (dead && offAt === null) await records.change(record.id, (one) => outageBegan(one, now, deed));
  if (!dead && offAt !== null) await records.change(record.id, (one) => outageBack(one, now, deed));
}

class Service implements OutageService {
  readonly plan: OutagePlan;
  private readonly options: OutageOptions;
  private readonly records: Records<Outage>;
  private readonly days: SiteCalendar;

  constructor(options: OutageOptions, records: Records<Outage>, days: SiteCalendar) {
    this.plan = options.plan;
    this.options = options;
    this.records = records;
    this.days = days;
  }

  list(query: RecordQuery) {
    return this.records.list(query);
  }

  get(id: number) {
    return this.records.get(id);
  }

  events(id: number) {
    return this.records.events(id);
  }

  affected(equipment: readonly string[], kind: OutageDraft['kind']): Outage['affected'] {
    const { site } = this.options;
    const machines = new Map(site.equipment.map((one) => [one.id, one]));
    const areas = new Map(site.areas.map((area) => [area.id, area.name]));
    return affectedBy(site.equipment, equipment, kind).flatMap((id) => {
      const machine = machines.get(id);
      const area = machine && areas.get(machine.area);
      return machine && area ? [{ equipment: id, name: machine.name, area }] : [];
    });
  }

  async open(draft: OutageDraft, deed: Deed): Promise<Outcome<DutyRecord<Outage>>> {
    const stranger = this.strangerIn(draft);
    if (stranger !== undefined) return refused('EQUIPMENT_NOT_FOUND', stranger);
    const planned = planOutage(this.options.newId(), draft, this.affected(draft.equipment, draft.kind), deed);
    return planned.ok ? done((await this.records.open(planned.value)).record) : planned;
  }

  async change(id: number, draft: OutageDraft, deed: Deed, version?: number): Promise<Outcome<DutyRecord<Outage>>> {
    const stranger = this.strangerIn(draft);
    if (stranger !== undefined) return refused('EQUIPMENT_NOT_FOUND', stranger);
    const affected = this.affected(draft.equipment, draft.kind);
    return this.step(id, (record) => changeOutage(record, draft, affected, deed), version);
  }

  async announce(id: number, excuse: string | null, deed: Deed, version?: number) {
    const outcome = await this.step(id, (record) => announceOutage(record, this.plan, excuse, deed), version);
    if (outcome.ok) this.options.notices.tell(plannedNotice(outcome.value, 'announced', this.days, deed.at));
    return outcome;
  }

  extend(id: number, endAt: number, reason: string, deed: Deed, version?: number) {
    return this.step(id, (record) => extendOutage(record, endAt, reason, deed), version);
  }

  say(id: number, what: 'off' | 'back', deed: Deed, version?: number) {
    const began = what === 'off' ? outageBegan : outageBack;
    return this.step(id, (record) => began(record, deed.at, deed), version);
  }

  async restore(id: number, message: string, deed: Deed, version?: number) {
    const outcome = await this.step(id, (record) => restoreOutage(record, message, deed), version);
    if (outcome.ok) await this.ended(outcome.value, deed.at, restoredNotice(outcome.value, deed.at));
    return outcome;
  }

  async cancel(id: number, reason: string, deed: Deed, version?: number) {
    const outcome = await this.step(id, (record) => cancelOutage(record, reason, deed), version);
    if (outcome.ok) await this.ended(outcome.value, deed.at);
    return outcome;
  }

  private async ended(
    record: DutyRecord<Outage>,
    at: number,
    notice?: Parameters<DutyNotices['tell']>[0],
  ): Promise<void> {
    await endMarks(this.options.alarms, record, at);
    if (notice) this.options.notices.tell(notice);
  }

  private strangerIn({ equipment }: OutageDraft): string | undefined {
    return equipment.find((id) => !this.options.site.equipment.some((one) => one.id === id));
  }

  private step(
    id: number,
    step: (record: DutyRecord<Outage>) => Outcome<RecordStep<Outage>>,
    version: number | undefined,
  ): Promise<Outcome<DutyRecord<Outage>>> {
    return this.records.change(id, step, version);
  }
}
