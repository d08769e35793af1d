import type { AlarmSettings } from '../domain/alarm-settings.ts';

/** What a site that says nothing gets: ISA-18.2 on floods; an alarm that stands for a day is everybody's and nobody's; the journal of five years. */
export const ALARM_DEFAULTS: AlarmSettings = {
  flood: { start: 10, end: 5, windowMs: 600_000 },
  standingAfterMs: 86_400_000,
  journalKeptMs: 1827 * 86_400_000,
};
