import { createRouter } from '@tanstack/react-router';
import { alarmRoutes } from './routes/alarm-routes.ts';
import { dutyRoutes } from './routes/duty-routes.ts';
import { officeRoutes } from './routes/office-routes.ts';
import { plantRoutes } from './routes/plant-routes.ts';
import { type RouterContext, root } from './routes/root-route.tsx';
import { workRoutes } from './routes/work-routes.ts';

const tree = root.addChildren([...plantRoutes, ...alarmRoutes, ...dutyRoutes, ...workRoutes, ...officeRoutes]);

/** The pages by address. Each is loaded when it is first opened. */
export function createAppRouter(context: RouterContext) {
  return createRouter({ routeTree: tree, context, defaultPreload: 'intent', scrollRestoration: true });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
