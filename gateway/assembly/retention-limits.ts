import type { LoadedSite } from '../config/load.ts';
import { durationMs } from '../domain/duration.ts';
import type { RetentionLimits } from '../historian/settings.ts';

/** `retention` of the site file, in milliseconds. */
export function retentionLimits(settings: LoadedSite['retention']): RetentionLimits {
  const { raw, counters, classes, minutes, quarterHours, hours, days, logBytes, freeDiskBytes } = settings;
  return {
    rawMs: durationMs(raw),
    ...(counters !== undefined ? { counterRawMs: durationMs(counters) } : {}),
    classRawMs: Object.fromEntries(Object.entries(classes).map(([name, text]) => [name, durationMs(text)])),
    minutesMs: durationMs(minutes),
    quartersMs: durationMs(quarterHours),
    hoursMs: durationMs(hours),
    daysMs: durationMs(days),
    logBytes,
    freeDiskBytes,
  };
}
