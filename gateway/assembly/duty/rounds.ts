import type { RoundsPlan } from '../../domain/duty/rounds/rounds-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createRounds } from '../../duty/rounds/rounds.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { RecordBook } from '../../ports/record-book.ts';
import type { RoundService } from '../../ports/round-service.ts';
import type { WorkOrderService } from '../../ports/work-order-service.ts';

export interface RoundsParts {
  readonly site: Site;
  readonly plan: RoundsPlan;
  readonly book: RecordBook;
  readonly workOrders: WorkOrderService;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the rounds; those that nobody could walk while the program stood still are there when this resolves. */
export async function startRounds(parts: RoundsParts, stops: StopStack): Promise<RoundService> {
  const { workOrders: orders, ...rest } = parts;
  const rounds = createRounds({ ...rest, orders });
  await rounds.start();
  stops.push('rounds', () => rounds.stop());
  return rounds.service;
}
