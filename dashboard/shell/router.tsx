import {
  createRootRoute,
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
  readDevicesSearch,
  readEnergySearch,
  readNewOrderSearch,
  readOnCallSearch,
  readOrdersSearch,
  readPerformanceSearch,
  readTrendSearch,
} from './search.ts';

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: Failed });
const parent = () => root;

const overview = createRoute({
  getParentRoute: parent,
  path: '/',
  component: lazyRouteComponent(() => import('../pages/overview/overview-page.tsx'), 'OverviewPage'),
});
const system = createRoute({
  getParentRoute: parent,
  path: '/systems/$system',
  component: lazyRouteComponent(() => import('../pages/system/system-page.tsx'), 'SystemPage'),
});
const equipment = createRoute({
  getParentRoute: parent,
  path: '/equipment/$id',
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
const messages = createRoute({
  getParentRoute: parent,
  path: '/messages',
  component: lazyRouteComponent(() => import('../pages/messages/messages-page.tsx'), 'MessagesPage'),
});
const orders = createRoute({
  getParentRoute: parent,
  path: '/work-orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('../pages/orders/orders-page.tsx'), 'OrdersPage'),
});
const newOrder = createRoute({
  getParentRoute: parent,
  path: '/work-orders/new',
  validateSearch: readNewOrderSearch,
  component: lazyRouteComponent(() => import('../pages/orders/new-order-page.tsx'), 'NewOrderPage'),
});
const order = createRoute({
  getParentRoute: parent,
  path: '/work-orders/$id',
  component: lazyRouteComponent(() => import('../pages/orders/order-page.tsx'), 'OrderPage'),
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
  validateSearch: readTrendSearch,
  component: lazyRouteComponent(() => import('../pages/trends/trends-page.tsx'), 'TrendsPage'),
});
const devices = createRoute({
  getParentRoute: parent,
  path: '/devices',
  validateSearch: readDevicesSearch,
  component: lazyRouteComponent(() => import('../pages/devices/devices-page.tsx'), 'DevicesPage'),
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
const mine = createRoute({
  getParentRoute: parent,
  path: '/mine',
  component: lazyRouteComponent(() => import('../pages/mine/mine-page.tsx'), 'MinePage'),
});
const me = createRoute({
  getParentRoute: parent,
  path: '/me',
  component: lazyRouteComponent(() => import('../pages/me/me-page.tsx'), 'MePage'),
});

const tree = root.addChildren([
  overview,
  system,
  equipment,
  alarms,
  performance,
  onCall,
  messages,
  orders,
  newOrder,
  order,
  energy,
  trends,
  devices,
  records,
  channels,
  mine,
  me,
]);

/** The pages by address. Each is loaded when it is first opened. */
export function createAppRouter() {
  return createRouter({ routeTree: tree, defaultPreload: 'intent', scrollRestoration: true });
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
