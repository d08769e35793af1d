import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAlarmSearch, readOnCallSearch, readPerformanceSearch } from '../search.ts';
import { plain } from './root-route.tsx';

const alarms = createRoute({
  ...plain,
  path: '/alarms',
  validateSearch: readAlarmSearch,
  component: lazyRouteComponent(() => import('../../pages/alarms/alarms-page.tsx'), 'AlarmsPage'),
});
const performance = createRoute({
  ...plain,
  path: '/alarms/performance',
  validateSearch: readPerformanceSearch,
  component: lazyRouteComponent(() => import('../../pages/performance/performance-page.tsx'), 'PerformancePage'),
});
const onCall = createRoute({
  ...plain,
  path: '/on-call',
  validateSearch: readOnCallSearch,
  component: lazyRouteComponent(() => import('../../pages/on-call/on-call-page.tsx'), 'OnCallPage'),
});
const messages = createRoute({
  ...plain,
  path: '/messages',
  component: lazyRouteComponent(() => import('../../pages/messages/messages-page.tsx'), 'MessagesPage'),
});

export const alarmRoutes = [alarms, performance, onCall, messages] as const;
