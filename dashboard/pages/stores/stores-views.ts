/** The registers of the stores page. */
export const STORES_VIEWS = ['parts', 'tools', 'contractors', 'calls', 'instruments', 'certificates'] as const;
export type StoresView = (typeof STORES_VIEWS)[number];
