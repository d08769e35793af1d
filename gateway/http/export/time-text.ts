import { ZoneOffsets } from '../../domain/zone-offsets.ts';

/** How moments are written into a file: ISO 8601, always with their zone. */
export type TimeText = (ms: number) => string;

export function timeTextIn(zone: 'utc' | 'site', siteZone: string): TimeText {
  if (zone === 'utc') return (ms) => new Date(ms).toISOString();
  const offsets = new ZoneOffsets(siteZone);
  return (ms) => offsets.text(ms);
}
