import type { Playbook, PlaybookPlan } from '../../gateway/domain/duty/playbooks/playbook-plan.ts';
import type { TestRunPlan } from '../../gateway/domain/duty/test-runs/test-run-plan.ts';
import type { EquipmentClass } from '../../gateway/domain/equipment.ts';
import { done } from '../../gateway/domain/errors.ts';
import type { Point } from '../../gateway/domain/point.ts';
import { QUALITY } from '../../gateway/domain/quality.ts';
import { createComplaints } from '../../gateway/duty/complaints/complaints.ts';
import { createOutages } from '../../gateway/duty/outages/outages.ts';
import { createPlaybooks } from '../../gateway/duty/playbooks/playbooks.ts';
import { createTestRuns } from '../../gateway/duty/test-runs/test-runs.ts';
import { createExpressionLanguage } from '../../gateway/expressions/cel-language.ts';
import type { DutyNotice } from '../../gateway/ports/duty-notices.ts';
import type { RecordBook } from '../../gateway/ports/record-book.ts';
import type { WorkOrderDraft, WorkOrderService } from '../../gateway/ports/work-order-service.ts';
import { FakeAlarms } from './fake-alarms.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryRecordBook } from './memory-record-book.ts';
import { PastPoints } from './past-points.ts';
import { silentLogger } from './silent-logger.ts';

const DAY_MS = 86_400_000;
const text = (en: string, zh = en) => ({ en, zh });

const MACHINES: readonly (readonly [string, EquipmentClass, readonly string[]])[] = [
  ['G1', 'genset', ['rpm', 'load_pct', 'mains_v_a', 'fuel_pct', 'batt_v', 'coolant_t', 'mode']],
  ['INC1', 'meter', ['v_ab']],
  ['INC2', 'meter', ['v_ab']],
  ['ATS1', 'ats', ['position']],
  ['F1', 'meter', ['v_ab']],
  ['L1', 'lift', ['mode']],
];

/** Points of a small power room, by index. */
export const BENCH_POINTS: readonly Point[] = MACHINES.flatMap(([equipment, , names]) =>
  names.map((name) => ({ equipment, name })),
).map(({ equipment, name }, index) => ({
  ...{ index, tag: `${equipment}.${name}`, name, equipment, device: equipment, title: text(name), kind: 'number' },
  ...{ unit: '', decimals: 0, states: undefined, scale: 1, offset: 0, sentinels: [], range: undefined },
  ...{ normal: undefined, deadband: 0, scanClass: 'fast', periodMs: 1000, staleAfterMs: 3000, rollover: undefined },
}));

export const pointOf = (tag: string): Point => BENCH_POINTS.find((point) => point.tag === tag)!;
const seenAt = (tag: string) => ({ index: pointOf(tag).index, tag });

/** Weekly on Tuesday for half an hour, and each fortnight with load. */
export const BENCH_RUNS: TestRunPlan = {
  ...{ restMs: 60_000, onLoadPct: 5, signWithinMs: 2 * 3_600_000, lookBackMs: 20 * DAY_MS },
  sets: [
    {
      equipment: 'G1',
      running: { ...seenAt('G1.rpm'), above: 600 },
      load: { ...seenAt('G1.load_pct'), factor: 1 },
      mains: { ...seenAt('G1.mains_v_a'), above: 75 },
      figures: [{ ...seenAt('G1.fuel_pct'), name: 'fuel_pct', title: text('Fuel', '油位'), unit: '%', decimals: 0 }],
      readiness: [
        {
          subject: 'fuel',
          point: { ...seenAt('G1.fuel_pct'), unit: '%', decimals: 0 },
          ...{ low: 70, high: 100, states: null },
        },
        { subject: 'oil', point: null, low: null, high: null, states: null },
      ],
      rules: [
        {
          ...{ id: 'weekly', title: text('Test run', '试运行'), everyDays: 7, weekday: 2, leastMs: 1_800_000 },
          ...{ leastLoadPct: null, soonDays: 1 },
        },
        {
          ...{
            id: 'loaded',
            title: text('Run with load', '带载试机'),
            everyDays: 15,
            weekday: null,
            leastMs: 1_800_000,
          },
          ...{ leastLoadPct: 30, soonDays: 1 },
        },
      ],
    },
  ],
};

const step = (id: string, change: Partial<Playbook['steps'][number]>): Playbook['steps'][number] => ({
  ...{ id, post: 'duty', title: text(id, `${id} 步骤`), text: null, after: [], limitMs: null, limitFrom: 'start' },
  ...{ seenBy: null, evidence: [], isOptional: false, lateTo: [] },
  ...change,
});

