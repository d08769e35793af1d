/** Parts of the configuration, as its address names them. */
export const CONFIG_VIEWS = ['device', 'limits', 'onCall', 'channels', 'users', 'changes'] as const;
export type ConfigView = (typeof CONFIG_VIEWS)[number];
