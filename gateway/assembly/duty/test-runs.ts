import type { TestRunPlan } from '../../domain/duty/test-runs/test-run-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createTestRuns } from '../../duty/test-runs/test-runs.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { TestRunService } from '../../ports/test-run-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface TestRunParts {
  readonly site: Site;
  readonly plan: TestRunPlan;
  readonly book: RecordBook;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly workOrders: WorkOrderService;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the watch over the generator sets; runs of the time in which the program stood still are there when this resolves. */
export async function startTestRuns(parts: TestRunParts, stops: StopStack): Promise<TestRunService> {
  const { site, history: reader, workOrders: orders } = parts;
  const names = new Map(site.equipment.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? { en: id, zh: id };
  const testRuns = createTestRuns({ ...parts, reader, orders, nameOf, timeZone: site.timeZone });
  await testRuns.start();
  stops.push('test runs', () => testRuns.stop());
  return testRuns.service;
}
