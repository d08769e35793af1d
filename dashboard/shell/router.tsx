import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
} from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { codeOf } from '../data/api-error.ts';
import { useWords } from '../i18n/use-words.ts';
import { Notice } from '../ui/notice.tsx';
import { Frame } from './frame.tsx';
import {
  readAlarmSearch,
  readConfigSearch,
  readDevicesSearch,
  readEnergySearch,
  readEquipmentSearch,
  readKpiSearch,
  readLogSheetSearch,
  readLogSheetsSearch,
  readMaintenanceSearch,
  readMeterRunSearch,
  readNewOrderSearch,
  readOnCallSearch,
  readOrdersSearch,
  readPerformanceSearch,
  readRegisterSearch,
  readRoundSearch,
  readRoundsSearch,
  readStoresSearch,
  readSystemSearch,
  readTrendSearch,
  readWallSearch,
  WALL_PATH,
} from './search.ts';

interface RouterContext {
  /** Loads the words of the duty room's papers. */
  readonly papers: () => Promise<void>;
  /** Loads the words of the desk's tools. */
  readonly deskWords: () => Promise<void>;
  /** Loads the words of the configuration screens. */
  readonly configWords: () => Promise<void>;
}

const root = createRootRouteWithContext<RouterContext>()({
  component: Frame,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});
const papers = ({ context }: { readonly context: RouterContext }): Promise<void> => context.papers();
const deskWords = ({ context }: { readonly context: RouterContext }): Promise<void> => context.deskWords();
const papersAndDesk = async ({ context }: { readonly context: RouterContext }): Promise<void> => {
  await Promise.all([context.papers(), context.deskWords()]);
};
const parent = () => root;

