/** The views of the alarm desk, in the order of their tabs. */
export const ALARM_VIEWS = ['active', 'unacknowledged', 'shelved', 'suppressed', 'out-of-service', 'history'] as const;
export type AlarmView = (typeof ALARM_VIEWS)[number];
