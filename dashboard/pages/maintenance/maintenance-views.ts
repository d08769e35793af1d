/** What the maintenance page can show. */
export const MAINTENANCE_VIEWS = ['tasks', 'month', 'outlook', 'plans', 'years'] as const;
export type MaintenanceView = (typeof MAINTENANCE_VIEWS)[number];
