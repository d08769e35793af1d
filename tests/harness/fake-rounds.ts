import { type MeterRunRecord, meterRunDraft } from '../../gateway/domain/duty/meter-runs/meter-draft.ts';
import type { MeterRunsPlan } from '../../gateway/domain/duty/meter-runs/meter-runs-plan.ts';
import type { RecordEvent } from '../../gateway/domain/duty/record.ts';
import { openedRecord } from '../../gateway/domain/duty/record-change.ts';
import { placeCode } from '../../gateway/domain/duty/rounds/place-code.ts';
import { roundDraft } from '../../gateway/domain/duty/rounds/round-draft.ts';
import { planFigures } from '../../gateway/domain/duty/rounds/round-figures.ts';
import type { RoundRecord } from '../../gateway/domain/duty/rounds/round-step.ts';
import type { PlannedCheck, RoundsPlan } from '../../gateway/domain/duty/rounds/rounds-plan.ts';
import { done, type Outcome, refused } from '../../gateway/domain/errors.ts';
import type { MeterRunService, MeterState } from '../../gateway/ports/meter-run-service.ts';
import type { RoundService } from '../../gateway/ports/round-service.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const text = (en: string) => ({ en, zh: `${en} 中文` });
const EVERY_DAY = { weekdays: [], monthDays: [], months: [], everyDays: null };

/** A check √ × ○; `change` makes it another. */
export const exampleCheck = (id: string, change: Partial<PlannedCheck> = {}): PlannedCheck => ({
  ...{ id, title: text(id), type: 'check', point: null, unit: '', decimals: 1, normal: null, expect: null },
  ...{ tolerance: null, isRequired: true, photo: 'never', onFail: 'order', priority: 'P3' },
  ...change,
});

/** Twice a day, at nine and twenty-one: a room and a pump with a reading of telemetry. */
export const exampleRounds = (site = 'tower'): RoundsPlan => ({
  ...{ coverageDays: 5, offlineForMs: 24 * HOUR, hastyMs: 3000, tell: [] },
  plans: [
    {
      ...{ id: 'water', title: text('Pump room'), rotation: null, route: 'fixed' },
      schedule: { times: [540, 1260], ...EVERY_DAY },
      window: { beforeMs: 30 * MINUTE, lateMs: HOUR, closeMs: 3 * HOUR },
      stops: [
        {
          ...{ id: 'B1', title: text('Basement'), area: 'B1', equipment: null, needsScan: true },
          code: placeCode(site, { kind: 'area', id: 'B1' }),
          checks: [exampleCheck('dry'), exampleCheck('smell')],
        },
        {
          ...{ id: 'PUMP-1', title: text('Pump 1'), area: 'B1', equipment: 'PUMP-1', needsScan: true },
          code: placeCode(site, { kind: 'equipment', id: 'PUMP-1' }),
          checks: [
            exampleCheck('power', { type: 'number', point: 'PUMP-1.p0', unit: 'kW' }),
            exampleCheck('seal', { onFail: 'order', priority: 'P2' }),
          ],
        },
      ],
    },
  ],
});

const AT = Date.UTC(2026, 0, 5, 1);

/** A round of the example, open, as it would lie in the book with number 1. */
export function exampleRound(at = AT, plan = exampleRounds()): RoundRecord {
  const draft = roundDraft(plan.plans[0]!, plan, at, at);
  return { ...openedRecord('round', draft), id: 1 };
}

const EVENT: RecordEvent = {
  ...{ seq: 1, at: AT, actor: 'system', via: 'system', type: 'opened', note: null, detail: null, deviceAt: null },
};

/** One round that agrees to everything. */
export class FakeRounds implements RoundService {
  readonly plan = exampleRounds();

  async list() {
    return [exampleRound()];
  }
  async get(id: number) {
    return id === 1 ? { record: exampleRound(), events: [EVENT] } : undefined;
  }
  async openAt() {
    return [exampleRound()];
  }
  async act(id: number): Promise<Outcome<RoundRecord>> {
    return id === 1 ? done(exampleRound()) : refused('RECORD_NOT_FOUND');
  }
  async figures(from: number, to: number) {
    return this.plan.plans.map((plan) => planFigures(plan, [exampleRound()], { from, to }));
  }
  async findings() {
    return [];
  }
}

const meter = (id: string, change: Partial<MeterRunsPlan['meters'][number]> = {}) => ({
  ...{ id, title: text(id), kind: 'electricity' as const, unit: 'kWh', decimals: 1, serial: `S-${id}`, area: 'B1' },
  ...{ equipment: null, consumer: null, point: null, factor: 1, rollover: null, parent: null, isPublic: false },
  ...change,
});

/** Month end at ten: a main meter of telemetry, two behind it (one read by hand). */
export const exampleMeterRuns = (change: Partial<MeterRunsPlan> = {}): MeterRunsPlan => ({
  schedule: { times: [600], ...EVERY_DAY, monthDays: [-1] },
  ...{ maxAgeMs: HOUR, fileWithinMs: 5 * 24 * HOUR, odd: { share: 0.3, runs: 3 }, sample: { share: 0, tolerance: 1 } },
  ...{ loss: [-1, 5], share: 'by-use' },
  meters: [
    meter('main', { point: 'PUMP-1.p0' }),
    meter('shop', { point: 'PUMP-1.p1', parent: 'main', consumer: 'Shop' }),
    meter('cafe', { parent: 'main', consumer: 'Café', factor: 20 }),
  ],
  ...change,
});

export function exampleMeterRun(plan = exampleMeterRuns(), before: readonly MeterRunRecord[] = []): MeterRunRecord {
  const opening = { at: AT, now: AT, period: '2026-01-05', reason: null, by: 'system', before };
  return { ...openedRecord('meter-run', meterRunDraft(plan, opening)), id: 1 };
}

/** One run that agrees to everything. */
export class FakeMeterRuns implements MeterRunService {
  async register(): Promise<MeterState[]> {
    return exampleMeterRuns().meters.map((one) => ({ ...one, last: 12, lastAt: AT }));
  }
  async list() {
    return [exampleMeterRun()];
  }
  async get(id: number) {
    return id === 1 ? { record: exampleMeterRun(), events: [EVENT] } : undefined;
  }
  async begin() {
    return exampleMeterRun();
  }
  async act(id: number): Promise<Outcome<MeterRunRecord>> {
    return id === 1 ? done(exampleMeterRun()) : refused('RECORD_NOT_FOUND');
  }
}
