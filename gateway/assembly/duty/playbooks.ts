import { randomUUID } from 'node:crypto';
import type { PlaybookPlan } from '../../domain/duty/playbooks/playbook-plan.ts';
import type { Site } from '../../domain/site.ts';
import { createPlaybooks } from '../../duty/playbooks/playbooks.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { AlarmService } from '../../ports/alarm-service.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DutyNotices } from '../../ports/duty-notices.ts';
import type { ExpressionLanguage } from '../../ports/expression.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { PlaybookService } from '../../ports/playbook-service.ts';
import type { RecordBook } from '../../ports/record-book.ts';

export interface PlaybookParts {
  readonly site: Site;
  readonly plan: PlaybookPlan;
  readonly book: RecordBook;
  readonly alarms: AlarmService;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly expressions: ExpressionLanguage;
  readonly notices: DutyNotices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts the playbooks; those that were running go on with what was to be seen meanwhile. */
export async function startPlaybooks(parts: PlaybookParts, stops: StopStack): Promise<PlaybookService> {
  const { site, history: reader } = parts;
  const classes = new Map(site.equipment.map((one) => [one.id, one.class]));
  const playbooks = createPlaybooks({
    ...{ ...parts, reader, points: site.points, newId: randomUUID },
    classOf: (equipment) => classes.get(equipment),
  });
  await playbooks.start();
  stops.push('playbooks', () => playbooks.stop());
  return playbooks.service;
}
