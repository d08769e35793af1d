import { type HandoverItem, type HandoverReport, listOf } from '../../domain/duty/shifts/handover-report.ts';
import type { ShiftTrade } from '../../domain/duty/shifts/shifts-plan.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';
import { alarmItem, countUnacknowledged, openAlarms, quietItems, repairItems } from './report-alarms.ts';
import { orderItems, roundItems, type Stretch, slotItems, taskItems } from './report-records.ts';
import { isOfSystems, runningOf, type SiteParts, supplyOf, valuesOf } from './report-values.ts';

export interface ReportSources {
  readonly site: SiteParts;
  /** Tags whose last values are handed over. */
  readonly values: readonly string[];
  readonly latest: LatestValues;
  readonly alarms: Pick<AlarmService, 'open' | 'quiet' | 'desk'>;
  readonly orders: Pick<WorkOrderService, 'list'>;
  readonly book: RecordBook;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly logger: Logger;
}

/** What a shift hands over and until when the next one has it. */
export interface ReportStretch extends Stretch {
  readonly nextEndsAt: number;
}

/** How things stand now, for a handover. A part that cannot be read is named in `unknown` and never passed off as empty. Never rejects. */
export async function makeReport(
  sources: ReportSources,
  trade: Pick<ShiftTrade, 'systems'>,
  stretch: ReportStretch,
): Promise<HandoverReport> {
  const { site, latest, alarms, book, orders, clock } = sources;
  const { systems } = trade;
  const now = clock.nowMs();
  const unknown: string[] = [];
  const part = async (name: string, read: Promise<readonly HandoverItem[]>) =>
    listOf(await read.catch((error: unknown) => unread(sources, unknown, name, error)));
  const systemOf = new Map(site.equipment.map(({ id, system }) => [id, system]));
  const isAbout = (equipment: string | null) => equipment === null || isOfSystems(systems, systemOf.get(equipment));
  const timeText = timeTexts(site.timeZone);
  const open = openAlarms(alarms, systems);
  return {
    madeAt: now,
    supply: supplyOf(site, latest, systems),
    running: listOf(runningOf(site, latest, systems)),
    repair: listOf(repairItems(alarms, site, systems, now)),
    alarms: listOf(open.map(alarmItem)),
    unacknowledged: countUnacknowledged(open),
    quiet: listOf(quietItems(alarms, site, systems)),
    orders: await part('orders', orderItems(orders, isAbout)),
    slots: await part('slots', slotItems(book, stretch, now, timeText)),
    rounds: await part('rounds', roundItems(book, stretch)),
    values: valuesOf(site, latest, sources.values),
    tasks: await part('tasks', taskItems(book, stretch.nextEndsAt)),
    unknown,
  };
}

function unread({ logger }: ReportSources, unknown: string[], name: string, error: unknown): readonly HandoverItem[] {
  logger.warn({ err: error, part: name }, 'a part of the handover could not be read');
  unknown.push(name);
  return [];
}

function timeTexts(timeZone: string): (at: number) => string {
  const offsets = new ZoneOffsets(timeZone);
  return (at) => offsets.text(at).slice(11, 16);
}