const overview = createRoute({
  getParentRoute: parent,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
});
const system = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/systems/$system',
  validateSearch: readSystemSearch,
  component: lazyRouteComponent(() => import('../pages/system/system-page.tsx'), 'SystemPage'),
});
const equipment = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/equipment/$id',
  validateSearch: readEquipmentSearch,
  component: lazyRouteComponent(() => import('../pages/equipment/equipment-page.tsx'), 'EquipmentPage'),
});
const alarms = createRoute({
  getParentRoute: parent,
  path: '/alarms',
  validateSearch: readAlarmSearch,
  component: lazyRouteComponent(() => import('../pages/alarms/alarms-page.tsx'), 'AlarmsPage'),
});
const performance = createRoute({
  getParentRoute: parent,
  path: '/alarms/performance',
  validateSearch: readPerformanceSearch,
  component: lazyRouteComponent(() => import('../pages/performance/performance-page.tsx'), 'PerformancePage'),
});
const onCall = createRoute({
  getParentRoute: parent,
  path: '/on-call',
  validateSearch: readOnCallSearch,
  component: lazyRouteComponent(() => import('../pages/on-call/on-call-page.tsx'), 'OnCallPage'),
});
const duty = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/duty',
  component: lazyRouteComponent(() => import('../pages/duty/duty-page.tsx'), 'DutyPage'),
});
const handover = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/handover/$id',
  component: lazyRouteComponent(() => import('../pages/handover/handover-page.tsx'), 'HandoverPage'),
});
const visits = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/visits',
  component: lazyRouteComponent(() => import('../pages/visits/visits-page.tsx'), 'VisitsPage'),
});
const testRuns = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/test-runs',
  component: lazyRouteComponent(() => import('../pages/test-runs/test-runs-page.tsx'), 'TestRunsPage'),
});
const testRun = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/test-runs/$id',
  component: lazyRouteComponent(() => import('../pages/test-runs/test-run-page.tsx'), 'TestRunPage'),
});
const playbooks = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/playbooks',
  component: lazyRouteComponent(() => import('../pages/playbooks/playbooks-page.tsx'), 'PlaybooksPage'),
});
const playbookRun = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/playbooks/$id',
  component: lazyRouteComponent(() => import('../pages/playbooks/playbook-run-page.tsx'), 'PlaybookRunPage'),
});
const outages = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/outages',
  component: lazyRouteComponent(() => import('../pages/outages/outages-page.tsx'), 'OutagesPage'),
});
const outage = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/outages/$id',
  component: lazyRouteComponent(() => import('../pages/outages/outage-page.tsx'), 'OutagePage'),
});
const complaints = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/complaints',
  component: lazyRouteComponent(() => import('../pages/complaints/complaints-page.tsx'), 'ComplaintsPage'),
});
const complaint = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/complaints/$id',
  component: lazyRouteComponent(() => import('../pages/complaints/complaint-page.tsx'), 'ComplaintPage'),
});
const messages = createRoute({
  getParentRoute: parent,
  path: '/messages',
  component: lazyRouteComponent(() => import('../pages/messages/messages-page.tsx'), 'MessagesPage'),
});
const orders = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/work-orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('../pages/orders/orders-page.tsx'), 'OrdersPage'),
});
const newOrder = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/work-orders/new',
  validateSearch: readNewOrderSearch,
  component: lazyRouteComponent(() => import('../pages/orders/new-order-page.tsx'), 'NewOrderPage'),
});
const order = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/work-orders/$id',
  component: lazyRouteComponent(() => import('../pages/orders/order-page.tsx'), 'OrderPage'),
});
const logSheets = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/log-sheets',
  validateSearch: readLogSheetsSearch,
  component: lazyRouteComponent(() => import('../pages/log-sheets/log-sheets-page.tsx'), 'LogSheetsPage'),
});
const logSheet = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/log-sheets/$id',
  validateSearch: readLogSheetSearch,
  component: lazyRouteComponent(() => import('../pages/log-sheets/sheet-page.tsx'), 'SheetPage'),
});
const register = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/register',
  validateSearch: readRegisterSearch,
  component: lazyRouteComponent(() => import('../pages/register/register-page.tsx'), 'RegisterPage'),
});
const equipmentCard = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/register/$equipment',
  component: lazyRouteComponent(() => import('../pages/register/card-page.tsx'), 'CardPage'),
});
const rounds = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/rounds',
  validateSearch: readRoundsSearch,
  component: lazyRouteComponent(() => import('../pages/rounds/rounds-page.tsx'), 'RoundsPage'),
});
const round = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/rounds/$id',
  validateSearch: readRoundSearch,
  component: lazyRouteComponent(() => import('../pages/rounds/round-page.tsx'), 'RoundPage'),
});
const places = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/places',
  component: lazyRouteComponent(() => import('../pages/places/places-page.tsx'), 'PlacesPage'),
});
const place = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/q/$code',
  component: lazyRouteComponent(() => import('../pages/places/place-page.tsx'), 'PlacePage'),
});
const meterRuns = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/meter-runs',
  component: lazyRouteComponent(() => import('../pages/meter-runs/meter-runs-page.tsx'), 'MeterRunsPage'),
});
const meterRun = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/meter-runs/$id',
  validateSearch: readMeterRunSearch,
  component: lazyRouteComponent(() => import('../pages/meter-runs/meter-run-page.tsx'), 'MeterRunPage'),
});
const energy = createRoute({
  getParentRoute: parent,
  path: '/energy',
  validateSearch: readEnergySearch,
  component: lazyRouteComponent(() => import('../pages/energy/energy-page.tsx'), 'EnergyPage'),
});
const trends = createRoute({
  getParentRoute: parent,
  path: '/trends',
  loader: deskWords,
  validateSearch: readTrendSearch,
  component: lazyRouteComponent(() => import('../pages/trends/trends-page.tsx'), 'TrendsPage'),
});
const devices = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/devices',
  validateSearch: readDevicesSearch,
  component: lazyRouteComponent(() => import('../pages/devices/devices-page.tsx'), 'DevicesPage'),
});
const bus = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/devices/$connection',
  component: lazyRouteComponent(() => import('../pages/devices/bus-page.tsx'), 'BusPage'),
});
const device = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/devices/$connection/$device',
  component: lazyRouteComponent(() => import('../pages/devices/device-page.tsx'), 'DevicePage'),
});
const useAnomalies = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/use-anomalies',
  component: lazyRouteComponent(() => import('../pages/use-anomalies/use-anomalies-page.tsx'), 'UseAnomaliesPage'),
});
const recordSearch = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/search',
  component: lazyRouteComponent(() => import('../pages/record-search/record-search-page.tsx'), 'RecordSearchPage'),
});
const records = createRoute({
  getParentRoute: parent,
  path: '/records',
  component: lazyRouteComponent(() => import('../pages/records/records-page.tsx'), 'RecordsPage'),
});
const channels = createRoute({
  getParentRoute: parent,
  path: '/channels',
  component: lazyRouteComponent(() => import('../pages/channels/channels-page.tsx'), 'ChannelsPage'),
});
const config = createRoute({
  getParentRoute: parent,
  loader: ({ context }) => context.configWords(),
  path: '/config',
  validateSearch: readConfigSearch,
  component: lazyRouteComponent(() => import('../pages/config/config-page.tsx'), 'ConfigPage'),
});
const maintenance = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/maintenance',
  validateSearch: readMaintenanceSearch,
  component: lazyRouteComponent(() => import('../pages/maintenance/maintenance-page.tsx'), 'MaintenancePage'),
});
const maintenanceTask = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/maintenance/$id',
  component: lazyRouteComponent(() => import('../pages/maintenance/task-page.tsx'), 'MaintenanceTaskPage'),
});
const maintenanceYear = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/maintenance/years/$id',
  component: lazyRouteComponent(() => import('../pages/maintenance/year-page.tsx'), 'MaintenanceYearPage'),
});
const stores = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/stores',
  validateSearch: readStoresSearch,
  component: lazyRouteComponent(() => import('../pages/stores/stores-page.tsx'), 'StoresPage'),
});
const kpi = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/kpi',
  validateSearch: readKpiSearch,
  component: lazyRouteComponent(() => import('../pages/kpi/kpi-page.tsx'), 'KpiPage'),
});
const report = createRoute({
  getParentRoute: parent,
  loader: papers,
  path: '/reports/$kind/$period',
  component: lazyRouteComponent(() => import('../pages/kpi/report-page.tsx'), 'ReportPage'),
});
const mine = createRoute({
  getParentRoute: parent,
  loader: papersAndDesk,
  path: '/mine',
  component: lazyRouteComponent(() => import('../pages/mine/mine-page.tsx'), 'MinePage'),
});
const me = createRoute({
  getParentRoute: parent,
  loader: deskWords,
  path: '/me',
  component: lazyRouteComponent(() => import('../pages/me/me-page.tsx'), 'MePage'),
});

