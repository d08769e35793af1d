import { createAlarmPerformance } from '../../gateway/alarms/performance/performance-service.ts';
import { complaintsSection, resolveComplaints } from '../../gateway/config/duty/complaints-schema.ts';
import { kpiSection, resolveKpi } from '../../gateway/config/duty/kpi-schema.ts';
import { MistakeList } from '../../gateway/config/mistakes.ts';
import type { KpiPlan } from '../../gateway/domain/duty/kpi/kpi-plan.ts';
import { createKpiService } from '../../gateway/maintenance/kpi/kpi-service.ts';
import { createMaintenanceRuntime } from '../../gateway/maintenance/plans/maintenance-runtime.ts';
import {
  CounterHistory,
  KeyedOrders,
  liftPlan,
  plansOf,
  pumpPlan,
} from '../../gateway/maintenance/plans/plans.fixtures.ts';
import { createStoresRuntime } from '../../gateway/maintenance/stores/stores-runtime.ts';
import type { WorkOrderService } from '../../gateway/ports/work-order-service.ts';
import type { ManualClock } from './manual-clock.ts';
import { MemoryAlarmRepository } from './memory-alarm-repository.ts';
import type { MemoryRecordBook } from './memory-record-book.ts';
import { silentLogger } from './silent-logger.ts';

/** Where nobody is named nobody is looked for. */
const NOBODY: Parameters<typeof resolveKpi>[1] = {
  ...{ onCall: { people: [], rotations: [], teams: [] }, mistakes: new MistakeList() },
  origin: { locate: () => ({ file: '', line: 1, column: 1, path: '' }), isHidden: () => false },
};

/** Targets as a site has them that names none. */
export const usualKpi = (): KpiPlan => resolveKpi(kpiSection.parse({}), NOBODY);

/** Maintenance of one lift, empty stores, and the figures of it all, over one record book; nothing runs by itself. */
export function maintenanceBench(clock: ManualClock, book: MemoryRecordBook, orders: Pick<WorkOrderService, 'list'>) {
  const common = { timeZone: 'Asia/Shanghai', book, clock, logger: silentLogger, tell: () => undefined };
  const keyed = new KeyedOrders();
  const runtime = createMaintenanceRuntime({
    ...{ ...common, orders: keyed, plans: plansOf(liftPlan(), pumpPlan()), history: new CounterHistory() },
    readings: () => [],
  });
  const stores = createStoresRuntime({
    ...{ ...common, orders: keyed, equipment: new Set(['L01']) },
    plan: { parts: [], tools: [], contractors: [], instruments: [], certificates: [], noticeDays: 30 },
  });
  const kpi = createKpiService({
    ...{ plan: usualKpi(), timeZone: 'Asia/Shanghai', machines: [], book, orders, clock },
    complaints: resolveComplaints(complaintsSection.parse({})),
    alarms: createAlarmPerformance(new MemoryAlarmRepository()),
    goodOrder: async () => ({ count: 0, of: 0 }),
  });
  return { runtime, upkeep: runtime.service, stores: stores.service, kpi };
}

const by = (username: string) => ({ username, via: 'screen' as const, deviceAt: null, expectedVersion: undefined });
const text = (en: string) => ({ en, zh: en });

/**
 * One entry of each register and one record of each kind, with numbers that a test may use: part 1 (with a wish that waits), tool 2,
 * contractor 3, call 4, instrument 5, a plan of a year being made 6 and one handed in 7, an open task 8, a
 * certificate 9.
 */
export async function seedMaintenance({ stores, upkeep }: ReturnType<typeof maintenanceBench>): Promise<void> {
  const part = {
    code: 'seal',
    name: text('Seal'),
    unit: 'pc',
    shelf: 'A',
    least: 0,
    approvalAbove: 0,
    price: null,
    equipment: [],
  };
  await stores.parts.add(part, by('li'));
  await stores.parts.step(1, { step: 'receive', quantity: 5, note: 'bought' }, by('li'));
  await stores.parts.step(1, { step: 'issue', quantity: 1, order: null, purpose: 'pump' }, by('li'));
  await stores.tools.add({ code: 'camera', name: text('Camera'), place: 'cupboard' }, by('li'));
  const facts = { contact: 'Sun', phone: '1', nightPhone: '', equipment: [], arriveMinutes: 30 };
  const contract = { contractEnd: null, contractNumber: '' };
  await stores.contractors.add(
    { code: 'lifts', name: 'Sun Lifts', trade: text('Lifts'), ...facts, ...contract },
    by('li'),
  );
  await stores.callOuts.add({ contractor: 3, equipment: null, order: null, reason: 'door fault' }, by('li'));
  const instrument = { code: 'megger', name: text('Megger'), serial: '7', place: '', equipment: null, everyMonths: 12 };
  await stores.instruments.add({ ...instrument, isMandatory: false, lastOn: null }, by('li'));
  await upkeep.makeYear('2027', by('li'));
  await upkeep.makeYear('2028', by('li'));
  await upkeep.submitYear(7, by('li'));
  await upkeep.openNow('L01/lift', 'half-month', 'asked for', by('li'));
  const paper = { code: 'hv-wang', person: 'wang', title: text('High voltage'), number: 'T-1', validUntil: null };
  await stores.certificates.add(paper, by('li'));
}
