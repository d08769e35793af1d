import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  readDevicesSearch,
  readEnergySearch,
  readEquipmentSearch,
  readSystemSearch,
  readTrendSearch,
  readWallSearch,
  WALL_PATH,
} from '../search.ts';
import { deskTool, paper, plain } from './root-route.tsx';

const overview = createRoute({
  ...plain,
  path: '/',
  component: lazyRouteComponent(() => import('../../pages/overview/overview-page.tsx'), 'OverviewPage'),
});
const system = createRoute({
  ...paper,
  path: '/systems/$system',
  validateSearch: readSystemSearch,
  component: lazyRouteComponent(() => import('../../pages/system/system-page.tsx'), 'SystemPage'),
});
const equipment = createRoute({
  ...paper,
  path: '/equipment/$id',
  validateSearch: readEquipmentSearch,
  component: lazyRouteComponent(() => import('../../pages/equipment/equipment-page.tsx'), 'EquipmentPage'),
});
const energy = createRoute({
  ...plain,
  path: '/energy',
  validateSearch: readEnergySearch,
  component: lazyRouteComponent(() => import('../../pages/energy/energy-page.tsx'), 'EnergyPage'),
});
const trends = createRoute({
  ...deskTool,
  path: '/trends',
  validateSearch: readTrendSearch,
  component: lazyRouteComponent(() => import('../../pages/trends/trends-page.tsx'), 'TrendsPage'),
});
const devices = createRoute({
  ...paper,
  path: '/devices',
  validateSearch: readDevicesSearch,
  component: lazyRouteComponent(() => import('../../pages/devices/devices-page.tsx'), 'DevicesPage'),
});
const bus = createRoute({
  ...paper,
  path: '/devices/$connection',
  component: lazyRouteComponent(() => import('../../pages/devices/bus-page.tsx'), 'BusPage'),
});
const device = createRoute({
  ...paper,
  path: '/devices/$connection/$device',
  component: lazyRouteComponent(() => import('../../pages/devices/device-page.tsx'), 'DevicePage'),
});
const wall = createRoute({
  ...deskTool,
  path: WALL_PATH,
  validateSearch: readWallSearch,
  component: lazyRouteComponent(() => import('../../pages/wall/wall-page.tsx'), 'WallPage'),
});

export const plantRoutes = [overview, system, equipment, energy, trends, devices, bus, device, wall] as const;
