/** Which meters of a run are shown. */
export const METER_LISTS = ['hand', 'odd', 'all'] as const;
export type MeterList = (typeof METER_LISTS)[number];
