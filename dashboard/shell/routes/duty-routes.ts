import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  readLogSheetSearch,
  readLogSheetsSearch,
  readMeterRunSearch,
  readRoundSearch,
  readRoundsSearch,
} from '../search.ts';
import { deskPaper, paper } from './root-route.tsx';

const duty = createRoute({
  ...paper,
  path: '/duty',
  component: lazyRouteComponent(() => import('../../pages/duty/duty-page.tsx'), 'DutyPage'),
});
const handover = createRoute({
  ...paper,
  path: '/handover/$id',
  component: lazyRouteComponent(() => import('../../pages/handover/handover-page.tsx'), 'HandoverPage'),
});
const visits = createRoute({
  ...paper,
  path: '/visits',
  component: lazyRouteComponent(() => import('../../pages/visits/visits-page.tsx'), 'VisitsPage'),
});
const testRuns = createRoute({
  ...paper,
  path: '/test-runs',
  component: lazyRouteComponent(() => import('../../pages/test-runs/test-runs-page.tsx'), 'TestRunsPage'),
});
const testRun = createRoute({
  ...paper,
  path: '/test-runs/$id',
  component: lazyRouteComponent(() => import('../../pages/test-runs/test-run-page.tsx'), 'TestRunPage'),
});
const playbooks = createRoute({
  ...paper,
  path: '/playbooks',
  component: lazyRouteComponent(() => import('../../pages/playbooks/playbooks-page.tsx'), 'PlaybooksPage'),
});
const playbookRun = createRoute({
  ...paper,
  path: '/playbooks/$id',
  component: lazyRouteComponent(() => import('../../pages/playbooks/playbook-run-page.tsx'), 'PlaybookRunPage'),
});
const outages = createRoute({
  ...paper,
  path: '/outages',
  component: lazyRouteComponent(() => import('../../pages/outages/outages-page.tsx'), 'OutagesPage'),
});
const outage = createRoute({
  ...paper,
  path: '/outages/$id',
  component: lazyRouteComponent(() => import('../../pages/outages/outage-page.tsx'), 'OutagePage'),
});
const complaints = createRoute({
  ...paper,
  path: '/complaints',
  component: lazyRouteComponent(() => import('../../pages/complaints/complaints-page.tsx'), 'ComplaintsPage'),
});
const complaint = createRoute({
  ...paper,
  path: '/complaints/$id',
  component: lazyRouteComponent(() => import('../../pages/complaints/complaint-page.tsx'), 'ComplaintPage'),
});
const logSheets = createRoute({
  ...paper,
  path: '/log-sheets',
  validateSearch: readLogSheetsSearch,
  component: lazyRouteComponent(() => import('../../pages/log-sheets/log-sheets-page.tsx'), 'LogSheetsPage'),
});
const logSheet = createRoute({
  ...paper,
  path: '/log-sheets/$id',
  validateSearch: readLogSheetSearch,
  component: lazyRouteComponent(() => import('../../pages/log-sheets/sheet-page.tsx'), 'SheetPage'),
});
const rounds = createRoute({
  ...paper,
  path: '/rounds',
  validateSearch: readRoundsSearch,
  component: lazyRouteComponent(() => import('../../pages/rounds/rounds-page.tsx'), 'RoundsPage'),
});
const round = createRoute({
  ...paper,
  path: '/rounds/$id',
  validateSearch: readRoundSearch,
  component: lazyRouteComponent(() => import('../../pages/rounds/round-page.tsx'), 'RoundPage'),
});
const places = createRoute({
  ...paper,
  path: '/places',
  component: lazyRouteComponent(() => import('../../pages/places/places-page.tsx'), 'PlacesPage'),
});
const place = createRoute({
  ...paper,
  path: '/q/$code',
  component: lazyRouteComponent(() => import('../../pages/places/place-page.tsx'), 'PlacePage'),
});
const meterRuns = createRoute({
  ...paper,
  path: '/meter-runs',
  component: lazyRouteComponent(() => import('../../pages/meter-runs/meter-runs-page.tsx'), 'MeterRunsPage'),
});
const meterRun = createRoute({
  ...paper,
  path: '/meter-runs/$id',
  validateSearch: readMeterRunSearch,
  component: lazyRouteComponent(() => import('../../pages/meter-runs/meter-run-page.tsx'), 'MeterRunPage'),
});
const useAnomalies = createRoute({
  ...paper,
  path: '/use-anomalies',
  component: lazyRouteComponent(() => import('../../pages/use-anomalies/use-anomalies-page.tsx'), 'UseAnomaliesPage'),
});
const mine = createRoute({
  ...deskPaper,
  path: '/mine',
  component: lazyRouteComponent(() => import('../../pages/mine/mine-page.tsx'), 'MinePage'),
});

export const dutyRoutes = [
  duty,
  handover,
  visits,
  testRuns,
  testRun,
  playbooks,
  playbookRun,
  outages,
  outage,
  complaints,
  complaint,
  logSheets,
  logSheet,
  rounds,
  round,
  places,
  place,
  meterRuns,
  meterRun,
  useAnomalies,
  mine,
] as const;
