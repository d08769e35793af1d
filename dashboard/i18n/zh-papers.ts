import { zhComplaints } from './zh-complaints.ts';
import { zhMaintenance } from './zh-maintenance.ts';
import { zhOrders } from './zh-orders.ts';
import { zhOutages } from './zh-outages.ts';
import { zhPlant } from './zh-plant.ts';
import { zhPlaybooks } from './zh-playbooks.ts';
import { zhPower } from './zh-power.ts';
import { zhRecordSearch } from './zh-record-search.ts';
import { zhRegister } from './zh-register.ts';
import { zhRounds } from './zh-rounds.ts';
import { zhSheets } from './zh-sheets.ts';
import { zhShifts } from './zh-shifts.ts';
import { zhTestRuns } from './zh-test-runs.ts';
import { zhUseAnomalies } from './zh-use-anomalies.ts';

/** The same in Chinese. */
export const zhPapers = {
  ...zhComplaints,
  ...zhMaintenance,
  ...zhOrders,
  ...zhOutages,
  ...zhPlant,
  ...zhPlaybooks,
  ...zhPower,
  ...zhRecordSearch,
  ...zhRegister,
  ...zhRounds,
  ...zhSheets,
  ...zhShifts,
  ...zhTestRuns,
  ...zhUseAnomalies,
} as const;
