import type { MeterRunsPlan } from '../../domain/duty/meter-runs/meter-runs-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createMeterRuns } from '../../duty/meter-runs/meter-runs.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { Logger } from '../../ports/logger.ts';
import type { MeterRunService } from '../../ports/meter-run-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';

export interface MeterRunsParts {
  readonly site: Site;
  readonly plan: MeterRunsPlan;
  readonly book: RecordBook;
  readonly history: HistoryReader;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the meter runs. */
export async function startMeterRuns(parts: MeterRunsParts, stops: StopStack): Promise<MeterRunService> {
  const runs = createMeterRuns(parts);
  await runs.start();
  stops.push('meter runs', () => runs.stop());
  return runs.service;
}
