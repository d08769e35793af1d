import type { CmmsPlan } from './cmms-plan.ts';
import type { ComplaintPlan } from './complaints/complaint-plan.ts';
import type { EquipmentRegisterPlan } from './equipment/equipment-plan.ts';
import type { KpiPlan } from './kpi/kpi-plan.ts';
import type { MaintenancePlans } from './maintenance/maintenance-plan.ts';
import type { MeterRunsPlan } from './meter-runs/meter-runs-plan.ts';
import type { OrdersPlan } from './orders-plan.ts';
import type { OutagePlan } from './outages/outage-plan.ts';
import type { PlaybookPlan } from './playbooks/playbook-plan.ts';
import type { RoundsPlan } from './rounds/rounds-plan.ts';
import type { SheetsPlan } from './sheets/sheets-plan.ts';
import type { ShiftsPlan } from './shifts/shifts-plan.ts';
import type { StoresPlan } from './stores/stores-plan.ts';
import type { TestRunPlan } from './test-runs/test-run-plan.ts';
import type { UseAnomalyPlan } from './use-anomalies/use-anomaly-plan.ts';
import type { VisitsPlan } from './visits/visits-plan.ts';

/** What the duty room has to do at this site: one part per kind of paper, each in a file `<part>-plan.ts` of this folder. */
export interface DutyPlan {
  readonly cmms: CmmsPlan | undefined;
  readonly complaints: ComplaintPlan;
  readonly outages: OutagePlan;
  readonly playbooks: PlaybookPlan;
  readonly testRuns: TestRunPlan;
  readonly equipment: EquipmentRegisterPlan;
  readonly kpi: KpiPlan;
  readonly maintenance: MaintenancePlans;
  readonly meterRuns: MeterRunsPlan;
  readonly orders: OrdersPlan;
  readonly rounds: RoundsPlan;
  readonly sheets: SheetsPlan;
  readonly shifts: ShiftsPlan;
  readonly stores: StoresPlan;
  readonly useAnomalies: UseAnomalyPlan;
  readonly visits: VisitsPlan;
}
