import type { Alarm } from '../../gateway/domain/alarm.ts';
import type { EquipmentRegisterPlan } from '../../gateway/domain/duty/equipment/equipment-plan.ts';
import type { Site } from '../../gateway/domain/site.ts';
import {
  createEquipmentRegister,
  type EquipmentRegisterDeps,
  type EquipmentRegisterEngine,
} from '../../gateway/duty/equipment/equipment-register.ts';
import { Latest } from '../../gateway/pipeline/latest.ts';
import type { MaintenanceMode } from '../../gateway/ports/alarm-repository.ts';
import type { WorkOrderService } from '../../gateway/ports/work-order-service.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryHistory, type MemorySample } from './memory-history.ts';
import { MemoryRecordBook } from './memory-record-book.ts';
import { silentLogger } from './silent-logger.ts';

/** What a site gets that says nothing about its register. */
export const PLAIN_REGISTER: EquipmentRegisterPlan = {
  goodOrder: { classes: ['pump', 'lift'], priorities: ['P1', 'P2'], toleranceMs: 3_600_000, target: 98, targets: {} },
  secondPerson: ['breaker'],
  noticeMs: 30 * 86_400_000,
  cards: [],
};

type Orders = Awaited<ReturnType<WorkOrderService['list']>>;

/** An equipment register over memory; a test fills what it is about. */
export interface RegisterBench {
  readonly engine: EquipmentRegisterEngine;
  readonly book: MemoryRecordBook;
  readonly clock: ManualClock;
  readonly latest: Latest;
  readonly alarms: Alarm[];
  readonly orders: Orders[number][];
  readonly maintenance: MaintenanceMode[];
}

export function registerBench(
  site: Site,
  change: Partial<EquipmentRegisterDeps> = {},
  samples: ReadonlyMap<string, readonly MemorySample[]> = new Map(),
): RegisterBench {
  const [book, clock, latest] = [new MemoryRecordBook(), new ManualClock(), new Latest(site.points.length)];
  const [alarms, orders, maintenance]: [Alarm[], Orders[number][], MaintenanceMode[]] = [[], [], []];
  const history = new MemoryHistory(samples);
  const engine = createEquipmentRegister({
    ...{ site, plan: PLAIN_REGISTER, book, clock, latest, logger: silentLogger },
    alarms: {
      open: () => alarms.filter(({ closedAt }) => closedAt === null),
      list: async ({ equipment, before = Number.POSITIVE_INFINITY, limit }) =>
        alarms
          .filter((one) => (equipment === undefined || one.equipment === equipment) && one.activeAt < before)
          .sort((a, b) => b.activeAt - a.activeAt)
          .slice(0, limit),
      desk: () => ({ flood: null, unrecordedSince: null, maintenance }),
    },
    alarmsOpenAt: async (at) => alarms.filter(({ activeAt, closedAt }) => activeAt <= at && (closedAt ?? at) >= at),
    orders: {
      list: async ({ state, equipment, limit, before = Number.POSITIVE_INFINITY }) =>
        orders
          .filter((one) => (state === 'all' || one.closedAt === null) && one.id < before)
          .filter((one) => equipment === undefined || one.equipment === equipment)
          .sort((a, b) => b.id - a.id)
          .slice(0, limit),
    },
    history: { query: (tag, from, to) => history.query(tag, from, to), increments: async () => [] },
    ...change,
  });
  return { engine, book, clock, latest, alarms, orders, maintenance };
}
