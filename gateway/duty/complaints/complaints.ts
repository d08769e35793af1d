import { COMPLAINT, type Complaint, type ComplaintDraft } from '../../domain/duty/complaints/complaint.ts';
import { type ComplaintFigures, complaintFigures } from '../../domain/duty/complaints/complaint-figures.ts';
import type { ComplaintPlan } from '../../domain/duty/complaints/complaint-plan.ts';
import {
  answerComplaint,
  assignComplaint,
  callBackComplaint,
  decideComplaint,
  firstOf,
  judgeComplaint,
  noteComplaint,
  orderForComplaint,
  registerComplaint,
  toldLateComplaint,
  withdrawComplaint,
} from '../../domain/duty/complaints/complaint-steps.ts';
import { OUTAGE } from '../../domain/duty/outages/outage.ts';
import type { DutyRecord, RecordStep } from '../../domain/duty/record.ts';
import type { Deed } from '../../domain/duty/record-deed.ts';
import { done, type Outcome, refused } from '../../domain/errors.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ComplaintCauses, ComplaintService } from '../../ports/complaint-service.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, RecordQuery, Records } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { TickTask } from '../tick-task.ts';

const MINUTE_MS = 60_000;
/** Complaints looked through for the one before, counted in one period, or open at a time. */
const MOST = 1_000;
const MOST_CAUSES = 50;

export interface ComplaintOptions {
  readonly plan: ComplaintPlan;
  /** Ids of the equipment of the site. */
  readonly equipment: ReadonlySet<string>;
  readonly book: RecordBook;
  readonly alarms: Pick<AlarmService, 'open'>;
  readonly orders: Pick<WorkOrderService, 'create'>;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
}

/** Complaints with their clock. */
export interface Complaints {
  readonly service: ComplaintService;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One look at what is late. Never rejects. */
  tick(): Promise<void>;
}

/** Keeps the complaints of a site and tells when one is late. */
export function createComplaints(options: ComplaintOptions): Complaints {
  const { clock, logger, book, notices } = options;
  const records = book.of(COMPLAINT);
  const look = async (): Promise<void> => {
    const now = clock.nowMs();
    for (const { id, body, dueAt } of await records.list({ states: ['open'], limit: MOST })) {
      if (body.answered || body.lateToldAt !== null || dueAt === null || now < dueAt) continue;
      notices.tell({
        ...{ code: 'COMPLAINT_LATE', priority: 'P3', key: `complaint ${id} ${dueAt}`, at: now },
        text: {
          en: `Complaint ${id} (${body.room}) has not been answered in time: ${body.summary.slice(0, 120)}`,
          zh: `投诉 ${id}（${body.room}）超时未答复：${body.summary.slice(0, 120)}`,
        },
      });
      await records.change(id, (record) => toldLateComplaint(record, now));
    }
  };
  const task = new TickTask({ clock, logger, periodMs: MINUTE_MS, name: 'complaints', task: look });
  return {
    service: new Service(options, records),
    start: () => task.start(),
    stop: () => task.stop(),
    tick: () => task.run(),
  };
}

type Answer = Promise<Outcome<DutyRecord<Complaint>>>;

class Service implements ComplaintService {
  readonly plan: ComplaintPlan;
  private readonly options: ComplaintOptions;
  private readonly records: Records<Complaint>;

  constructor(options: ComplaintOptions, records: Records<Complaint>) {
    this.plan = options.plan;
    this.options = options;
    this.records = records;
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

  async figures(from: number, to: number): Promise<ComplaintFigures> {
    const all = await this.records.list({ from, to, limit: MOST });
    return complaintFigures(all, this.plan, this.options.clock.nowMs());
  }

  async causes(equipment: string | null): Promise<ComplaintCauses> {
    const now = this.options.clock.nowMs();
    const alarms = this.options.alarms.open().filter((alarm) => equipment === null || alarm.equipment === equipment);
    const outages = await this.options.book.of(OUTAGE).list({ states: ['open'], to: now, limit: MOST_CAUSES });
    const touching = outages.filter(
      ({ body }) => equipment === null || body.affected.some((one) => one.equipment === equipment),
    );
    return {
      alarms: alarms
        .slice(0, MOST_CAUSES)
        .map(({ id, title, equipment: machine }) => ({ id, title, equipment: machine })),
      outages: touching.map(({ id, body }) => ({ id, title: body.title })),
    };
  }

  async register(draft: ComplaintDraft, deed: Deed): Answer {
    const { equipment, newId } = this.options;
    if (draft.equipment !== null && !equipment.has(draft.equipment)) return refused('EQUIPMENT_NOT_FOUND');
    const { plan } = this;
    const earlier = await this.records.list({ subject: draft.topic, from: deed.at - plan.secondMs, limit: MOST });
    const secondOf = firstOf(draft, earlier, plan, deed.at);
    return done((await this.records.open(registerComplaint(newId(), draft, { plan, secondOf }, deed))).record);
  }

  assign(id: number, assignee: string, deed: Deed, version?: number): Answer {
    return this.change(id, (record) => assignComplaint(record, assignee, deed), version);
  }

  judge(id: number, isValid: boolean, reason: string, deed: Deed, version?: number): Answer {
    return this.change(id, (record) => judgeComplaint(record, isValid, reason, deed), version);
  }

  decide(id: number, words: string, deed: Deed, version?: number): Answer {
    return this.change(id, (record) => decideComplaint(record, words, deed), version);
  }

  async order(id: number, deed: Deed): Answer {
    const record = await this.records.get(id);
    if (!record) return refused('RECORD_NOT_FOUND');
    const { room, name, phone, channel, summary, equipment, isMajor, orders } = record.body;
    const title = summary.slice(0, 100);
    const order = await this.options.orders.create(
      {
        ...{ kind: 'request', priority: isMajor ? 'P2' : 'P3', key: `complaint:${id}:${orders.length}`, equipment },
        ...{ place: room, title: { en: title, zh: title } },
        description: { en: summary.slice(0, 400), zh: summary.slice(0, 400) },
        source: { kind: 'complaint', record: id },
        requester: { name, phone, via: channel === 'hotline' ? 'phone' : channel },
      },
      deed.by,
    );
    return order.ok ? this.change(id, (one) => orderForComplaint(one, order.value.id, deed)) : order;
  }

  answer(id: number, result: string, measure: string | null, deed: Deed, version?: number): Answer {
    return this.change(id, (record) => answerComplaint(record, { result, measure }, this.plan, deed), version);
  }

  callBack(id: number, said: Parameters<ComplaintService['callBack']>[1], deed: Deed, version?: number): Answer {
    return this.change(id, (record) => callBackComplaint(record, said, this.plan, deed), version);
  }

  withdraw(id: number, reason: string, deed: Deed, version?: number): Answer {
    return this.change(id, (record) => withdrawComplaint(record, reason, deed), version);
  }

  note(id: number, text: string, deed: Deed): Answer {
    return this.change(id, (record) => noteComplaint(record, text, deed));
  }

  private change(
    id: number,
    step: (record: DutyRecord<Complaint>) => Outcome<RecordStep<Complaint>>,
    version?: number,
  ): Answer {
    return this.records.change(id, step, version);
  }
}
