import { randomUUID } from 'node:crypto';
import type { OutagePlan } from '../../domain/duty/outages/outage-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createOutages } from '../../duty/outages/outages.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { OutageService } from '../../ports/outage-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';

export interface OutageParts {
  readonly site: Site;
  readonly plan: OutagePlan;
  readonly book: RecordBook;
  readonly alarms: AlarmService;
  readonly latest: LatestValues;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the watch over planned outages. */
export async function startOutages(parts: OutageParts, stops: StopStack): Promise<OutageService> {
  const outages = createOutages({ ...parts, newId: randomUUID });
  await outages.start();
  stops.push('planned outages', () => outages.stop());
  return outages.service;
}
