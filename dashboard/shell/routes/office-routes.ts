import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readConfigSearch, readKpiSearch } from '../search.ts';
import { configScreen, deskTool, paper, plain } from './root-route.tsx';

const kpi = createRoute({
  ...paper,
  path: '/kpi',
  validateSearch: readKpiSearch,
  component: lazyRouteComponent(() => import('../../pages/kpi/kpi-page.tsx'), 'KpiPage'),
});
const report = createRoute({
  ...paper,
  path: '/reports/$kind/$period',
  component: lazyRouteComponent(() => import('../../pages/kpi/report-page.tsx'), 'ReportPage'),
});
const recordSearch = createRoute({
  ...paper,
  path: '/search',
  component: lazyRouteComponent(() => import('../../pages/record-search/record-search-page.tsx'), 'RecordSearchPage'),
});
const records = createRoute({
  ...plain,
  path: '/records',
  component: lazyRouteComponent(() => import('../../pages/records/records-page.tsx'), 'RecordsPage'),
});
const channels = createRoute({
  ...plain,
  path: '/channels',
  component: lazyRouteComponent(() => import('../../pages/channels/channels-page.tsx'), 'ChannelsPage'),
});
const config = createRoute({
  ...configScreen,
  path: '/config',
  validateSearch: readConfigSearch,
  component: lazyRouteComponent(() => import('../../pages/config/config-page.tsx'), 'ConfigPage'),
});
const me = createRoute({
  ...deskTool,
  path: '/me',
  component: lazyRouteComponent(() => import('../../pages/me/me-page.tsx'), 'MePage'),
});

export const officeRoutes = [kpi, report, recordSearch, records, channels, config, me] as const;
