import type { KpiBoard, ReportKind } from '../../domain/duty/kpi/kpi.ts';
import type { RateName } from '../../domain/duty/kpi/kpi-plan.ts';
import type { Target } from '../../domain/on-call.ts';
import type { Clock, Timer } from '../../ports/clock.ts';
import type { DutyNotice, DutyNotices } from '../../ports/duty-notices.ts';
import type { KpiService, ReportEntry } from '../../ports/kpi-service.ts';
import type { Logger } from '../../ports/logger.ts';

const MINUTE_MS = 60_000;
/** A report that was ready longer ago is found on its page; after a standstill nobody is sent old ones. */
const FRESH_MS = 3_600_000;

export interface ReportTellerOptions {
  readonly service: Pick<KpiService, 'reports' | 'board'>;
  /** Who is told; nobody where it is empty. */
  readonly to: readonly Target[];
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ReportTeller {
  start(): void;
  stop(): Promise<void>;
  /** Tells what became ready. Never rejects. */
  tick(): Promise<void>;
}

/** Sends the head figures of each report when it is ready. The outbox knows what it has, so that a restart sends nothing twice. */
export function createReportTeller(options: ReportTellerOptions): ReportTeller {
  const { clock, logger, to } = options;
  const told = new Set<string>();
  let timer: Timer | undefined;
  let telling: Promise<void> | undefined;
  const tick = (): Promise<void> => {
    telling ??= tellFresh(options, told)
      .catch((error: unknown) =>
        logger.warn({ err: error }, 'a report that is ready could not be told; it is tried again'),
      )
      .finally(() => {
        telling = undefined;
      });
    return telling;
  };
  return {
    start: () => {
      if (to.length > 0) timer ??= clock.every(MINUTE_MS, () => void tick());
    },
    stop: async () => {
      timer?.cancel();
      await telling;
    },
    tick,
  };
}

async function tellFresh({ service, to, notices, clock }: ReportTellerOptions, told: Set<string>): Promise<void> {
  const now = clock.nowMs();
  const fresh = service.reports().filter(({ readyAt }) => readyAt <= now && readyAt > now - FRESH_MS);
  const names = new Set(fresh.map(nameOf));
  for (const name of told) if (!names.has(name)) told.delete(name);
  for (const entry of fresh) {
    if (told.has(nameOf(entry))) continue;
    notices.tell(readyNotice(entry, await service.board(entry.startsAt, entry.endsAt), to));
    told.add(nameOf(entry));
  }
}

const nameOf = ({ kind, period }: ReportEntry): string => `${kind} ${period}`;

const KINDS: Readonly<Record<ReportKind, { readonly en: string; readonly zh: string }>> = {
  daily: { en: 'Daily report', zh: '日报' },
  weekly: { en: 'Weekly report', zh: '周报' },
  monthly: { en: 'Monthly report', zh: '月报' },
};

/** What a manager looks at first; the rest stands in the report. */
function readyNotice(entry: ReportEntry, board: KpiBoard, to: readonly Target[]): DutyNotice {
  const { kind, period, readyAt } = entry;
  const { reported, done, overdue } = board.orders;
  const rate = (name: RateName): string => {
    const found = board.rates.find((one) => one.name === name);
    return `${found?.count ?? 0}/${found?.of ?? 0}`;
  };
  return {
    ...{ code: 'REPORT_READY', priority: 'P4', key: `report ${nameOf(entry)}`, at: readyAt, to },
    text: {
      en: `${KINDS[kind].en} ${period}: orders ${done}/${reported} done, ${overdue} late; places walked ${rate('rounds')}, log slots ${rate('logs')}, maintenance ${rate('maintenance')}, complaints ${rate('complaints')}.`,
      zh: `${KINDS[kind].zh} ${period}：工单完成 ${done}/${reported}，超时 ${overdue}；巡检 ${rate('rounds')}，抄录 ${rate('logs')}，保养 ${rate('maintenance')}，投诉办结 ${rate('complaints')}。`,
    },
  };
}
