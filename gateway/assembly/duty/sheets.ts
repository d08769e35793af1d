import type { SheetsPlan } from '../../domain/duty/sheets/sheets-plan.ts';
import type { Site } from '../../domain/site.ts';
import { ZoneOffsets } from '../../domain/zone-offsets.ts';
import { ComfortWatch } from '../../duty/sheets/comfort-watch.ts';
import { createDerive } from '../../duty/sheets/derive-cells.ts';
import { PointReader } from '../../duty/sheets/point-reader.ts';
import { RowReader } from '../../duty/sheets/row-reader.ts';
import { createSheetService } from '../../duty/sheets/sheet-service.ts';
import { SheetsEngine } from '../../duty/sheets/sheets-engine.ts';
import { TimedStarts } from '../../duty/sheets/timed-starts.ts';
import { createExpressionLanguage } from '../../expressions/cel-language.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { SheetService } from '../../ports/sheet-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface SheetsParts {
  readonly site: Site;
  readonly plan: SheetsPlan;
  readonly book: RecordBook;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly alarms: Pick<AlarmService, 'desk'>;
  readonly workOrders: Pick<WorkOrderService, 'create'>;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the log sheets, the starts by the clock and the comfort bands. What should have been made meanwhile is made beside everything else. */
export function startSheets(parts: SheetsParts, stops: StopStack): SheetService {
  const { site, plan, book, history, latest, alarms, clock } = parts;
  const zone = new ZoneOffsets(site.timeZone);
  const points = new Map(site.points.map((point) => [point.tag, point]));
  const derive = createDerive(createExpressionLanguage());
  const reader = new PointReader({
    ...{ points, latest, history },
    isUnderRepair: (equipment, at) =>
      alarms.desk().maintenance.some((mode) => mode.equipment === equipment && mode.from <= at && at < mode.until),
  });
  const starts = new TimedStarts({ ...parts, zone });
  const comfort = new ComfortWatch({ ...parts, zones: plan.comfort, points, zone });
  const engine = new SheetsEngine({
    ...{ ...parts, zone, derive, rows: new RowReader({ reader, history }) },
    beside: [(now) => starts.tick(now), (now) => comfort.tick(now)],
  });
  // Never rejects; its end is waited for by stop().
  void engine.start();
  stops.push('log sheets', () => engine.stop());
  return createSheetService({ ...parts, book, history, clock, zone, derive, comfort: plan.comfort });
}
