import type { LoadedSite } from '../../config/load.ts';
import { createExpressionLanguage } from '../../expressions/cel-language.ts';
import type { StopStack } from '../../observability/stop-stack.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HistoryReader } from '../../ports/historian.ts';
import type { LatestValues } from '../../ports/latest-values.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Store } from '../../store/open-store.ts';
import type { AlarmSystem } from '../alarm-system.ts';
import { startCmms } from './cmms.ts';
import { startComplaints } from './complaints.ts';
import { startEquipment } from './equipment.ts';
import { startKpi } from './kpi.ts';
import { startMaintenance } from './maintenance.ts';
import { startMeterRuns } from './meter-runs.ts';
import { startOrders } from './orders.ts';
import { startOutages } from './outages.ts';
import { startPlaybooks } from './playbooks.ts';
import { startRounds } from './rounds.ts';
import { startSheets } from './sheets.ts';
import { startShifts } from './shifts.ts';
import { startStores } from './stores.ts';
import { startTestRuns } from './test-runs.ts';
import { startUseAnomalies } from './use-anomalies.ts';

export interface DutyRoomParts {
  readonly loaded: LoadedSite;
  readonly people: Pick<AlarmSystem, 'engine' | 'notices' | 'onCall' | 'performance'>;
  readonly store: Store;
  readonly history: HistoryReader;
  readonly latest: LatestValues;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts what the department does all day: work orders first, then everything that opens some. What was started is in `stops`. */
export async function startDutyRoom(parts: DutyRoomParts, stops: StopStack) {
  const { loaded, people, store, history, latest, clock, logger } = parts;
  const { site, duty } = loaded;
  const { engine, notices, onCall, performance } = people;
  const orders = startOrders(
    {
      ...{ site, plan: duty.orders, store, latest, notices, onCall, clock, logger },
      endMaintenanceOf: (order) => engine.endMaintenanceOf(order),
    },
    stops,
  );
  const { workOrders } = orders;
  const room = {
    ...{ site, book: store.records, store, workOrders, alarms: engine.service, onCall, notices, performance },
    ...{ history, latest, expressions: createExpressionLanguage(), fetch: parts.fetch, clock, logger },
  };
  const register = startEquipment({ ...room, plan: duty.equipment }, stops);
  const shifts = await startShifts({ ...room, plan: duty }, stops);
  return {
    ...{ ...orders, orderPlan: duty.orders, register, ...shifts },
    cmms: startCmms({ ...room, plan: duty.cmms }, stops),
    sheets: startSheets({ ...room, plan: duty.sheets }, stops),
    rounds: await startRounds({ ...room, plan: duty.rounds }, stops),
    meterRuns: await startMeterRuns({ ...room, plan: duty.meterRuns }, stops),
    useAnomalies: startUseAnomalies({ ...room, plan: duty.useAnomalies }, stops),
    testRuns: await startTestRuns({ ...room, plan: duty.testRuns }, stops),
    playbooks: await startPlaybooks({ ...room, plan: duty.playbooks }, stops),
    outages: await startOutages({ ...room, plan: duty.outages }, stops),
    complaints: await startComplaints({ ...room, plan: duty.complaints }, stops),
    upkeep: await startMaintenance({ ...room, plan: duty.maintenance }, stops),
    stores: await startStores({ ...room, plan: duty.stores }, stops),
    kpi: startKpi({ ...room, plan: duty.kpi, complaintPlan: duty.complaints, register }, stops),
  };
}