const wall = createRoute({
  getParentRoute: parent,
  loader: deskWords,
  path: WALL_PATH,
  validateSearch: readWallSearch,
  component: lazyRouteComponent(() => import('../pages/wall/wall-page.tsx'), 'WallPage'),
});

const tree = root.addChildren([
  overview,
  system,
  equipment,
  alarms,
  performance,
  onCall,
  testRuns,
  testRun,
  playbooks,
  playbookRun,
  outages,
  outage,
  complaints,
  complaint,
  duty,
  handover,
  visits,
  messages,
  orders,
  newOrder,
  order,
  register,
  equipmentCard,
  logSheets,
  logSheet,
  rounds,
  round,
  places,
  place,
  meterRuns,
  meterRun,
  energy,
  trends,
  devices,
  bus,
  device,
  recordSearch,
  useAnomalies,
  records,
  channels,
  config,
  maintenance,
  maintenanceTask,
  maintenanceYear,
  stores,
  kpi,
  report,
  mine,
  me,
  wall,
]);

/** The pages by address. Each is loaded when it is first opened. */
export function createAppRouter(context: RouterContext) {
  return createRouter({ routeTree: tree, context, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

function NotFound(): ReactElement {
  const { t } = useWords();
  return <Notice title={t('error.notFound')} hint={t('error.pageHint')} />;
}

function Failed({ error, reset }: ErrorComponentProps): ReactElement {
  const { t } = useWords();
  return (
    <Notice
      title={t('error.page')}
      hint={t('error.pageHint')}
      code={codeOf(error)}
      retry={{ label: t('error.retry'), act: reset }}
    />
  );
}
