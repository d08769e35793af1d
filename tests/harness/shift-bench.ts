import type { ShiftsPlan } from '../../gateway/domain/duty/shifts/shifts-plan.ts';
import type { OnCallPlan } from '../../gateway/domain/on-call.ts';
import { ShiftEngine } from '../../gateway/duty/shifts/shift-engine.ts';
import { ShiftParts } from '../../gateway/duty/shifts/shift-parts.ts';
import { createShiftService } from '../../gateway/duty/shifts/shift-service.ts';
import { createOnCallService } from '../../gateway/notifications/on-call/on-call-service.ts';
import { Latest } from '../../gateway/pipeline/latest.ts';
import type { Clock } from '../../gateway/ports/clock.ts';
import type { DutyNotice } from '../../gateway/ports/duty-notices.ts';
import type { RecordBook } from '../../gateway/ports/record-book.ts';
import type { ShiftCaller, ShiftDeed } from '../../gateway/ports/shift-service.ts';
import type { WorkOrderService } from '../../gateway/ports/work-order-service.ts';
import { exampleOnCallPlan } from './builders.ts';
import { FakeAlarms } from './fake-alarms.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryDutyStore } from './memory-duty-store.ts';
import { MemoryRecordBook } from './memory-record-book.ts';
import { silentLogger } from './silent-logger.ts';
import { fakeSite } from './web-fakes.ts';

const text = (en: string) => ({ en, zh: `${en} 中文` });
const MINUTE = 60_000;

/** Monday 5 January 2026, 08:00 in Shanghai: the day shift of ann begins. */
export const SHIFT_START = Date.UTC(2026, 0, 5, 0);

/** ann works by day, bob by night, every day; cat and eva are there too. */
export const shiftDuty = (): OnCallPlan =>
  exampleOnCallPlan({
    people: ['ann', 'bob', 'cat', 'eva'].map((id) => ({
      ...{ id, name: id.toUpperCase(), language: 'zh' as const, contacts: [], quiet: undefined },
    })),
    rotations: [
      {
        ...{ id: 'duty', title: text('Duty engineer'), timeZone: 'Asia/Shanghai', start: '2026-01-01', handoff: 480 },
        turn: {
          every: 'pattern',
          shifts: [
            { from: 480, to: 1200 },
            { from: 1200, to: 480 },
          ],
          days: [[0, 1]],
        },
        members: ['ann', 'bob'],
      },
    ],
  });

/** One trade in two shifts of twelve hours; all equipment is looked at by 23:00. */
export const shiftPlan = (change: Partial<ShiftsPlan['trades'][number]> = {}): ShiftsPlan => ({
  trades: [
    {
      ...{ id: 'duty', title: text('Duty'), rotation: 'duty', minimum: 1, systems: [], checkBy: 1380 },
      hours: [
        { from: 480, to: 1200 },
        { from: 1200, to: 480 },
      ],
      ...change,
    },
  ],
  holidays: [{ date: '2026-01-06', title: text('Holiday') }],
  ...{ opensBeforeMs: 10 * MINUTE, lateAfterMs: 15 * MINUTE, values: ['PUMP-1.p0'] },
});

export interface ShiftBenchOptions {
  readonly clock?: ManualClock;
  readonly book?: RecordBook;
  readonly plan?: ShiftsPlan;
  readonly orders?: Pick<WorkOrderService, 'list'>;
}

/** Shifts over fakes, on a clock that is moved. Alarms and orders are none unless they are put in. */
export function shiftBench(options: ShiftBenchOptions = {}) {
  const { clock = new ManualClock(SHIFT_START), book = new MemoryRecordBook(), plan = shiftPlan() } = options;
  const { orders = { list: async () => [] } } = options;
  const site = fakeSite();
  const alarms = new FakeAlarms();
  alarms.alarms = [];
  const latest = new Latest(site.points.length);
  const told: DutyNotice[] = [];
  const duty = new MemoryDutyStore();
  const onCall = createOnCallService({
    ...{ plan: shiftDuty(), duty, clock: clock as Clock },
    ...{ escalations: { running: async () => [] }, note: async () => {}, onChanged: () => {} },
  });
  const parts = new ShiftParts({
    ...{ plan, site, book, onCall, alarms, orders, latest, clock, logger: silentLogger },
    notices: { tell: (notice) => void told.push(notice) },
  });
  const engine = new ShiftEngine(parts);
  const service = createShiftService(parts);
  const act = (id: number, deed: ShiftDeed, who: string, role: ShiftCaller['role'] = 'technician') =>
    service.act(id, deed, { username: who, displayName: who, role, via: 'screen' });
  /** Moves the clock in steps and looks after each, as the engine does once a minute. */
  const pass = async (minutes: number, step = 5): Promise<void> => {
    for (let passed = 0; passed < minutes; passed += step) {
      clock.advance(step * MINUTE);
      await engine.tick();
    }
  };
  return { clock, book, site, alarms, latest, told, duty, onCall, parts, engine, service, act, pass };
}

/** Everything looked at and in order. */
export const ALL_CHECKED: ShiftDeed = {
  kind: 'write',
  words: {
    checks: {
      keys: { result: 'ok', remark: null },
      tools: { result: 'ok', remark: null },
      clean: { result: 'ok', remark: null },
    },
  },
};

export const TAKE_OVER: ShiftDeed = { kind: 'sign-in', walked: true, found: '', overrideReason: null };
