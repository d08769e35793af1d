import { enComplaints } from './en-complaints.ts';
import { enMaintenance } from './en-maintenance.ts';
import { enOrders } from './en-orders.ts';
import { enOutages } from './en-outages.ts';
import { enPlant } from './en-plant.ts';
import { enPlaybooks } from './en-playbooks.ts';
import { enPower } from './en-power.ts';
import { enRecordSearch } from './en-record-search.ts';
import { enRegister } from './en-register.ts';
import { enRounds } from './en-rounds.ts';
import { enSheets } from './en-sheets.ts';
import { enShifts } from './en-shifts.ts';
import { enTestRuns } from './en-test-runs.ts';
import { enUseAnomalies } from './en-use-anomalies.ts';

/** Words of the papers of the duty room, in English: loaded with the first page that needs them. */
export const enPapers = {
  ...enComplaints,
  ...enMaintenance,
  ...enOrders,
  ...enOutages,
  ...enPlant,
  ...enPlaybooks,
  ...enPower,
  ...enRecordSearch,
  ...enRegister,
  ...enRounds,
  ...enSheets,
  ...enShifts,
  ...enTestRuns,
  ...enUseAnomalies,
} as const;