/** What a mains failure asks for, in five steps. */
export const BENCH_PLAYBOOK: Playbook = {
  ...{ id: 'mains', version: 1, title: text('Mains failure', '市电停电'), about: text('Power is away', '停电') },
  ...{ scope: 'site', never: [], drillEveryDays: 183 },
  starts: [
    {
      ...{ alarms: ['supply-lost'], kinds: [], classes: [], systems: [], equipmentClasses: ['meter'] },
      ...{ equipment: [], priorities: [] },
    },
  ],
  steps: [
    step('lost', { post: 'system', seenBy: 'alarm' }),
    step('generator', {
      ...{ post: 'automatic', after: ['lost'], limitMs: 60_000, lateTo: ['electrician', 'lead'] },
      seenBy: { among: 'these', quantity: 'any', conditions: [{ equipment: 'G1', text: 'rpm > 1400' }] },
    }),
    step('there', { post: 'electrician', after: ['lost'], limitMs: 300_000, evidence: ['note'] }),
    step('manual', { post: 'electrician', after: ['there'], isOptional: true }),
    step('back', {
      ...{ post: 'system', after: ['generator'] },
      seenBy: {
        ...{ among: 'these', quantity: 'all' },
        conditions: ['INC1', 'INC2'].map((equipment) => ({ equipment, text: 'v_ab > 340' })),
      },
    }),
  ],
};

export const BENCH_PLAYBOOKS: PlaybookPlan = {
  playbooks: [BENCH_PLAYBOOK],
  posts: new Map([['lead', [{ kind: 'rotation', rotation: 'shift-lead' }]]]),
  nextPostMs: 300_000,
};

export interface RunsBenchChange {
  readonly book?: RecordBook;
  readonly clock?: ManualClock;
  readonly alarms?: FakeAlarms;
  readonly past?: PastPoints;
}

/** Test runs, playbooks, outages and complaints over memory, not started. */
export function runsBench(change: RunsBenchChange = {}) {
  const book = change.book ?? new MemoryRecordBook();
  const clock = change.clock ?? new ManualClock();
  const alarms = change.alarms ?? new FakeAlarms();
  const past = change.past ?? new PastPoints(BENCH_POINTS);
  const told: DutyNotice[] = [];
  const ordered: WorkOrderDraft[] = [];
  const orders: Pick<WorkOrderService, 'create'> = {
    create: async (draft) => {
      ordered.push(draft);
      // Of an order only its number is looked at here.
      return done({ id: ordered.length }) as Awaited<ReturnType<WorkOrderService['create']>>;
    },
  };
  const size = BENCH_POINTS.length;
  const latest = {
    value: new Float64Array(size),
    quality: new Uint8Array(size).fill(QUALITY['bad-waiting']),
    sourceTime: new Float64Array(size),
  };
  const show = (tag: string, value: number, at = clock.nowMs()): void => {
    const { index } = pointOf(tag);
    latest.value[index] = value;
    latest.quality[index] = Number.isNaN(value) ? QUALITY['bad-timeout'] : QUALITY.good;
    latest.sourceTime[index] = at;
  };
  let ids = 0;
  const common = {
    ...{ book, clock, alarms, latest, orders, reader: past, logger: silentLogger },
    ...{ notices: { tell: (notice: DutyNotice) => void told.push(notice) }, newId: () => `new-${++ids}` },
  };
  const classes = new Map(MACHINES.map(([id, one]) => [id, one]));
  const nameOf = (id: string) => text(`Machine ${id}`, `${id} 设备`);
  return {
    ...{ book, clock, alarms, past, told, ordered, show },
    testRuns: createTestRuns({ ...common, plan: BENCH_RUNS, timeZone: 'Asia/Shanghai', nameOf }),
    playbooks: createPlaybooks({
      ...{ ...common, plan: BENCH_PLAYBOOKS, points: BENCH_POINTS, expressions: createExpressionLanguage() },
      classOf: (id) => classes.get(id),
    }),
    outages: createOutages({
      ...common,
      plan: {
        ...{ noticeMs: DAY_MS, remindMs: 2 * 3_600_000, contact: '8000' },
        supply: [{ equipment: 'F1', index: pointOf('F1.v_ab').index, deadBelow: 40 }],
      },
      site: { timeZone: 'Asia/Shanghai', areas: [{ id: 'room', name: text('Room', '配电室') }], equipment: FED },
    }),
    complaints: createComplaints({
      ...{ ...common, equipment: new Set(['F1', 'L1', 'PUMP-1']) },
      plan: { handleMs: DAY_MS, callBackMs: DAY_MS, secondMs: 30 * DAY_MS, hotCount: 3, hotMs: 7 * DAY_MS },
    }),
  };
}
export type RunsBench = ReturnType<typeof runsBench>;

const fed = (id: string, poweredBy: readonly string[]) => ({
  ...{ id, name: text(`Machine ${id}`, `${id} 设备`), class: 'meter' as const, system: 'power' as const, area: 'room' },
  ...{ template: 't', maker: 'm', model: 'm', evidence: 'recall' as const, device: id, keyPoints: [] },
  ...{ poweredBy, cooledBy: [], communicatesVia: [] },
});

/** F1 feeds the lift; the transfer switch has two sources. */
const FED = [fed('INC1', []), fed('F1', ['INC1']), fed('L1', ['F1']), fed('G1', []), fed('ATS1', ['INC1', 'G1'])];
