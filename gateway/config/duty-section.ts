import { z } from 'zod';
import type { DutyPlan } from '../domain/duty/plan.ts';
import { cmmsSection, resolveCmms } from './duty/cmms-schema.ts';
import { complaintsSection, resolveComplaints } from './duty/complaints-schema.ts';
import { equipmentSection, resolveEquipment } from './duty/equipment-schema.ts';
import { kpiSection, resolveKpi } from './duty/kpi-schema.ts';
import { maintenanceSection } from './duty/maintenance-schema.ts';
import { meterRunsSection } from './duty/meter-runs-schema.ts';
import { ordersSection, resolveOrders } from './duty/orders-schema.ts';
import { outagesSection, resolveOutages } from './duty/outages-schema.ts';
import { playbooksSection } from './duty/playbooks-schema.ts';
import { resolveMaintenance } from './duty/resolve-maintenance.ts';
import { resolveMeterRuns } from './duty/resolve-meter-runs.ts';
import { resolvePlaybooks } from './duty/resolve-playbooks.ts';
import { resolveRounds } from './duty/resolve-rounds.ts';
import { resolveSheets } from './duty/resolve-sheets.ts';
import { roundsSection } from './duty/rounds-schema.ts';
import { sheetsSection } from './duty/sheets-schema.ts';
import { resolveShifts, shiftsSection } from './duty/shifts-schema.ts';
import { resolveStores, storesSection } from './duty/stores-schema.ts';
import { resolveTestRuns, testRunsSection } from './duty/test-runs-schema.ts';
import { resolveUseAnomalies, useAnomaliesSection } from './duty/use-anomalies-schema.ts';
import { resolveVisits, visitsSection } from './duty/visits-schema.ts';
import type { DutyContext } from './duty-context.ts';
import { within } from './origin.ts';

/** What the department does beside watching: one part per trade of paper, each in a file of `duty/`, in alphabetical order. */
export const dutySection = z
  .strictObject({
    cmms: cmmsSection,
    complaints: complaintsSection,
    outages: outagesSection,
    playbooks: playbooksSection,
    testRuns: testRunsSection,
    equipment: equipmentSection,
    kpi: kpiSection,
    maintenance: maintenanceSection,
    meterRuns: meterRunsSection,
    orders: ordersSection,
    rounds: roundsSection,
    sheets: sheetsSection,
    shifts: shiftsSection,
    stores: storesSection,
    useAnomalies: useAnomaliesSection,
    visits: visitsSection,
  })
  .prefault({});
export type DutySection = z.infer<typeof dutySection>;

/** The plan of the duty room; what a site does not say comes from what it has. */
export function resolveDuty(section: DutySection, context: DutyContext): DutyPlan {
  const { site, origin, mistakes } = context;
  const stores = resolveStores(section.stores, site, within(origin, ['stores']), mistakes);
  const meterRuns = resolveMeterRuns(section.meterRuns, context);
  return {
    cmms: resolveCmms(section.cmms),
    complaints: resolveComplaints(section.complaints),
    outages: resolveOutages(section.outages, site),
    playbooks: resolvePlaybooks(section.playbooks, context),
    testRuns: resolveTestRuns(section.testRuns, context),
    equipment: resolveEquipment(section.equipment, context),
    kpi: resolveKpi(section.kpi, context),
    maintenance: resolveMaintenance(section.maintenance, context, stores.contractors),
    meterRuns,
    orders: resolveOrders(section.orders, context),
    rounds: resolveRounds(section.rounds, context),
    sheets: resolveSheets(section.sheets, { ...context, origin: within(origin, ['sheets']) }),
    shifts: resolveShifts(section.shifts, context),
    stores,
    useAnomalies: resolveUseAnomalies(section.useAnomalies, meterRuns, origin, mistakes),
    visits: resolveVisits(section.visits, context),
  };
}
