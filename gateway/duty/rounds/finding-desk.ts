import { ROUND, type Round, type RoundFinding } from '../../domain/duty/rounds/round.ts';
import {
  awaitsRecheck,
  isOpenFinding,
  lacksOrder,
  linkOrder,
  noteMended,
} from '../../domain/duty/rounds/round-findings.ts';
import { type RoundRecord, systemActor } from '../../domain/duty/rounds/round-step.ts';
import type { WorkOrder } from '../../domain/work-order.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, Records } from '../../ports/record-book.ts';
import type { PlacedFinding } from '../../ports/round-service.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../ports/work-order-service.ts';

export interface FindingDeskOptions {
  readonly book: RecordBook;
  readonly orders: Pick<WorkOrderService, 'create' | 'get'>;
  readonly logger: Logger;
  /** Title of a stop for the order, by area. */
  readonly areaName: (area: string) => { readonly en: string; readonly zh: string };
}

const DAY_MS = 86_400_000;
/** Findings are followed up for so long. */
export const FOLLOWED_MS = 62 * DAY_MS;
const MOST_ROUNDS = 1000;

/** States of an order in which the fault is said to be mended. */
const MENDED: ReadonlySet<string> = new Set(['done', 'verified', 'closed']);
/** States in which nobody will mend it any more. */
const DROPPED: ReadonlySet<string> = new Set(['rejected', 'cancelled']);

/** From a finding to a work order, and from the finished order back to whoever has to look again. Does each once, whatever happens in between. */
export class FindingDesk {
  private readonly options: FindingDeskOptions;
  private readonly records: Records<Round>;
  /** Rounds with findings that are not over, by number. */
  private readonly followed = new Map<number, RoundRecord>();

  constructor(options: FindingDeskOptions) {
    this.options = options;
    this.records = options.book.of(ROUND);
  }

  /** Reads the rounds whose findings are to be followed. Rejects with STORE_UNAVAILABLE. */
  async recall(now: number): Promise<void> {
    const rounds = await this.records.list({ from: now - FOLLOWED_MS, limit: MOST_ROUNDS });
    for (const record of rounds) this.take(record);
  }

  /** A round as it is now. */
  take(record: RoundRecord): void {
    if (record.body.findings.some(isOpenFinding)) this.followed.set(record.id, record);
    else this.followed.delete(record.id);
  }

  /** What is not over, newest first. */
  open(): readonly PlacedFinding[] {
    return [...this.followed.values()]
      .flatMap(({ id, body }) => body.findings.map((finding) => ({ ...finding, round: id, plan: body.plan })))
      .filter(isOpenFinding)
      .sort((a, b) => b.at - a.at);
  }

  /** Opens the orders that are lacking and notes those that are finished. Rejects with STORE_UNAVAILABLE. */
  async turn(now: number): Promise<void> {
    for (const record of [...this.followed.values()]) {
      if (now - record.at > FOLLOWED_MS) this.followed.delete(record.id);
      for (const finding of record.body.findings) await this.follow(record, finding, now);
    }
  }

  private async follow(record: RoundRecord, finding: RoundFinding, now: number): Promise<void> {
    if (lacksOrder(finding)) await this.order(record, finding, now);
    else if (finding.order !== null && !awaitsRecheck(finding) && isOpenFinding(finding)) {
      await this.lookAfter(record, finding, finding.order, now);
    }
  }

  private async order(record: RoundRecord, finding: RoundFinding, now: number): Promise<void> {
    const earlier = finding.attempt === 1 ? this.orderOfEarlier(record, finding) : undefined;
    const number = earlier ?? (await this.create(record, finding));
    if (number === undefined) return;
    const input = { finding: finding.id, order: number, isRepeat: earlier !== undefined };
    const linked = await this.records.change(record.id, (present) => linkOrder(present, input, systemActor(now)));
    if (linked.ok) this.take(linked.value);
  }

  /** The same fault found again while its order is still to be done: one order for one fault. */
  private orderOfEarlier({ id, body }: RoundRecord, finding: RoundFinding): number | undefined {
    const isSame = (one: PlacedFinding): boolean =>
      one.round !== id && one.plan === body.plan && one.id === finding.id && one.mendedAt === null;
    return this.open().find((one) => isSame(one) && one.order !== null)?.order ?? undefined;
  }

  private async create(record: RoundRecord, finding: RoundFinding): Promise<number | undefined> {
    const { logger, orders, areaName } = this.options;
    const created = await orders.create(orderDraft(record, finding, areaName(finding.area)), finding.by);
    if (created.ok) return created.value.id;
    logger.warn({ round: record.key, finding: finding.id, code: created.code }, 'no work order for this finding');
    return undefined;
  }

  private async lookAfter(record: RoundRecord, finding: RoundFinding, number: number, now: number): Promise<void> {
    const order = await this.options.orders.get(number);
    if (order === undefined || !isOver(order)) return;
    const input = { finding: finding.id, order: number, at: order.doneAt ?? now };
    const noted = await this.records.change(record.id, (present) => noteMended(present, input, systemActor(now)));
    if (noted.ok) this.take(noted.value);
  }
}

/** Also an order that was dropped: somebody has to look whether that was right. */
const isOver = ({ state }: WorkOrder): boolean => MENDED.has(state) || DROPPED.has(state);

function orderDraft(
  record: RoundRecord,
  finding: RoundFinding,
  area: { readonly en: string; readonly zh: string },
): WorkOrderDraft {
  const stop = record.body.stops.find(({ id }) => id === finding.stop)?.title ?? area;
  const { title, note, attempt } = finding;
  const again = attempt > 1 ? { en: ` (again, ${attempt})`, zh: `（返修，第${attempt}次）` } : { en: '', zh: '' };
  const round = record.body.title;
  return {
    kind: 'corrective',
    priority: finding.priority,
    equipment: finding.equipment,
    place: area.en === area.zh ? area.en : `${area.zh} / ${area.en}`,
    title: { en: cut(`${stop.en}: ${title.en}${again.en}`), zh: cut(`${stop.zh}：${title.zh}${again.zh}`) },
    description: { en: cut(`Found on the round "${round.en}": ${note}`), zh: cut(`巡检“${round.zh}”发现：${note}`) },
    source: { kind: 'round', record: record.id },
    key: `finding:${record.key}:${finding.id}:${attempt}`,
  };
}

/** Titles hold 400 characters. */
const cut = (text: string): string => (text.length > 400 ? `${text.slice(0, 399)}…` : text);
