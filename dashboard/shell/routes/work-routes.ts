import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  readMaintenanceSearch,
  readNewOrderSearch,
  readOrdersSearch,
  readRegisterSearch,
  readStoresSearch,
} from '../search.ts';
import { paper } from './root-route.tsx';

const orders = createRoute({
  ...paper,
  path: '/work-orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('../../pages/orders/orders-page.tsx'), 'OrdersPage'),
});
const newOrder = createRoute({
  ...paper,
  path: '/work-orders/new',
  validateSearch: readNewOrderSearch,
  component: lazyRouteComponent(() => import('../../pages/orders/new-order-page.tsx'), 'NewOrderPage'),
});
const order = createRoute({
  ...paper,
  path: '/work-orders/$id',
  component: lazyRouteComponent(() => import('../../pages/orders/order-page.tsx'), 'OrderPage'),
});
const register = createRoute({
  ...paper,
  path: '/register',
  validateSearch: readRegisterSearch,
  component: lazyRouteComponent(() => import('../../pages/register/register-page.tsx'), 'RegisterPage'),
});
const equipmentCard = createRoute({
  ...paper,
  path: '/register/$equipment',
  component: lazyRouteComponent(() => import('../../pages/register/card-page.tsx'), 'CardPage'),
});
const maintenance = createRoute({
  ...paper,
  path: '/maintenance',
  validateSearch: readMaintenanceSearch,
  component: lazyRouteComponent(() => import('../../pages/maintenance/maintenance-page.tsx'), 'MaintenancePage'),
});
const maintenanceTask = createRoute({
  ...paper,
  path: '/maintenance/$id',
  component: lazyRouteComponent(() => import('../../pages/maintenance/task-page.tsx'), 'MaintenanceTaskPage'),
});
const maintenanceYear = createRoute({
  ...paper,
  path: '/maintenance/years/$id',
  component: lazyRouteComponent(() => import('../../pages/maintenance/year-page.tsx'), 'MaintenanceYearPage'),
});
const stores = createRoute({
  ...paper,
  path: '/stores',
  validateSearch: readStoresSearch,
  component: lazyRouteComponent(() => import('../../pages/stores/stores-page.tsx'), 'StoresPage'),
});

export const workRoutes = [
  orders,
  newOrder,
  order,
  register,
  equipmentCard,
  maintenance,
  maintenanceTask,
  maintenanceYear,
  stores,
] as const;
