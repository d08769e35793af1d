import type { DutyRecord, RecordEvent } from '../../gateway/domain/duty/record.ts';
import { openedRecord } from '../../gateway/domain/duty/record-change.ts';
import type { UseAnomaly } from '../../gateway/domain/duty/use-anomalies/use-anomaly.ts';
import { anomalyDraft } from '../../gateway/domain/duty/use-anomalies/use-anomaly-steps.ts';
import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { UseAnomalyService } from '../../gateway/ports/use-anomaly-service.ts';

const AT = Date.UTC(2026, 0, 4, 16);
const DAY_MS = 86_400_000;

const DRAFT = anomalyDraft(
  {
    meter: {
      ...{ id: 'main', title: { en: 'Main meter', zh: '总表' }, kind: 'electricity', unit: 'kWh', decimals: 0 },
      ...{ point: 'PUMP-1.p0', equipment: null, area: 'B1' },
    },
    ...{ span: 'day', days: { start: 20_458, end: 20_459 }, startsAt: AT, endsAt: AT + DAY_MS },
    ...{ use: 900, before: [300, 310], judgement: { usual: 305, verdict: 'above' } },
  },
  3 * DAY_MS,
  AT + DAY_MS,
);
const EVENT: RecordEvent = { ...DRAFT.event, seq: 1 };

type Answer = Promise<Outcome<DutyRecord<UseAnomaly>>>;

/** A case of unusual use, open, as it would lie in the book with number 1. */
export const exampleUseAnomaly = (): DutyRecord<UseAnomaly> => ({ ...openedRecord('use-anomaly', DRAFT), id: 1 });

/** One case that agrees to everything. */
export class FakeUseAnomalies implements UseAnomalyService {
  async list() {
    return [exampleUseAnomaly()];
  }
  async get(id: number) {
    return id === 1 ? exampleUseAnomaly() : undefined;
  }
  async events() {
    return [EVENT];
  }
  explain = (id: number): Answer => this.agree(id);
  act = (id: number): Answer => this.agree(id);
  order = (id: number): Answer => this.agree(id);
  close = (id: number): Answer => this.agree(id);
  dismiss = (id: number): Answer => this.agree(id);

  private async agree(id: number): Answer {
    return id === 1 ? done(exampleUseAnomaly()) : refused('RECORD_NOT_FOUND');
  }
}
