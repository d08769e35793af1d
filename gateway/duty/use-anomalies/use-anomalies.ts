import { SiteCalendar } from '../../domain/duty/calendar-days.ts';
import type { DutyRecord, RecordStep } from '../../domain/duty/record.ts';
import type { Deed } from '../../domain/duty/record-deed.ts';
import { lastSpan } from '../../domain/duty/use-anomalies/judge-use.ts';
import { USE_ANOMALY, type UseAnomaly, type UseSpan, useSpan } from '../../domain/duty/use-anomalies/use-anomaly.ts';
import type { UseAnomalyPlan } from '../../domain/duty/use-anomalies/use-anomaly-plan.ts';
import {
  actOnUse,
  anomalyDraft,
  closeUse,
  dismissUse,
  explainUse,
  orderForUse,
  type UseFinding,
} from '../../domain/duty/use-anomalies/use-anomaly-steps.ts';
import { type Outcome, refused } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook, RecordQuery, Records } from '../../ports/record-book.ts';
import type { UseAnomalyService } from '../../ports/use-anomaly-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { TickTask } from '../tick-task.ts';
import { findOddUses } from './find-odd-uses.ts';
import { oddUseNotice } from './use-anomaly-texts.ts';

const QUARTER_MS = 900_000;
/** Until then what was counted before midnight is in the record. */
const SETTLE_MS = 3_600_000;
/** Cases opened of one span; a house in which more is strange has another trouble, and the strangest come first. */
const MOST_CASES = 20;

export interface UseAnomalyOptions {
  readonly plan: UseAnomalyPlan;
  readonly timeZone: string;
  readonly book: RecordBook;
  readonly history: Pick<HistoryReader, 'increments'>;
  readonly orders: Pick<WorkOrderService, 'create'>;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface UseAnomalies {
  readonly service: UseAnomalyService;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Judges what is over and was not judged yet. Never rejects. */
  tick(): Promise<void>;
}

/** Looks each night, week and month at what every meter counted, and opens a case where it is not the usual. */
export function createUseAnomalies(options: UseAnomalyOptions): UseAnomalies {
  const { clock, logger, book } = options;
  const records = book.of(USE_ANOMALY);
  const calendar = new SiteCalendar(options.timeZone);
  /** Beginning of the newest span that was judged. */
  const judged = new Map<UseSpan, number>();
  const look = async (): Promise<void> => {
    const now = clock.nowMs();
    const today = calendar.dayAt(now - SETTLE_MS);
    for (const span of useSpan.options) {
      const days = lastSpan(span, today);
      if (judged.get(span) === days.start) continue;
      const findings = await findOddUses({ ...options, calendar }, span, days);
      await openCases(options, records, findings.slice(0, MOST_CASES), now);
      judged.set(span, days.start);
    }
  };
  const task = new TickTask({ clock, logger, periodMs: QUARTER_MS, name: 'unusual use', task: look });
  return {
    service: createService(options, records),
    start: () => task.start(),
    stop: () => task.stop(),
    tick: () => task.run(),
  };
}

/** A case that is there already is left as people left it, and is not told again. */
async function openCases(
  { plan, notices }: UseAnomalyOptions,
  records: Records<UseAnomaly>,
  findings: readonly UseFinding[],
  now: number,
): Promise<void> {
  const fresh: UseFinding[] = [];
  for (const finding of findings) {
    const { isNew } = await records.open(anomalyDraft(finding, plan.answerMs, now));
    if (isNew) fresh.push(finding);
  }
  if (fresh.length > 0) notices.tell(oddUseNotice(fresh, now));
}

type Answer = Promise<Outcome<DutyRecord<UseAnomaly>>>;

function createService(options: UseAnomalyOptions, records: Records<UseAnomaly>): UseAnomalyService {
  const change = (
    id: number,
    decide: (record: DutyRecord<UseAnomaly>) => Outcome<RecordStep<UseAnomaly>>,
    version?: number,
  ): Answer => records.change(id, decide, version);
  return {
    list: (query: RecordQuery) => records.list(query),
    get: (id) => records.get(id),
    events: (id) => records.events(id),
    explain: (id, text, deed, version) => change(id, (record) => explainUse(record, text, deed), version),
    act: (id, text, deed, version) => change(id, (record) => actOnUse(record, text, deed), version),
    close: (id, result, deed, version) => change(id, (record) => closeUse(record, result, deed), version),
    dismiss: (id, reason, deed, version) => change(id, (record) => dismissUse(record, reason, deed), version),
    order: (id, deed) => orderFor(options, records, id, deed),
  };
}

async function orderFor(
  { plan, orders }: UseAnomalyOptions,
  records: Records<UseAnomaly>,
  id: number,
  deed: Deed,
): Answer {
  const record = await records.get(id);
  if (!record) return refused('RECORD_NOT_FOUND');
  if (record.state !== 'open') return refused('RECORD_STEP_REFUSED', 'the case is closed');
  const { meter, title, use, usual, unit, decimals } = record.body;
  const where = plan.meters.find((one) => one.id === meter);
  const figures = `${use.toFixed(decimals)} / ${usual.toFixed(decimals)} ${unit}`;
  const order = await orders.create(
    {
      ...{ kind: 'inspection', priority: 'P3', key: `use:${id}`, equipment: where?.equipment ?? null },
      ...{ place: where?.area ?? meter, source: { kind: 'use-anomaly', record: id } },
      title: { en: `Other use than usual: ${title.en}`, zh: `用量异常：${title.zh}` },
      description: {
        en: `Counted and usual: ${figures}. Look for the cause.`,
        zh: `本期/往常：${figures}，请查明原因。`,
      },
    },
    deed.by,
  );
  return order.ok ? records.change(id, (one) => orderForUse(one, order.value.id, deed)) : order;
}
